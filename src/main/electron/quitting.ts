/** Quitting waits for the runtime, but not for ever: texts under way are settled at the next start anyway. */
import type { Logger, Timers } from '../platform/ports.ts';

/** As long as a person watches a program that does not go away, ms. */
export const QUIT_LIMIT_MS = 15_000;

/** The part of Electron's app used here. */
export interface Quittable {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  exit(code?: number): void;
}

/** Makes every way to quit stop the runtime first. */
export function quitAfter(
  app: Quittable,
  stop: () => Promise<void>,
  { timers, log }: { readonly timers: Timers; readonly log: Logger },
): void {
  let quitting = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (quitting) return;
    quitting = true;
    void stopWithin(stop, timers, log).then((code) => app.exit(code));
  });
}

async function stopWithin(stop: () => Promise<void>, timers: Timers, log: Logger): Promise<number> {
  const stopped = new AbortController();
  const tooLong = timers.sleep(QUIT_LIMIT_MS, stopped.signal).then(
    () => 1,
    () => 0,
  );
  const done = stop().then(
    () => 0,
    (error: unknown) => {
      log.error({ kind: error instanceof Error ? error.name : typeof error }, 'quit.stopFailed');
      return 1;
    },
  );
  const code = await Promise.race([done, tooLong]);
  stopped.abort();
  if (code !== 0) log.warn({}, 'quit.notClean');
  return code;
}
