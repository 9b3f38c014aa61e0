/**
 * The answer to one text about several visits of a household (peers.md d11): each visit gets its own, and no other is touched. Only clear
 * confirmations act by themselves; anything doubtful changes none of them.
 */
import type { HouseholdMeaning } from '../../domain/replies/householdAnswer.ts';
import { householdAnswer } from '../../domain/replies/householdAnswer.ts';
import type { ReplyClass } from '../../../contract/replies.ts';
import type { VisitReplyKind } from '../../../contract/today.ts';
import type { ReplyStatus } from '../../../contract/visits.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { Handling } from '../conversations/transitions.ts';
import { answerBySelf } from './autoAnswer.ts';
import type { ReceivedText } from './receivedText.ts';
import { noteForDesk, noteVisit } from './visitNotes.ts';
import { setReply } from './visitReply.ts';

const MAY_ANSWER: ReadonlySet<ReplyClass> = new Set<ReplyClass>(['confirm', 'reschedule', 'cancel', 'unclear']);
const STATUS: Readonly<Record<HouseholdMeaning, Exclude<ReplyStatus, 'none' | 'unreachable'>>> = {
  confirm: 'confirmed',
  reschedule: 'newTime',
  cancel: 'cancelled',
  no: 'other',
};

const NOTES: Readonly<Record<HouseholdMeaning, VisitReplyKind>> = {
  confirm: 'wrote',
  reschedule: 'newTime',
  cancel: 'cancelled',
  no: 'wrote',
};

/** Null: our last question was not about a household, or this is no answer to it. */
export function actOnHousehold(received: ReceivedText): Handling | null {
  const { question, meaning, text, tx } = received;
  const members = question.household;
  const answering = question.context.prompt === 'appointment' && !question.context.optedOut;
  if (members.length === 0 || !answering || !MAY_ANSWER.has(meaning.primary)) return null;
  if (meaning.action !== 'flag' && meaning.action !== 'confirm_appt') return null;
  const answer = householdAnswer(text.body, members);
  if (answer.kind === 'doubtful') return null;
  const said = members.flatMap((member) => {
    const given = answer.answers.get(member.code);
    return given === undefined ? [] : [{ visit: tx.appointments.get(member.visit.id) ?? member.visit, given }];
  });
  if (said.some(({ visit, given }) => isBeyond(visit, given, text.createdAt))) {
    noteForDesk(
      received,
      said.map(({ visit }) => visit),
    );
    return 'person';
  }
  for (const { visit, given } of said) {
    if (visit.reply !== STATUS[given]) setReply(received, visit, STATUS[given]);
  }
  const forPeople = said.filter(({ given }) => given !== 'confirm');
  for (const { visit, given } of forPeople) noteVisit(received, visit, NOTES[given]);
  if (forPeople.length > 0) return 'person';
  thankAll(received);
  return 'handled';
}

/** Over, called off, or being moved by somebody at the desk: a yes to it is for a person to read, and with it the whole text. */
function isBeyond(visit: AppointmentRecord, given: HouseholdMeaning, at: number): boolean {
  if (visit.status !== 'booked' || visit.startsAt <= at) return true;
  return given === 'confirm' && (visit.reply === 'newTime' || visit.reply === 'cancelled');
}

/** One thank-you, and only when all of them are confirmed: it names no person. */
function thankAll({ question, deps, tx, text, now }: ReceivedText): void {
  const visits = question.household.map(({ visit }) => tx.appointments.get(visit.id) ?? visit);
  const [first] = visits.toSorted((a, b) => a.startsAt - b.startsAt);
  if (first === undefined || visits.some(({ reply }) => reply !== 'confirmed')) return;
  answerBySelf(deps, tx, text, { kind: 'visitConfirmed', answers: 'confirm', systemKind: null, visit: first }, now);
}
