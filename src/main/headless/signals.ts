/** When the program is asked to end: once politely, the second time at once. A defect nobody caught asks too. */

const SIGNALS = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  ...(process.platform === 'win32' ? (['SIGBREAK'] as const) : []),
] as const;
/** As a shell reports a program that was interrupted. */
const INTERRUPTED = 130;

/**
 * Resolves at the first signal with null, or with a defect after which nothing can be trusted to go on. From then on the
 * next signal ends the process without waiting for anything.
 */
export function untilAskedToStop(): Promise<{ readonly thrown: unknown } | null> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (asked) process.exit(INTERRUPTED);
        asked = true;
        resolve(null);
      });
    }
    // Promises nobody waits for arrive here too. What was under way is settled at the next start.
    process.on('uncaughtException', (thrown) => {
      asked = true;
      resolve({ thrown });
    });
  });
}
