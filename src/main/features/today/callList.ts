/** Who has to be telephoned about the visits of some days, and the same as a file. Reads only; the rule is domain/today/callReason. */
import { csvText } from '../../../contract/csv.ts';
import type { CallListRow, VisitCall } from '../../../contract/today.ts';
import { callReason } from '../../domain/today/callReason.ts';
import { momentText, timeText } from '../../domain/timeText.ts';
import { toLocal } from '../../domain/time.ts';
import type { VisitCallRecord } from '../../store/deskRecords.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { displayOf } from '../conversations/address.ts';
import { readSettings } from '../settings/readSettings.ts';
import { styleOf } from '../templates/practice.ts';
import type { DayRange } from './days.ts';
import { visitsIn } from './days.ts';
import type { TodayDeps } from './deps.ts';
import { outageAt } from './outage.ts';

/** Who opted out and probably meant the visit comes first, then the soonest visit. */
export function callList(deps: TodayDeps, tx: ReadTx, range: DayRange, now: number): CallListRow[] {
  const outageUntil = outageAt(tx, now)?.until ?? null;
  const rows = visitsIn(tx, range).flatMap((visit) => {
    const row = callRow(deps, tx, visit, { now, outageUntil });
    return row === null ? [] : [row];
  });
  const first = (row: CallListRow): boolean => row.reason === 'mayMeanVisit';
  return [...rows.filter(first), ...rows.filter((row) => !first(row))];
}

/** Null: nobody has to call about this visit. */
export function callRow(
  deps: TodayDeps,
  tx: ReadTx,
  visit: AppointmentRecord,
  moment: { readonly now: number; readonly outageUntil: number | null },
): CallListRow | null {
  // Most visits of a day need no call: what costs is looked at last.
  if (visit.status !== 'booked' || visit.startsAt <= moment.now) return null;
  const view = deps.viewAppointment(tx, visit);
  const lastCall = tx.visitCalls.lastOf(visit.id);
  const reminders = tx.reminders.ofAppointment(visit.id).filter(({ visitAt }) => visitAt === visit.startsAt);
  const reason = callReason(
    {
      status: visit.status,
      reply: visit.reply,
      startsAt: visit.startsAt,
      canText: view.canText,
      mayMeanVisit: tx.visitReplies.openOf(visit.id).some(({ kind }) => kind === 'cancelled'),
      reminders,
      lastCall: lastCall?.outcome ?? null,
    },
    moment,
  );
  if (reason === null) return null;
  const number = tx.people.numbersOf(visit.personId)[0]?.number ?? null;
  const texted = Math.max(view.lastRemindedAt ?? 0, view.lastMessage?.direction === 'out' ? view.lastMessage.at : 0);
  return {
    appointmentId: visit.id,
    personId: visit.personId,
    personName: view.personName,
    number,
    numberDisplay: number === null ? null : displayOf(number, readSettings(tx).practice.country),
    startsAt: visit.startsAt,
    zone: visit.zone,
    kind: visit.kind,
    clinician: visit.clinician,
    reason,
    lastTextedAt: texted === 0 ? null : texted,
    lastCall: viewCall(lastCall),
  };
}

export function viewCall(call: VisitCallRecord | undefined): VisitCall | null {
  return call === undefined ? null : { id: call.id, outcome: call.outcome, actor: call.actor, at: call.at };
}

const REASON_WORDS: Readonly<Record<CallListRow['reason'], string>> = {
  mayMeanVisit: 'Opted out by a word like CANCEL; probably meant the visit',
  optedOut: 'Opted out of texts',
  landline: 'Landline',
  noNumber: 'No number',
  wrongNumber: 'Wrong number',
  noConsent: 'No record that they agreed to texts',
  failed: 'Text not delivered',
  expired: 'Text was too late to send',
  outage: 'Texts are stuck',
  newTime: 'Wants a new time',
  unanswered: 'No reply',
};
const OUTCOME_WORDS: Readonly<Record<VisitCall['outcome'], string>> = {
  confirmed: 'Reached, confirmed',
  newTime: 'Reached, wants a new time',
  cancelled: 'Reached, cancelled',
  leftMessage: 'Left a message',
  noAnswer: 'No answer',
};

/** The list for a spreadsheet, with `mark` as its last line. */
export function callListCsv(tx: ReadTx, rows: readonly CallListRow[], mark: string): string {
  const { practice } = readSettings(tx);
  const style = styleOf(practice);
  const moment = (at: number | null): string => (at === null ? '' : momentText(at, practice.zone, style));
  return csvText([
    ['Day', 'Time', 'Name', 'Number', 'Visit', 'With', 'Why', 'Last text', 'Last call', 'What came of it'],
    ...rows.map((row) => {
      const local = toLocal(row.startsAt, row.zone);
      return [
        isoDay(local),
        timeText(local, style),
        row.personName,
        row.number ?? '',
        row.kind,
        row.clinician,
        REASON_WORDS[row.reason],
        moment(row.lastTextedAt),
        moment(row.lastCall?.at ?? null),
        row.lastCall === null ? '' : `${OUTCOME_WORDS[row.lastCall.outcome]} (${row.lastCall.actor})`,
      ];
    }),
    [mark],
  ]);
}

function isoDay({ year, month, day }: { year: number; month: number; day: number }): string {
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
