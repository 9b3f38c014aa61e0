/** Beside a person: whether we may text them and since when, and their visits with their reminders. */
import type { Appointment, Person } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useServices } from '../../state/services.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import { StatusChip } from '../../ui/Chip.tsx';
import { Pii } from '../../ui/Pii.tsx';
import type { Status } from '../../ui/statusLanguage.ts';
import { ConsentBlock } from './ConsentBlock.tsx';
import { ConsentHistory } from './ConsentHistory.tsx';
import { ConsentProof } from './ConsentProof.tsx';
import { LastDay } from './LastDay.tsx';
import styles from './people.module.css';

export function PersonSide({ person }: { readonly person: Person }) {
  const t = useT();
  const first = person.numbers[0];
  return (
    <aside className={styles.side} aria-label={t('people.sideLabel')} data-region="panel" tabIndex={0}>
      <section className={styles.sideBlock}>
        <h3>{t('consent.title')}</h3>
        <ConsentBlock
          key={person.id}
          subject={{
            personId: person.id,
            number: first?.number ?? null,
            display: first?.display ?? '',
            name: person.givenName === '' ? person.name : person.givenName,
            canText: person.canText,
            purpose: person.kind === 'employee' ? 'employee' : 'care',
          }}
        />
      </section>
      <section className={styles.sideBlock}>
        <h3>{t('consent.history')}</h3>
        <ConsentHistory key={person.id} personId={person.id} />
        <May call="consent.makeProof">
          <ConsentProof personId={person.id} />
        </May>
      </section>
      {person.kind === 'employee' && first !== undefined ? (
        <May call="consent.setLastDay">
          <section className={styles.sideBlock}>
            <h3>{t('consent.lastDay')}</h3>
            <LastDay key={person.id} personId={person.id} />
          </section>
        </May>
      ) : null}
      <May call="schedule.listAppointments">
        <section className={styles.sideBlock}>
          <h3>{t('people.visits')}</h3>
          <Visits personId={person.id} />
        </section>
      </May>
    </aside>
  );
}

function Visits({ personId }: { readonly personId: string }) {
  const t = useT();
  const { clock } = useServices();
  const visits = useInfiniteQuery(
    'schedule.listAppointments',
    { personId },
    { invalidateOn: ['appointment.changed'], pageSize: 200 },
  );
  if (visits.data === undefined) return null;
  if (visits.items.length === 0) return <p className={styles.quiet}>{t('people.noVisits')}</p>;
  const now = clock.now();
  const coming = visits.items.filter(({ endsAt }) => endsAt > now).sort((a, b) => a.startsAt - b.startsAt);
  const earlier = visits.items.filter(({ endsAt }) => endsAt <= now).sort((a, b) => b.startsAt - a.startsAt);
  return (
    <>
      <VisitList title={t('people.upcoming')} visits={coming} />
      <VisitList title={t('people.earlier')} visits={earlier} />
    </>
  );
}

function VisitList({ title, visits }: { readonly title: string; readonly visits: readonly Appointment[] }) {
  if (visits.length === 0) return null;
  return (
    <>
      <h4 className={styles.visitsTitle}>{title}</h4>
      <ul className={styles.visits} aria-label={title}>
        {visits.map((visit) => (
          <Visit key={visit.id} visit={visit} />
        ))}
      </ul>
    </>
  );
}

function Visit({ visit }: { readonly visit: Appointment }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const what =
    visit.kind !== '' && visit.clinician !== ''
      ? t('people.visitLine', { kind: visit.kind, clinician: visit.clinician })
      : visit.clinician !== ''
        ? t('people.withClinician', { clinician: visit.clinician })
        : visit.kind;
  return (
    <li className={styles.visit} data-reveal="">
      <span className={styles.visitWhen}>
        {formats.date(visit.startsAt, clock.now(), visit.zone)}, {formats.time(visit.startsAt, visit.zone)}
      </span>
      <StatusChip status={visitStatus(visit)} />
      <span className={styles.visitWhat}>
        <Pii>{what}</Pii>
        <span>{t('people.remindersSent', { count: visit.remindersSent })}</span>
      </span>
    </li>
  );
}

/** What became of the visit, or what the patient said about it. */
function visitStatus({ status, reply }: Appointment): Status {
  if (status === 'cancelled') return 'cancelled';
  if (status === 'missed') return 'missed';
  return status === 'arrived' || status === 'done' ? 'arrived' : reply;
}
