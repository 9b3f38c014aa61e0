/** When the program is asked to end: once politely, the second time at once. */

const SIGNALS = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  ...(process.platform === 'win32' ? (['SIGBREAK'] as const) : []),
] as const;
/** As a shell reports a program that was interrupted. */
const INTERRUPTED = 130;

/** Resolves at the first signal; from then on the next one ends the process without waiting for anything. */
export function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (asked) process.exit(INTERRUPTED);
        asked = true;
        resolve();
      });
    }
  });
}
