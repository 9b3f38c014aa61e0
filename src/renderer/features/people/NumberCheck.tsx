/** Whether somebody has proved that they hold a number, and when; and the way to prove it now, by a one-time code. */
import { BadgeCheck } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import type { NumberSubject } from './numberSubject.ts';
import styles from './consent.module.css';

const CheckNumberDialog = lazy(async () => ({
  default: (await import('./CheckNumberDialog.tsx')).CheckNumberDialog,
}));

export function NumberCheck({ subject }: { readonly subject: NumberSubject }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const [open, setOpen] = useState(false);
  const checkedAt = useCheckedAt(subject.number);
  const words = t(checkedAt === null ? 'check.button' : 'check.again');
  return (
    <span className={styles.check}>
      {checkedAt === null ? null : (
        <span className={styles.checked}>
          <BadgeCheck size={14} aria-hidden="true" />
          {t('check.checked', { date: formats.date(checkedAt, clock.now()) })}
        </span>
      )}
      <May call="codes.sendCode">
        <button
          type="button"
          className={styles.link}
          aria-haspopup="dialog"
          aria-label={t('check.buttonFor', { button: words, number: subject.display })}
          onClick={() => setOpen(true)}
        >
          {words}
        </button>
      </May>
      <Suspense>{open ? <CheckNumberDialog subject={subject} onClose={() => setOpen(false)} /> : null}</Suspense>
    </span>
  );
}

/** The newest proof in the ledger; null when it is not known of, or a wrong number was reported since. */
function useCheckedAt(number: string): number | null {
  const events = useQuery('consent.listEvents', { number, limit: EVENTS }, { invalidateOn: ['consent.changed'] }).data
    ?.items;
  const last = events?.find(({ kind }) => kind === 'number_verified' || kind === 'number_wrong');
  return last?.kind === 'number_verified' ? last.at : null;
}

const EVENTS = 50;
