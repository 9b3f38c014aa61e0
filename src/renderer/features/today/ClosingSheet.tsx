/** The closing sheet for the printer: every visit with how it ended, what became of every text, what is still open, and the end of the log. */
import type { DayOutcome, OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';

export type Review = OutputOf<'today.getReview'>;

export interface ClosingSheetProps {
  readonly review: Review;
  readonly outcomes: ReadonlyMap<string, DayOutcome>;
  /** Who printed it and where the log keeps that. */
  readonly mark: string;
}

const FATES = [
  'delivered',
  'sent',
  'waiting',
  'inDoubt',
  'held',
  'optedOut',
  'failed',
  'expired',
  'takenBack',
  'other',
] as const;

/** What became of every text of the day; the lines make up the total. */
export function TextAccount({ texts }: { readonly texts: Review['texts'] }) {
  const t = useT();
  const lines = FATES.flatMap((fate) => {
    const count = texts.fates[fate] ?? 0;
    return count === 0
      ? []
      : [{ name: t(`closing.fate.${fate}`), count, why: texts.why.filter((one) => one.fate === fate) }];
  });
  return (
    <>
      <table>
        <caption>{t('closing.texts')}</caption>
        <tbody>
          {lines.map(({ name, count, why }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{count}</td>
              <td>{why.map((one) => `${one.text === '' ? one.code : one.text} (${one.count})`).join(' ')}</td>
            </tr>
          ))}
          {texts.gone === 0 ? null : (
            <tr>
              <th scope="row">{t('closing.fate.gone')}</th>
              <td>{texts.gone}</td>
              <td />
            </tr>
          )}
          <tr>
            <th scope="row">{t('closing.total')}</th>
            <td>{texts.total}</td>
            <td>{t('closing.earlier', { count: texts.earlier })}</td>
          </tr>
        </tbody>
      </table>
      <p>{texts.adds ? t('closing.adds') : t('closing.addsNot', { count: texts.unlogged })}</p>
      <p>{t('closing.alsoTexts', { received: texts.received, refused: texts.refused, optOuts: texts.optOuts })}</p>
    </>
  );
}

export function ClosingSheet({ review, outcomes, mark }: ClosingSheetProps) {
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
      <TextAccount texts={review.texts} />
      <p>{t('closing.fingerprint', { seq: review.fingerprint.seq, code: review.fingerprint.code })}</p>
      <p>{mark}</p>
    </>
  );
}
