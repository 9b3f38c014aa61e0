/** The last day of an employee: work texts end with it, and it can be taken back. */
import { useState } from 'react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './consent.module.css';

export function LastDay({ personId }: { readonly personId: string }) {
  const t = useT();
  const formats = useFormats();
  const { clock, toasts } = useServices();
  const [day, setDay] = useState('');
  const state = useQuery('consent.getState', { personId }, { invalidateOn: ['consent.changed'] }).data;
  const { run, pending } = useCommand('consent.setLastDay');
  const save = async (lastDay: string | null): Promise<void> => {
    const outcome = await run({ personId, lastDay });
    if (outcome.ok) toasts.show({ icon: 'done', message: t('consent.lastDaySaved') });
  };
  const leavesAt = state?.leavesAt ?? null;
  return (
    <form
      className={styles.lastDay}
      onSubmit={(event) => {
        event.preventDefault();
        void save(day);
      }}
    >
      {leavesAt === null ? null : (
        <p className={styles.help}>{t('consent.lastDaySet', { date: formats.date(leavesAt - 1, clock.now()) })}</p>
      )}
      <TextField
        type="date"
        label={t('consent.lastDay')}
        hint={t('consent.lastDayHint')}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <div className={styles.actions}>
        <Button size="small" type="submit" disabled={pending || day === ''}>
          {t('consent.lastDaySave')}
        </Button>
        {leavesAt === null ? null : (
          <Button size="small" variant="ghost" disabled={pending} onClick={() => void save(null)}>
            {t('consent.lastDayClear')}
          </Button>
        )}
      </div>
    </form>
  );
}
