/** After a restore: what holds texts back, what is still open, and the button that lets them leave again. */
import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import styles from '../Settings.module.css';

export function FenceNote({ now }: { readonly now: number }) {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const { data } = useQuery('backups.getFence', {}, { invalidateOn: ['settings.changed', 'message.statusChanged'] });
  const { run, pending } = useCommand('backups.liftFence', { refusal: 'caller' });
  const [error, setError] = useState<string | null>(null);
  const fence = data?.fence ?? null;
  if (fence === null || !fence.up) return null;
  const lift = async (): Promise<void> => {
    const outcome = await run({});
    setError(outcome.ok ? null : errorText(outcome.error));
  };
  const facts = [
    t('backups.fence.kept', { count: fence.optOutsKept }),
    ...(fence.oldReadable ? [] : [t('backups.fence.unread', { from: formats.when(fence.lostFrom, now) })]),
    ...(fence.asking > 0 ? [t('backups.fence.asking', { count: fence.asking })] : []),
    ...(fence.needsReview > 0 ? [t('backups.fence.review', { count: fence.needsReview })] : []),
  ];
  return (
    <>
      <Banner
        tone="warn"
        icon={ShieldAlert}
        actions={
          <Button disabled={pending || fence.asking > 0} onClick={() => void lift()}>
            {t('backups.fence.lift')}
          </Button>
        }
      >
        {t('backups.fence.up', { when: formats.when(fence.restoredAt, now) })}
      </Banner>
      <ul className={styles.counts}>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {error === null ? null : (
        <p role="alert" className={styles.bad}>
          {error}
        </p>
      )}
    </>
  );
}
