/** The consent ledger of a person, newest first: append-only, so a list and nothing to edit. */
import { toCallError } from '../../client/callError.ts';
import type { ConsentEvent } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import { useServices } from '../../state/services.ts';
import { Button } from '../../ui/Button.tsx';
import { saveData } from './saveData.ts';
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

/** Notes that the core writes (domain/consent/event.ts), and how they are said. The longer code first. */
const NOTES = [
  ['takenBack:', 'consent.takenBack'],
  ['linkEnded', 'consent.note.linkEnded'],
  ['suspectedOptOut', 'consent.note.suspected'],
  ['suspicionCleared', 'consent.note.cleared'],
  ['lastDayCleared', 'consent.note.staying'],
] as const;

function HistoryLine({ event }: { readonly event: ConsentEvent }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const method = t(`consent.method.${event.method}`).toLocaleLowerCase();
  const actor = event.actor === 'patient' ? t('consent.patient') : event.actor;
  const what = t(`consent.kind.${event.kind}`, { method });
  const note = event.kind === 'note' ? NOTES.find(([code]) => event.evidence.startsWith(code))?.[1] : undefined;
  const said = event.evidence.toLocaleLowerCase() === method || event.evidence === '' ? null : event.evidence;
  return (
    <li>
      <strong>{t('consent.event', { date: formats.date(event.at, clock.now()), actor, what })}</strong>
      {event.purpose !== null && event.purpose in PURPOSES ? <span> {t(PURPOSES[event.purpose as Named])}</span> : null}
      {note !== undefined ? <span> {t(note)}</span> : said === null ? null : <span className="pii"> {said}</span>}
      {event.fileId === null ? null : (
        <May call="consent.getFile">
          <ScanLink id={event.fileId} />
        </May>
      )}
    </li>
  );
}

const PURPOSES = {
  billing: 'consent.purpose.billing',
  marketing: 'consent.purpose.marketing',
  employee: 'consent.purpose.employee',
} as const;
type Named = keyof typeof PURPOSES;

/** The scan is read when it is wanted: it may weigh megabytes. */
function ScanLink({ id }: { readonly id: string }) {
  const t = useT();
  const errorText = useErrorText();
  const { client, toasts } = useServices();
  const save = async (): Promise<void> => {
    try {
      const { name, contentType, data } = await client.query('consent.getFile', { id });
      saveData(name, contentType, data);
    } catch (thrown) {
      toasts.show({ icon: 'problem', message: errorText(toCallError(thrown)) });
    }
  };
  return (
    <button type="button" className={styles.link} onClick={() => void save()}>
      {t('consent.showFile')}
    </button>
  );
}
