/** Says so when a gateway that did not answer is back: its banner goes by itself, and becomes a toast (ux.md 4.2). Used once, by the frame. */
import { useEffect, useRef } from 'react';
import type { Health } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';

export function useBackToast(health: Health | undefined): void {
  const t = useT();
  const { toasts } = useServices();
  const before = useRef<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    if (!health) return;
    for (const { id, kind, state, queued } of health.gateways) {
      if (state !== 'up' || before.current.get(id) !== 'down') continue;
      const message = t('shellBanner.back', { kind, count: queued });
      toasts.show({ id: `back.${id}`, icon: 'done', message });
    }
    before.current = new Map(health.gateways.map(({ id, state }) => [id, state]));
  }, [health, t, toasts]);
}
