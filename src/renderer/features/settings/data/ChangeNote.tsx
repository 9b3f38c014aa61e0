/** A restore or a change of the key that waits for the next start, or that did not work at the last one. */
import { CircleAlert, RotateCcw } from 'lucide-react';
import type { OutputOf } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';

export function ChangeNote({ state }: { readonly state: OutputOf<'backups.getState'> }) {
  const t = useT();
  const { data: session } = useQuery('system.getSession', {});
  const restart = useCommand('backups.restart');
  const cancel = useCommand('backups.cancelChange');
  const { pending, lastChange } = state;
  if (pending === null) {
    if (lastChange === null || lastChange.done) return null;
    return (
      <Banner tone="bad" icon={CircleAlert}>
        {t(`backups.failed.${lastChange.kind}`, { text: lastChange.text ?? '' })}
      </Banner>
    );
  }
  const canRestart = session?.capabilities.includes('restart') === true;
  return (
    <Banner
      tone="warn"
      icon={RotateCcw}
      actions={
        <>
          {canRestart ? <Button onClick={() => void restart.run({})}>{t('backups.pending.restart')}</Button> : null}
          <Button onClick={() => void cancel.run({})}>{t('backups.pending.cancel')}</Button>
        </>
      }
    >
      {t(`backups.pending.${pending}`)} {canRestart ? null : t('backups.pending.byHand')}
    </Banner>
  );
}
