/** The end of the day: who came, who did not, what is still open; then one press. Nobody is texted for a visit that was left open. */
import { Printer } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { DayOutcome } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { usePrintMark } from '../../state/usePrintMark.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ClosingSheet, TextAccount } from './ClosingSheet.tsx';
import type { Review } from './ClosingSheet.tsx';
import styles from './DayDialogs.module.css';

export interface CloseDayDialogProps {
  /** "2026-11-19". */
  readonly date: string;
  /** "Thursday 19 November". */
  readonly title: string;
  readonly onClose: () => void;
}

const TOPICS = ['appointment.changed', 'message.statusChanged', 'conversation.changed'] as const;
const OUTCOMES: readonly DayOutcome[] = ['came', 'missed', 'unmarked'];

export function CloseDayDialog({ date, title, onClose }: CloseDayDialogProps) {
  const t = useT();
  const review = useQuery('today.getReview', { date }, { invalidateOn: TOPICS, keepPrevious: true });
  const [chosen, setChosen] = useState<ReadonlyMap<string, DayOutcome>>(new Map());
  const [mark, setMark] = useState<string | null>(null);
  const donePrinting = useCallback(() => setMark(null), []);
  const keepPrint = usePrintMark('closing');
  const { error, close, reopen, pending } = useClosing(date, onClose);
  const outcomes = useMemo(
    () => new Map((review.data?.visits ?? []).map(({ visit, outcome }) => [visit.id, chosen.get(visit.id) ?? outcome])),
    [review.data, chosen],
  );
  const data = review.data;
  const closing = data?.closing ?? null;
  const closed = closing !== null && closing.reopenedAt === null;
  return (
    <Dialog
      opened
      width={720}
      title={t('closing.title', { day: title })}
      onClose={onClose}
      footer={
        <>
          <Button
            icon={<Printer size={16} strokeWidth={1.75} />}
            disabled={!data}
            onClick={() => void keepPrint(data?.visits.length ?? 0, date).then(setMark)}
          >
            {t('closing.print')}
          </Button>
          <Button onClick={onClose} data-autofocus>
            {t('closing.later')}
          </Button>
          {closed ? (
            <Button variant="primary" disabled={pending} onClick={() => void reopen()}>
              {t('closing.reopen')}
            </Button>
          ) : (
            <Button variant="primary" disabled={!data || pending} onClick={() => void close(outcomes)}>
              {t('closing.close')}
            </Button>
          )}
        </>
      }
    >
      {data === undefined ? (
        review.error ? (
          <ErrorRegion error={review.error} onRetry={review.refetch} />
        ) : (
          <Skeleton rows={8} />
        )
      ) : (
        <>
          <Facts review={data} />
          <Outcomes
            review={data}
            outcomes={outcomes}
            disabled={closed}
            onChoose={(id, outcome) => setChosen(new Map([...chosen, [id, outcome]]))}
          />
          <p className={styles.help}>{t('closing.note')}</p>
          <details className={styles.account}>
            <summary>{t('closing.texts')}</summary>
            <TextAccount texts={data.texts} />
          </details>
        </>
      )}
      {error === null ? null : (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      {mark !== null && data ? (
        <PrintSheet title={t('closing.title', { day: title })} onDone={donePrinting}>
          <ClosingSheet review={data} outcomes={outcomes} mark={mark} />
        </PrintSheet>
      ) : null}
    </Dialog>
  );
}

function useClosing(date: string, onClosed: () => void) {
  const t = useT();
  const errorText = useErrorText();
  const offerUndo = useUndoable();
  const closeDay = useCommand('today.closeDay', { refusal: 'caller' });
  const reopenDay = useCommand('today.reopenDay', { refusal: 'caller' });
  const [error, setError] = useState<string | null>(null);
  const close = async (outcomes: ReadonlyMap<string, DayOutcome>): Promise<void> => {
    const visits = [...outcomes].map(([id, outcome]) => ({ id, outcome }));
    const answer = await closeDay.run({ date, visits });
    if (!answer.ok) return setError(errorText(answer.error));
    const { came, missed, unmarked } = answer.value;
    offerUndo({ message: t('closing.done', { came, missed, unmarked }), undo: () => reopenDay.run({ date }) });
    onClosed();
  };
  const reopen = async (): Promise<void> => {
    const answer = await reopenDay.run({ date });
    setError(answer.ok ? null : errorText(answer.error));
  };
  return { error, close, reopen, pending: closeDay.pending || reopenDay.pending };
}

/** What is still open besides the visits, and when the day was closed. */
function Facts({ review }: { readonly review: Review }) {
  const t = useT();
  const formats = useFormats();
  const { closing } = review;
  const facts = [
    ['undelivered', review.undelivered.length],
    ['unanswered', review.unanswered],
    ['unsettled', review.unsettled],
    ['changes', review.changesForCalendar],
  ] as const;
  return (
    <div className={styles.facts}>
      {facts.map(([name, count]) => (
        <span key={name}>
          <b>{count}</b> {t(`closing.${name}`, { count })}
        </span>
      ))}
      {closing === null ? null : (
        <span>
          {closing.reopenedAt === null
            ? t('closing.closedBy', { name: closing.closedBy, time: formats.time(closing.closedAt) })
            : t('closing.reopenedBy', { name: closing.reopenedBy ?? '', time: formats.time(closing.reopenedAt) })}
        </span>
      )}
    </div>
  );
}

interface OutcomesProps {
  readonly review: Review;
  readonly outcomes: ReadonlyMap<string, DayOutcome>;
  readonly disabled: boolean;
  readonly onChoose: (id: string, outcome: DayOutcome) => void;
}

function Outcomes({ review, outcomes, disabled, onChoose }: OutcomesProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  if (review.visits.length === 0) return <p>{t('closing.none')}</p>;
  return (
    <div className={styles.list}>
      <table className={styles.table}>
        <caption className="visuallyHidden">{t('closing.visits')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('today.column.time')}</th>
            <th scope="col">{t('today.column.patient')}</th>
            <th scope="col">{t('closing.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {review.visits.map(({ visit }) => (
            <tr key={visit.id} data-reveal="">
              <td className={styles.time}>{formats.time(visit.startsAt, visit.zone)}</td>
              <td>
                <Pii className={styles.name}>{visit.personName}</Pii>
              </td>
              <td>
                <fieldset className={styles.outcomes} disabled={disabled}>
                  <legend className="visuallyHidden">
                    <Pii>{t('closing.outcomeOf', { name: visit.personName })}</Pii>
                  </legend>
                  {OUTCOMES.map((outcome) => (
                    <CheckField
                      key={outcome}
                      type="radio"
                      name={`outcome-${visit.id}`}
                      checked={outcomes.get(visit.id) === outcome}
                      disabled={outcome !== 'unmarked' && visit.startsAt > clock.now()}
                      onChange={() => onChoose(visit.id, outcome)}
                    >
                      {t(`closing.as.${outcome}`)}
                    </CheckField>
                  ))}
                </fieldset>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
