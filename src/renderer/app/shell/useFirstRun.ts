/** Leads to the first run once per page, where nobody has finished it and there is something to set up (not in the demo). */
import { useEffect, useRef } from 'react';
import type { Session, Settings } from '../../contract.ts';
import { useServices } from '../../state/services.ts';

export function useFirstRun(session: Session | undefined, settings: Settings | undefined): void {
  const { router } = useServices();
  const led = useRef(false);
  useEffect(() => {
    if (led.current || !session || !settings) return;
    led.current = true;
    if (!settings.setupDone && !session.demo) router.go({ screen: 'setup' });
  }, [router, session, settings]);
}
