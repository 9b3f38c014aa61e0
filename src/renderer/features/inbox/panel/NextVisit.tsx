/** The next visit of a patient: when, what, what they answered; move it or cancel it. */
import { lazy, Suspense, useState } from 'react';
import type { Appointment } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import type { DeskFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import type { Translate } from '../../../i18n/useT.ts';
import { May } from '../../../state/May.tsx';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { useNow } from '../../../state/useNow.ts';
import { useUndoable } from '../../../state/useUndoable.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chip, StatusChip } from '../../../ui/Chip.tsx';
import { Pii } from '../../../ui/Pii.tsx';
import { statusLanguage } from '../../../ui/statusLanguage.ts';
import type { Status } from '../../../ui/statusLanguage.ts';
import { PanelSection } from './PanelSection.tsx';
import styles from './panel.module.css';

const ChangeTimeDialog = lazy(async () => ({ default: (await import('../../today/index.ts')).ChangeTimeDialog }));

export interface NextVisitProps {
  readonly next: Appointment | undefined;
  readonly earlier: readonly Appointment[];
}

export function NextVisit({ next, earlier }: NextVisitProps) {
  const t = useT();
  const { router } = useServices();
  const open = next && {
    words: t('inbox.panel.open'),
    label: t('inbox.panel.openVisit'),
    run: () => router.go({ screen: 'today', selection: next.id }),
  };
  return (
    <PanelSection title={t('inbox.panel.nextVisit')} link={open}>
      {next ? <VisitCard visit={next} /> : <p className={styles.quiet}>{t('inbox.panel.noVisit')}</p>}
      <Earlier visits={earlier} />
    </PanelSection>
  );
}

function VisitCard({ visit }: { readonly visit: Appointment }) {
  const t = useT();
  const formats = useFormats();
  const now = useNow(60_000);
  const [moving, setMoving] = useState(false);
  const offer = useUndoable();
  const { run, pending } = useCommand('schedule.setAppointmentState');
  const cancel = async (): Promise<void> => {
    const { status, reply } = visit;
    const outcome = await run({ id: visit.id, status: 'cancelled' });
    if (outcome.ok)
      offer({ message: t('inbox.panel.visitCancelled'), undo: () => run({ id: visit.id, status, reply }) });
  };
  const time = formats.time(visit.startsAt, visit.zone);
  return (
    <div className={styles.card} data-reveal="">
      <div className={styles.cardHead}>
        <span className={styles.when}>
          {formats.day(visit.startsAt, now)}, {time}
        </span>
        <ReplyChip status={visit.status === 'arrived' ? 'arrived' : visit.reply} />
      </div>
      <div className={styles.what}>
        <Pii>{visitLine(visit, t, formats)}</Pii>
      </div>
      <May call="schedule.setAppointmentState">
        <div className={styles.cardButtons}>
          <Button size="small" onClick={() => setMoving(true)}>
            {t('inbox.panel.changeTime')}
          </Button>
          <Button size="small" disabled={pending} onClick={() => void cancel()}>
            {t('inbox.panel.cancelVisit')}
          </Button>
        </div>
      </May>
      <Suspense>{moving ? <ChangeTimeDialog visit={visit} onClose={() => setMoving(false)} /> : null}</Suspense>
    </div>
  );
}

/** Without its icon: beside the time there is room for the words alone. */
function ReplyChip({ status }: { readonly status: Status }) {
  const t = useT();
  const { tone, message } = statusLanguage[status];
  return <Chip tone={tone}>{t(message)}</Chip>;
}

function Earlier({ visits }: { readonly visits: readonly Appointment[] }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  if (visits.length === 0) return null;
  return (
    <details className={styles.earlier}>
      <summary>{t('inbox.panel.earlier', { count: visits.length })}</summary>
      <ul className={styles.earlierList}>
        {visits.slice(0, MOST_EARLIER).map((visit) => (
          <li key={visit.id}>
            {shortDate(formats, visit, clock.now())}
            <StatusChip status={earlierStatus(visit)} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The others are in People. */
const MOST_EARLIER = 5;

function earlierStatus({ status, reply }: Appointment) {
  if (status === 'cancelled' || status === 'missed') return status;
  return status === 'booked' ? reply : 'arrived';
}

function shortDate(formats: DeskFormats, visit: Appointment, now: number): string {
  return formats.date(visit.startsAt, now, visit.zone);
}

function visitLine({ kind, clinician, startsAt, endsAt }: Appointment, t: Translate, formats: DeskFormats): string {
  const duration = formats.duration(Math.max(0, Math.round((endsAt - startsAt) / 60_000)));
  if (kind !== '' && clinician !== '') return t('inbox.panel.visitLine', { kind, clinician, duration });
  if (kind !== '') return t('inbox.panel.visitLineKind', { kind, duration });
  if (clinician !== '') return t('inbox.panel.visitLineClinician', { clinician, duration });
  return t('inbox.panel.visitLineMinutes', { duration });
}
