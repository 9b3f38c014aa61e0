/**
 * The gate's answer before a person sends a reminder ahead of its time, and what has become too late while the queue stood. Reads only;
 * sending asks the gate again.
 */
import type { Reason } from '../../../contract/common.ts';
import type { CheckFinding, ReminderCheck } from '../../../contract/reminderForecast.ts';
import type { ReadTx } from '../../store/store.ts';
import type { RemindersDeps } from './deps.ts';
import type { ForeseeDeps, JudgedReminder, ReminderToJudge } from './judge.ts';
import { reasons } from './reasons.ts';
import { composeReminder } from './compose.ts';
import { isBeforeVisit, purposeOf } from './stepFacts.ts';
import { withoutText } from './withoutText.ts';

export interface CheckDeps extends Pick<RemindersDeps, 'render'> {
  readonly createForesee: (now: number) => ForeseeDeps;
}

/** More are not counted one by one. */
const MOST_WAITING = 5_000;

/** What would happen to each of these if `author` sent it at `now`; those that are gone are left out. */
export function checkReminders(
  deps: CheckDeps,
  tx: ReadTx,
  ids: readonly string[],
  author: string,
  now: number,
): ReminderCheck[] {
  const foresee = deps.createForesee(now);
  return ids.flatMap((id) => checkOne(deps, foresee, tx, id, author, now) ?? []);
}

function checkOne(
  deps: CheckDeps,
  foresee: ForeseeDeps,
  tx: ReadTx,
  id: string,
  author: string,
  now: number,
): ReminderCheck | null {
  const reminder = tx.reminders.get(id);
  const appointment = reminder === undefined ? undefined : tx.appointments.get(reminder.appointmentId);
  const person = reminder === undefined ? undefined : tx.people.get(reminder.personId);
  if (reminder === undefined || appointment === undefined || person === undefined) return null;
  const blank = { reminderId: id, personName: person.name };
  const early = withoutText(tx, reminder, appointment, now, true)?.reason ?? alreadyOut(tx, reminder);
  if (early !== null) return { ...blank, ...noText(early) };
  const made = composeReminder(deps, tx, reminder, appointment, now);
  if (!made.ok) return { ...blank, ...noText(made.reason) };
  const { number, personId, body } = made.text;
  const ask: ReminderToJudge = {
    ...{ number, personId, body, author, sendBy: reminder.sendBy },
    appointmentId: isBeforeVisit(tx, reminder) ? appointment.id : null,
    purpose: purposeOf(tx, reminder),
    trigger: 'manual',
    confirmed: [],
    household: made.text.members.length > 1,
  };
  const judged = foresee.judge(tx, ask, now, null);
  const reply = replyFinding(appointment.reply);
  const findings = [...reply, ...findingsOf(judged)];
  const toConfirm = findings.filter(({ decision }) => decision === 'confirm').map(({ code }) => code);
  const asks = judged.decision.decision === 'confirm' || reply.length > 0;
  // With every question answered: does it leave at once then?
  const then =
    judged.decision.decision === 'confirm' ? foresee.judge(tx, { ...ask, confirmed: toConfirm }, now, null) : judged;
  const refused = then.decision.decision === 'block' || then.decision.decision === 'confirm' || then.route === null;
  const waits = then.decision.decision === 'delay';
  return {
    ...blank,
    answer: refused ? 'no' : asks ? 'ask' : waits ? 'later' : 'send',
    findings,
    toConfirm,
    reason: refused ? (then.reason ?? judged.reason) : judged.reason,
    body: then.body,
    segments: then.segments,
    route: then.route?.label ?? null,
    leavesAt: refused ? null : waits ? then.decision.until : now,
  };
}

function noText(reason: Reason): Omit<ReminderCheck, 'reminderId' | 'personName'> {
  return { answer: 'no', findings: [], toConfirm: [], reason, body: '', segments: 0, route: null, leavesAt: null };
}

/** A text of it is out, on its way, or may be out. */
function alreadyOut(tx: ReadTx, { messageId }: { readonly messageId: string | null }): Reason | null {
  const status = messageId === null ? undefined : tx.messages.get(messageId)?.status;
  if (status === undefined) return null;
  if (['cancelled', 'failed', 'expired', 'undelivered', 'held'].includes(status)) return null;
  return status === 'needsReview' ? reasons.mayBeOut : reasons.onItsWay;
}

/** What the patient has said about the visit is for a person to weigh. */
function replyFinding(reply: string): readonly CheckFinding[] {
  const reason = reply === 'newTime' ? reasons.wantsNewTime : reply === 'cancelled' ? reasons.wantsToCancel : null;
  return reason === null ? [] : [{ code: reason.code, decision: 'confirm', words: reason.text, confirmable: true }];
}

/** Silent findings are nobody's to see. */
function findingsOf(judged: JudgedReminder): readonly CheckFinding[] {
  return judged
    .worded()
    .findings.filter(({ words, decision }) => words !== '' && decision !== 'allow')
    .map(({ code, decision, words, confirmable }) => ({ code, decision, words, confirmable }));
}

/** Of what waits now: how many would leave on a start, and how many are too late to be of use. */
export function checkRestart(tx: ReadTx, now: number): { waiting: number; tooLate: number } {
  const due = tx.reminders.due(now, MOST_WAITING);
  const tooLate = due.filter(({ sendBy }) => now > sendBy).length;
  return { waiting: due.length, tooLate };
}
