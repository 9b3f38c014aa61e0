/** The core's time as React state, renewed at a rhythm: for waiting times and "goes out in". */
import { useEffect, useState } from 'react';
import { useServices } from './services.ts';

/** UTC ms, renewed every `everyMs` (10 s by default) while mounted and visible. */
export function useNow(everyMs = 10_000): number {
  const { clock, timers } = useServices();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    let cancel = (): void => undefined;
    const tick = (): void => {
      setNow(clock.now());
      cancel = timers.after(everyMs, tick);
    };
    tick();
    return () => cancel();
  }, [clock, timers, everyMs]);
  return now;
}
