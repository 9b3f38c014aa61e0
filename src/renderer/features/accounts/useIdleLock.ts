/**
 * Locks after so long without keyboard or mouse, and tells the core while somebody is there, so that it locks by itself when the page
 * no longer runs. What is being typed is saved as the window goes (useDraft), within the seconds the core still takes it.
 */
import { useEffect } from 'react';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';

const MINUTE_MS = 60_000;
/** The core is told at most this often, ms. */
export const TELL_EVERY_MS = 20_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Used once, by the frame. */
export function useIdleLock(): void {
  const { client, timers } = useServices();
  const place = useQuery('accounts.getSession', {}, { invalidateOn: ['settings.changed', 'account.changed'] });
  const signedIn = place.data?.state === 'signedIn';
  const minutes = place.data?.lockAfterMinutes ?? 0;
  useEffect(() => {
    if (!signedIn || minutes === 0) return undefined;
    const quietly = (call: Promise<unknown>): void => void call.catch(() => undefined);
    let mayTell = true;
    let rested = (): void => undefined;
    let lockBell = (): void => undefined;
    const wind = (): void => {
      lockBell();
      lockBell = timers.after(minutes * MINUTE_MS, () => quietly(client.command('accounts.lock', {})));
    };
    const heard = (): void => {
      wind();
      if (!mayTell) return;
      mayTell = false;
      rested = timers.after(TELL_EVERY_MS, () => (mayTell = true));
      quietly(client.command('accounts.noteActivity', {}));
    };
    wind();
    for (const sign of SIGNS) window.addEventListener(sign, heard, { passive: true, capture: true });
    return () => {
      lockBell();
      rested();
      for (const sign of SIGNS) window.removeEventListener(sign, heard, { capture: true });
    };
  }, [client, timers, signedIn, minutes]);
}
