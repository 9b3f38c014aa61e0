/** Why a reminder is where it is, in words for the desk. Data and two small builders; no decisions. */
import type { Reason } from '../../../contract/common.ts';
import type { MissedReason } from '../../domain/cadence/plan.ts';
import type { MovedBy } from '../../domain/sendLimits/foreseeLine.ts';

const reason = (code: string, text: string): Reason => ({ code, text });

export const reasons = {
  visitGone: reason('visitGone', 'The visit was cancelled or is over.'),
  visitMoved: reason('visitMoved', 'The visit was moved. New reminders are planned.'),
  confirmed: reason('confirmed', 'Confirmed already. Not needed.'),
  tooLate: reason('tooLate', 'Too late, not sent.'),
  wantsNewTime: reason('wantsNewTime', 'Wants a new time'),
  wantsToCancel: reason('wantsToCancel', 'Wants to cancel'),
  noNumber: reason('noNumber', 'No phone number. Call instead'),
  landline: reason('landline', 'Landline. Call instead'),
  noTemplate: reason('noTemplate', 'The text for this step is gone. Choose another one.'),
  mayBeOut: reason('mayBeOut', 'The text may have gone out. Look at the conversation and say so there.'),
  oldTextOut: reason('oldTextOut', 'Waits until it is known whether the old text still goes out.'),
  replaced: reason('replaced', 'Replaced by a new text.'),
  onItsWay: reason('onItsWay', 'A text of this reminder is on its way or out.'),
  skipped: reason('skipped', 'Skipped'),
  edited: reason('edited', 'Changed by hand. A new text is made.'),
  planChanged: reason('planChanged', 'The reminder plan was changed.'),
  notForVisit: reason('notForVisit', 'This step is not for this kind of visit.'),
  retimed: reason('retimed', 'The time of this step was changed. A new text is made.'),
  nextMorning: reason('nextMorning', 'Late. It leaves on the next morning you are open.'),
  closedToday: reason('closedToday', 'You are closed today. It leaves on the next open morning.'),
  closedTooLong: reason('closedTooLong', 'You were closed until it was too late. Not sent.'),
  settling: reason('settling', 'The visit was changed a moment ago. It waits until the change stands.'),
  visitBack: reason('visitBack', 'The visit takes place after all.'),
  toldByNotice: reason('toldByNotice', 'The text about the change says the same. Not sent.'),
  newerNotice: reason('newerNotice', 'The visit was changed again. A newer text says so.'),
  noticeTooLate: reason('noticeTooLate', 'Too close to the visit for a text. Call instead.'),
  noticeNotSent: reason('noticeNotSent', 'The change could not be texted in time. Call instead.'),
  hasVisit: reason('hasVisit', 'Has a visit already. Not needed.'),
  householdChanged: reason(
    'householdChanged',
    'The text was for several visits, and one has changed. A new text is made.',
  ),
  textChanged: reason('textChanged', 'A detail of the visit has changed. A new text is made.'),
} as const satisfies Record<string, Reason>;

const missedWords: Readonly<Record<MissedReason, string>> = {
  tooLate: 'The visit was added after this step. Not sent.',
  tooCloseToVisit: 'Too close to the visit. Not sent.',
  superseded: 'A later reminder says the same. Not sent.',
  sameMoment: 'Another text of this visit is due at the same time. Not sent.',
};

export function missedReason(why: MissedReason): Reason {
  return reason(why, missedWords[why]);
}

/** `from` is when the newest list came, in words: "yesterday 7:02 AM". */
export function staleReason(from: string): Reason {
  return reason('staleSchedule', `The visit list is from ${from}. Import a new one, or send them all the same.`);
}

/** The same person was asked for the same thing a short while ago. `days`: how long nobody is asked again. */
export function askedLatelyReason(days: number): Reason {
  return reason('askedLately', `Asked within the last ${String(days)} ${days === 1 ? 'day' : 'days'}. Not sent.`);
}

export function incompleteReason(missing: readonly string[]): Reason {
  return reason('templateIncomplete', `The text needs a detail that is missing: ${missing.join(', ')}.`);
}

const movedWords: Readonly<Record<Exclude<MovedBy, null>, (line: string) => Reason>> = {
  perDay: (line) => reason('perDay', `The texts of a day on ${line} are used up by then.`),
  recipientsPerDay: (line) =>
    reason('recipientsPerDay', `${line} will have texted as many people that day as a SIM card should.`),
  halfHour: (line) => reason('halfHour', `${line} sends only so many texts in half an hour.`),
  sameText: () => reason('sameText', 'The same words to many people go out in groups, an hour apart.'),
};

/** Why a text is expected to leave later than it is ready. */
export function movedReason(by: Exclude<MovedBy, null>, line: string): Reason {
  return movedWords[by](line);
}

/** One of each that the reminders themselves can carry; the gate's and the queue's have their own lists. */
export function allReasons(): readonly Reason[] {
  return [
    ...Object.values(reasons),
    ...(['tooCloseToVisit', 'superseded', 'sameMoment'] as const).map(missedReason),
    staleReason('yesterday 7:02 AM'),
    askedLatelyReason(30),
    incompleteReason(['visitTime']),
    ...(['perDay', 'recipientsPerDay', 'halfHour', 'sameText'] as const).map((by) => movedReason(by, 'Phone')),
  ];
}
