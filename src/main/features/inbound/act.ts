/**
 * Acts on an understood text (rules.md 14.3): ledger, number, visit, the one automatic answer, a line in the thread. Cancels or
 * moves no visit, ever. Returns how far the text is dealt with.
 */
import { READS_LIKE_STOP, SUSPECTED_OPT_OUT } from '../../domain/consent/ledger.ts';
import { STOP_HINT } from '../../domain/replies/stopHint.ts';
import { recordConsent } from '../consent/recordConsent.ts';
import type { LedgerEntry } from '../consent/recordConsent.ts';
import type { Handling } from '../conversations/transitions.ts';
import { isNumber } from '../conversations/address.ts';
import { answerBySelf } from './autoAnswer.ts';
import type { AutoAnswer } from './autoAnswer.ts';
import { addEventLine } from './eventLine.ts';
import type { ReceivedText } from './receivedText.ts';
import { actByRule } from './ruled.ts';
import { actOnHousehold } from './household.ts';
import { actOnOffer } from './slotOffer.ts';
import { noteVisit } from './visitNotes.ts';
import { confirmVisit, noteVisitReply } from './visitReply.ts';

/** Does what the text asks for, as far as a program may. */
export function act(received: ReceivedText): Handling {
  const { meaning, address } = received;
  if (!isNumber(address)) return meaning.action === 'flag_urgent' ? 'urgent' : 'person';
  const answered = actOnOffer(received) ?? actOnHousehold(received);
  if (answered !== null) return answered;
  switch (meaning.action) {
    case 'optout':
      optOut(received);
      return 'handled';
    case 'optout_flag':
      optOut(received);
      return 'person';
    case 'flag_urgent':
      return urgent(received);
    case 'flag_hold':
      return suspect(received);
    case 'optin':
      return optIn(received);
    case 'help':
      return help(received);
    case 'confirm_appt':
      return confirmVisit(received);
    case 'suspend_number':
      return suspendNumber(received, 'wrongNumber');
    case 'hold_person':
      return suspendNumber(received, 'deceased');
    case 'flag':
      return actByRule(received) ?? forPerson(received);
    case 'log':
      return meaning.primary === 'gratitude' ? (actByRule(received) ?? 'handled') : 'silent';
  }
}

function forPerson(received: ReceivedText): Handling {
  noteVisitReply(received);
  return 'person';
}

/** STOP in any wording: the ledger, everything that waits for this number, one confirmation (rules.md rules 3, 4, 7). */
function optOut(received: ReceivedText, confirmation: AutoAnswer['kind'] | null = null): void {
  const { meaning, question, text, deps, tx } = received;
  const purpose = meaning.scope === 'all' ? null : meaning.scope;
  const word = keywordOf(text.body);
  const stopped = ledger(received, { kind: 'revoke', level: null, purpose, evidence: word ?? OWN_WORDS });
  addEventLine(deps, tx, text, 'optedOut', {
    ...(word === null ? {} : { word }),
    scope: meaning.scope,
    stopped: String(stopped),
    ...(meaning.mayMeanAppointment ? { mayMeanVisit: 'yes' } : {}),
  });
  // CANCEL as an answer: whoever calls about the visit finds it there, with the word.
  if (meaning.mayMeanAppointment) {
    for (const visit of question.open) noteVisit(received, visit, 'cancelled');
  }
  // "You will get no more texts" would be untrue where only one kind was meant; staff see to those.
  if (purpose !== null) return;
  answer(received, {
    kind: confirmation ?? (meaning.mayMeanAppointment ? 'optedOutVisitUnchanged' : 'optedOut'),
    answers: 'opt_out',
    systemKind: 'optout_confirmation',
    alreadySent: question.context.optedOut,
  });
}

function urgent(received: ReceivedText): Handling {
  const { meaning, deps, tx, text } = received;
  addEventLine(deps, tx, text, 'emergency', {});
  if (meaning.also.includes('wrong_number')) suspendNumber(received, 'wrongNumber');
  else if (meaning.recordsOptOut) optOut(received, 'optedOutEmergency');
  else answer(received, { kind: 'emergency', answers: 'emergency', systemKind: 'emergency_notice' });
  return 'urgent';
}

function suspect(received: ReceivedText): Handling {
  const { deps, meaning, tx, text } = received;
  const evidence = meaning.rules.includes(STOP_HINT) ? READS_LIKE_STOP : SUSPECTED_OPT_OUT;
  ledger(received, { kind: 'note', level: null, purpose: null, evidence });
  addEventLine(deps, tx, text, 'suspectedOptOut', {});
  // What else it says about the visit is not lost: whoever decides finds it on the row.
  const wish = [meaning.primary, ...meaning.also].find((one) => one === 'cancel' || one === 'reschedule');
  if (wish !== undefined) noteVisitReply({ ...received, meaning: { ...meaning, primary: wish } });
  return 'person';
}

/** START gives back care texts, and only those (rules.md 11.2 P7). */
function optIn(received: ReceivedText): Handling {
  const { deps, tx, text, question } = received;
  const kind = question.context.optedOut ? 'restore' : 'grant';
  const word = keywordOf(text.body);
  ledger(received, { kind, level: 'express', purpose: 'care', evidence: word ?? OWN_WORDS });
  addEventLine(deps, tx, text, 'optedIn', word === null ? {} : { word });
  answer(received, {
    kind: kind === 'restore' ? 'optedIn' : 'welcome',
    answers: 'opt_in',
    systemKind: 'optin_confirmation',
  });
  return 'handled';
}

function help(received: ReceivedText): Handling {
  const { deps, tx, text } = received;
  if (answer(received, { kind: 'help', answers: 'help', systemKind: 'help_reply' })) {
    addEventLine(deps, tx, text, 'helpSent', {});
  }
  return 'handled';
}

/** Wrong number, or the patient has died: nothing more goes there, and nothing is answered. */
function suspendNumber(received: ReceivedText, why: 'wrongNumber' | 'deceased'): Handling {
  const { meaning, deps, tx, text } = received;
  ledger(received, { kind: 'number_wrong', level: null, purpose: null, evidence: why });
  addEventLine(deps, tx, text, why, {});
  if (meaning.recordsOptOut) {
    ledger(received, { kind: 'revoke', level: null, purpose: null, evidence: keywordOf(text.body) ?? OWN_WORDS });
  }
  return 'person';
}

/** One entry by the person at the other end, about the number as a whole. */
function ledger(
  { deps, tx, text, address, now }: ReceivedText,
  entry: Pick<LedgerEntry, 'kind' | 'level' | 'purpose' | 'evidence'>,
): number {
  const said = { method: 'text', at: text.createdAt, actor: 'patient', messageId: text.id } as const;
  return recordConsent(deps, tx, { ...entry, ...said, number: address, personId: null }, now);
}

/** Returns whether something was sent. */
function answer({ deps, tx, answered, text, now }: ReceivedText, with_: AutoAnswer): boolean {
  const alreadySent = with_.alreadySent === true || answered;
  return answerBySelf(deps, tx, text, { ...with_, alreadySent }, now);
}

const KEYWORD =
  /\b(stop ?all|stop|unsubscribe|opt[- ]?out|cancelar|cancel|revoke|remove|quit|end|alto|parar|pare|baja|detener|no mas|start|unstop|inicio|iniciar|alta)\b/i;

const OWN_WORDS = 'in their own words';

/** The keyword as evidence, never the whole text. Null where there is none. */
function keywordOf(body: string): string | null {
  return KEYWORD.exec(body)?.[1]?.toUpperCase() ?? null;
}
