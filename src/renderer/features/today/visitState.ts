/** What a visit's row says and offers, from the schedule's status, the patient's reply and the time. Pure; changes nothing. */
import type { Appointment, ReplyStatus, VisitExtra, VisitReply } from '../../contract.ts';
import type { Status } from '../../ui/statusLanguage.ts';

/** The counts over the list, in the order of the bar. */
export const REPLY_KEYS = ['confirmed', 'newTime', 'other', 'unreachable', 'cancelled', 'none'] as const;
export type ReplyKey = (typeof REPLY_KEYS)[number];

export type VisitAction =
  | 'reply'
  | 'settle'
  | 'changeTime'
  | 'tell'
  | 'cancelVisit'
  | 'called'
  | 'textAgain'
  | 'arrived'
  | 'missed'
  | 'offer'
  | 'seeOffer';

const MINUTE_MS = 60_000;
/** A confirmed patient can be marked as arrived this long before the visit. */
const ARRIVING_MS = 15 * MINUTE_MS;
/** From then on the question is whether the patient came. */
const STARTED_MS = 10 * MINUTE_MS;
/** Nobody is texted again sooner than this (ux.md 5.6). */
export const TEXT_AGAIN_AFTER_MS = 120 * MINUTE_MS;

const NO_TEXTS: readonly Appointment['canText'][] = ['optedOut', 'landline', 'noNumber', 'suspended'];

/** Which count the visit belongs to. Someone who came counts as confirmed; someone no text can reach needs a call. */
export function replyKeyOf(visit: Appointment): ReplyKey {
  if (visit.status === 'cancelled') return 'cancelled';
  if (visit.reply !== 'none') return visit.reply;
  if (visit.status === 'arrived' || visit.status === 'done') return 'confirmed';
  return NO_TEXTS.includes(visit.canText) ? 'unreachable' : 'none';
}

/** The chip in the Reply column. */
export function chipOf(visit: Appointment): Status {
  if (visit.status === 'arrived' || visit.status === 'done') return 'arrived';
  if (visit.status === 'missed') return 'missed';
  if (visit.status === 'cancelled') return 'cancelled';
  if (visit.reply === 'none' || visit.reply === 'unreachable') {
    if (visit.canText === 'optedOut' || visit.canText === 'landline') return visit.canText;
    if (visit.canText === 'noNumber' || visit.canText === 'suspended') return visit.canText;
  }
  return visit.reply;
}

/** What the board knows of a visit beside the list; undefined while it is not there yet. */
export type Extra = VisitExtra | undefined;

/** The newest text of somebody on their way; null: there is none. */
export function arrivalOf(extra: Extra): VisitReply | null {
  return extra?.replies.findLast(({ kind }) => kind === 'here' || kind === 'late') ?? null;
}

/** The newest text that a person has to settle; null: there is none. */
export function openReplyOf(extra: Extra): VisitReply | null {
  return extra?.replies.findLast(({ kind }) => kind !== 'here' && kind !== 'late') ?? null;
}

/** Confirmed, and has written since: what they wrote may change it. */
export function wroteAfterConfirming(visit: Appointment, extra: Extra): boolean {
  return visit.reply === 'confirmed' && openReplyOf(extra) !== null;
}

/** Whether somebody at the desk has something to do about it, before the visit is over. */
export function needsYou(visit: Appointment, now: number, extra?: Extra): boolean {
  if (visit.status === 'cancelled') return extra?.slot === 'free' || extra?.slot === 'held';
  if (visit.status === 'booked' && visit.endsAt > now && wroteAfterConfirming(visit, extra)) return true;
  const open: readonly ReplyKey[] = ['newTime', 'other', 'unreachable', 'cancelled'];
  return visit.status === 'booked' && visit.endsAt > now && open.includes(replyKeyOf(visit));
}

/** Over, or the patient is here: shown in grey. */
export function isPast(visit: Appointment, now: number): boolean {
  return visit.endsAt <= now || (visit.status !== 'booked' && visit.startsAt <= now);
}

/** When the last text went to this patient, by what the list knows; null when none did. */
export function lastTextedAt(visit: Appointment): number | null {
  const message = visit.lastMessage?.direction === 'out' ? visit.lastMessage.at : 0;
  const last = Math.max(visit.lastRemindedAt ?? 0, message);
  return last === 0 ? null : last;
}

/** Buttons of the row, most likely one first. */
export function actionsOf(visit: Appointment, now: number, extra?: Extra): readonly VisitAction[] {
  if (visit.status === 'cancelled') return slotActions(extra);
  if (visit.status !== 'booked') return [];
  if (now >= visit.startsAt + STARTED_MS) return ['arrived', 'missed'];
  const key = replyKeyOf(visit);
  if (arrivalOf(extra) !== null) return ['arrived'];
  if (wroteAfterConfirming(visit, extra)) return ['reply', 'settle'];
  if (extra?.notTold === true && visit.canText === 'yes' && key !== 'newTime') return ['tell'];
  switch (key) {
    case 'other':
      return openReplyOf(extra) === null ? ['reply'] : ['reply', 'settle'];
    case 'newTime':
      return ['changeTime', 'reply'];
    case 'cancelled':
      return ['cancelVisit', 'reply'];
    case 'unreachable':
      return ['called'];
    case 'none':
      return visit.startsAt > now && visit.canText === 'yes' ? ['textAgain'] : [];
    case 'confirmed':
      return now >= visit.startsAt - ARRIVING_MS ? ['arrived'] : [];
  }
}

/** Of a cancelled visit: what can be done about its time. */
function slotActions(extra: Extra): readonly VisitAction[] {
  if (extra?.slot === 'free') return ['offer'];
  return extra?.slot === 'offered' || extra?.slot === 'held' ? ['seeOffer'] : [];
}

/** Visits that have not been answered and still can be: whom "Text N with no reply" is about. */
export function unanswered(visits: readonly Appointment[], now: number): readonly Appointment[] {
  return visits.filter((visit) => visit.status === 'booked' && visit.startsAt > now && replyKeyOf(visit) === 'none');
}

/** How many visits have each reply. */
export function countReplies(visits: readonly Appointment[]): Readonly<Record<ReplyKey, number>> {
  const counts: Record<ReplyStatus, number> = {
    confirmed: 0,
    newTime: 0,
    other: 0,
    unreachable: 0,
    cancelled: 0,
    none: 0,
  };
  for (const visit of visits) counts[replyKeyOf(visit)] += 1;
  return counts;
}
