/** "Show me how": opens the advice for this make of phone. */
import { lazy, Suspense, useState } from 'react';
import type { GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';

const AdviceDialog = lazy(async () => ({ default: (await import('./AdviceDialog.tsx')).AdviceDialog }));

export function AdviceButton({ gateway }: { readonly gateway: Pick<GatewaySummary, 'id'> }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('gateways.showHow')}
      </Button>
      <Suspense>{open ? <AdviceDialog gateway={gateway} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
