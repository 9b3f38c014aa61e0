/**
 * A call that cannot hang: it ends with its answer, at its time limit, or when the caller stops, whatever the callee does with the signal.
 */
import type { Timers } from '../platform/ports.ts';

export type CallEnd<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'threw'; readonly error: unknown };

/** Runs `call` for at most `limitMs`. Its signal is aborted at the limit and when `stop` is. Never rejects. */
export function callWithin<T>(
  timers: Timers,
  options: { readonly limitMs: number; readonly stop: AbortSignal },
  call: (signal: AbortSignal) => Promise<T>,
): Promise<CallEnd<T>> {
  return new Promise((resolve) => {
    const abort = new AbortController();
    const end = (result: CallEnd<T>): void => {
      timer.cancel();
      options.stop.removeEventListener('abort', onStop);
      resolve(result);
      abort.abort(new Error(result.kind));
    };
    const onStop = (): void => end({ kind: 'stopped' });
    const timer = timers.after(options.limitMs, () => end({ kind: 'timeout' }));
    if (options.stop.aborted) {
      onStop();
      return;
    }
    options.stop.addEventListener('abort', onStop, { once: true });
    startCall(call, abort.signal).then(
      (value) => end({ kind: 'answered', value }),
      (error: unknown) => end({ kind: 'threw', error }),
    );
  });
}

/** A call that throws before its first await counts as one that rejected. */
async function startCall<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  return call(signal);
}
