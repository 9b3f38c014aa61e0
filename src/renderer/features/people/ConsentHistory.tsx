/** The consent ledger of a person, newest first: append-only, so a list and nothing to edit. */
import type { ConsentEvent } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import { useServices } from '../../state/services.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './consent.module.css';

const PAGE = 10;

export function ConsentHistory({ personId }: { readonly personId: string }) {
  const t = useT();
  const events = useInfiniteQuery(
    'consent.listEvents',
    { personId },
    { invalidateOn: ['consent.changed'], pageSize: PAGE },
  );
  if (events.data === undefined) return null;
  if (events.items.length === 0) return <p className={styles.help}>{t('consent.historyNone')}</p>;
  return (
    <>
      <ul className={styles.history} aria-label={t('consent.history')}>
        {events.items.map((event) => (
          <HistoryLine key={event.id} event={event} />
        ))}
      </ul>
      {events.hasMore ? (
        <Button size="small" variant="ghost" onClick={events.loadMore}>
          {t('consent.more')}
        </Button>
      ) : null}
    </>
  );
}

/** As the core writes it (domain/consent/ledger.ts). */
const TAKEN_BACK = 'takenBack:';

function HistoryLine({ event }: { readonly event: ConsentEvent }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const method = t(`consent.method.${event.method}`).toLocaleLowerCase();
  const actor = event.actor === 'patient' ? t('consent.patient') : event.actor;
  const what = t(`consent.kind.${event.kind}`, { method });
  return (
    <li>
      <strong>{t('consent.event', { date: formats.date(event.at, clock.now()), actor, what })}</strong>
      {event.evidence.startsWith(TAKEN_BACK) ? (
        <span> {t('consent.takenBack')}</span>
      ) : event.evidence.toLocaleLowerCase() === method || event.evidence === '' ? null : (
        <span className="pii"> {event.evidence}</span>
      )}
    </li>
  );
}
