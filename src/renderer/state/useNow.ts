/** The core's time as React state, renewed at a rhythm: for waiting times and "goes out in". */
import { useEffect, useState } from 'react';
import { useServices } from './services.ts';

/** Not more often than this in the demo, whose clock runs fast, in real ms. */
const AT_MOST_EVERY_MS = 1_000;

/** UTC ms, renewed every `everyMs` of the core's time (10 s by default), and when that time is set, while mounted and visible. */
export function useNow(everyMs = 10_000): number {
  const { clock, timers } = useServices();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    let cancel = (): void => undefined;
    const tick = (): void => {
      cancel();
      setNow(clock.now());
      const fast = clock.speed() > 1;
      const least = Math.min(everyMs, AT_MOST_EVERY_MS);
      cancel = timers.after(fast ? Math.max(least, everyMs / clock.speed()) : everyMs, tick);
    };
    tick();
    const stop = clock.subscribe(tick);
    return () => {
      cancel();
      stop();
    };
  }, [clock, timers, everyMs]);
  return now;
}
