/** How far a restore has come, from copying the file to the restart. */
import { useEffect } from 'react';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useQuery } from '../../../state/useQuery.ts';

const STEPS = ['copying', 'converting', 'updating', 'checking', 'settling'] as const;
const LOOK_MS = 500;

/** Shown while the order to restore is under way: nothing of it is committed, so it is asked for. */
export function RestoreProgress() {
  const t = useT();
  const { timers } = useServices();
  const { data, refetch } = useQuery('backups.getState', {});
  useEffect(() => {
    let cancel = (): void => undefined;
    const again = (): void => {
      refetch();
      cancel = timers.after(LOOK_MS, again);
    };
    again();
    return () => cancel();
  }, [timers, refetch]);
  const step = data?.step ?? null;
  const name = step === null ? t('backups.step.reading') : t(`backups.step.${step}`);
  return (
    <div>
      <p role="status">{name}</p>
      <progress
        aria-label={t('backups.step.title')}
        max={STEPS.length}
        value={step === null ? 0 : STEPS.indexOf(step)}
      />
      <p>{t('backups.step.wait')}</p>
    </div>
  );
}
