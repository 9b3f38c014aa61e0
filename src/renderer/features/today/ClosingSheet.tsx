/** The closing sheet for the printer: every visit with how it ended, and what is still open. */
import type { DayOutcome, OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';

export type Review = OutputOf<'today.getReview'>;

export interface ClosingSheetProps {
  readonly review: Review;
  readonly outcomes: ReadonlyMap<string, DayOutcome>;
}

export function ClosingSheet({ review, outcomes }: ClosingSheetProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <>
      <p>
        {t('closing.undelivered', { count: review.undelivered.length })}: {review.undelivered.length}.{' '}
        {t('closing.unanswered', { count: review.unanswered })}: {review.unanswered}.{' '}
        {t('closing.changes', { count: review.changesForCalendar })}: {review.changesForCalendar}.
      </p>
      <table>
        <thead>
          <tr>
            <th>{t('today.column.time')}</th>
            <th>{t('today.column.patient')}</th>
            <th>{t('today.column.visit')}</th>
            <th>{t('closing.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {review.visits.map(({ visit, outcome }) => (
            <tr key={visit.id}>
              <td>{formats.time(visit.startsAt, visit.zone)}</td>
              <td>{visit.personName}</td>
              <td>{[visit.kind, visit.clinician].filter((words) => words !== '').join(', ')}</td>
              <td>{t(`closing.as.${outcomes.get(visit.id) ?? outcome}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {review.undelivered.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th>{t('closing.notDelivered')}</th>
              <th>{t('today.column.time')}</th>
              <th>{t('calls.column.why')}</th>
            </tr>
          </thead>
          <tbody>
            {review.undelivered.map((text) => (
              <tr key={text.messageId}>
                <td>{text.personName}</td>
                <td>{formats.time(text.at)}</td>
                <td>{text.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
