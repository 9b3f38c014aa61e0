/**
 * The few texts the program sends by itself as an answer (rules.md 5.2, rule 19), and the guard that keeps two machines
 * from talking to each other.
 */
import type { SystemKind } from '../../../contract/gate.ts';
import type { ReplyClass } from '../../../contract/replies.ts';
import { requiredText } from '../../domain/templates/requiredTexts.ts';
import type { RequiredText } from '../../domain/templates/requiredTexts.ts';
import { dateText } from '../../domain/timeText.ts';
import type { Route } from '../../domain/routing/route.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toLocal } from '../../domain/time.ts';
import type { IncomingText } from '../../providers/gateway.ts';
import type { AppointmentRecord, ConversationRecord, MessageRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { queueText } from '../messages/queueText.ts';
import type { QueueDeps } from '../messages/queueText.ts';
import { readSettings } from '../settings/readSettings.ts';
import { languageOf, nameOfPractice, phoneOfPractice, styleOf } from '../templates/practice.ts';

export interface AutoAnswer {
  readonly kind: RequiredText;
  /** What it answers, for the guard. */
  readonly answers: ReplyClass;
  /** Null: a care text (the thank-you for a confirmation). */
  readonly systemKind: SystemKind | null;
  /** The gateway answers this word by itself, or the person was told already. */
  readonly alreadySent?: boolean;
  readonly visit?: AppointmentRecord;
}

/** rules.md 14.1 step 4. */
const PER_DAY = 4;
const SAME_CLASS_MS = HOUR_MS;
const EMERGENCY_AGAIN_MS = 6 * HOUR_MS;
/** An answer that leaves later than this only confuses; one to an opt-out has five minutes (rules.md 2.5). */
const ANSWER_WITHIN_MS = 30 * MINUTE_MS;
const OPT_OUT_WITHIN_MS = 5 * MINUTE_MS;
const ANSWER_PRIORITY = 100;
const THANKS_PRIORITY = 50;

/** Answers `text` where the guard and the gate let it. Returns whether an answer was queued. */
export function answerBySelf(
  deps: QueueDeps,
  tx: WriteTx,
  text: MessageRecord,
  answer: AutoAnswer,
  now: number,
): boolean {
  const row = tx.conversations.get(text.conversationId);
  if (row === undefined || isTooMuch(tx, row, answer.answers, now)) return false;
  const within = answer.systemKind === 'optout_confirmation' ? OPT_OUT_WITHIN_MS : ANSWER_WITHIN_MS;
  const { message } = queueText(
    deps,
    tx,
    {
      conversation: row,
      personId: text.personId,
      body: wordsOf(tx, text, answer),
      purpose: answer.systemKind === null ? 'care' : 'system',
      trigger: 'reply',
      kind: 'autoReply',
      author: null,
      dedupeKey: `answer:${text.id}`,
      priority: answer.systemKind === null ? THANKS_PRIORITY : ANSWER_PRIORITY,
      systemKind: answer.systemKind,
      systemAlreadySent: answer.alreadySent ?? false,
      appointmentId: answer.visit?.id ?? null,
      sendBy: now + within,
      whenAsked: 'nothing',
      facts: { answers: answer.answers },
    },
    now,
  );
  return message !== null;
}

function wordsOf(tx: ReadTx, text: MessageRecord, { kind, visit }: AutoAnswer): string {
  const language = languageOf(tx, text.personId);
  const { practice, safety } = readSettings(tx);
  // What the practice approved for emergencies, and nothing else; an opt-out in the same text needs its own words.
  if (kind === 'emergency' && safety.emergencyText !== '') return safety.emergencyText;
  return requiredText(kind, language, {
    practice: nameOfPractice(practice),
    phone: phoneOfPractice(practice),
    country: practice.country,
    ...(visit === undefined
      ? {}
      : { date: dateText(toLocal(visit.startsAt, visit.zone), styleOf(practice, language)) }),
  });
}

/** At most one automatic answer per number and class in an hour, four in a day. */
function isTooMuch(tx: ReadTx, row: ConversationRecord, answers: ReplyClass, now: number): boolean {
  const recent = recentAnswers(tx, row.id, now);
  const pause = answers === 'emergency' ? EMERGENCY_AGAIN_MS : SAME_CLASS_MS;
  const same = recent.some((one) => one.eventData?.['answers'] === answers && now - one.createdAt < pause);
  return same || recent.length >= PER_DAY;
}

function recentAnswers(tx: ReadTx, conversationId: string, now: number): MessageRecord[] {
  const found: MessageRecord[] = [];
  let cursor: string | null = null;
  do {
    const page = tx.messages.list({ conversationId, cursor, limit: 50 });
    for (const message of page.items) {
      if (now - message.createdAt >= DAY_MS) return found;
      if (message.kind === 'autoReply' && message.eventData?.['answers'] !== undefined) found.push(message);
    }
    cursor = page.next;
  } while (cursor !== null && found.length < PER_DAY);
  return found;
}

/** Words the provider answers by itself (rules.md 5.3): nothing more is sent then. The phone answers none. */
const PROVIDER_WORDS: ReadonlySet<string> = new Set([
  'STOP',
  'STOPALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
  'START',
  'UNSTOP',
  'HELP',
  'INFO',
]);

/**
 * Whether the network has answered this text already: it says so itself (`keyword`), or the gateway is one that answers such words and
 * does not always say (polling does not show it: twilio.md 4.6). On WhatsApp nobody does (twilio.md 7.1). `routes` is asked only if need be.
 */
export function answeredByNetwork(
  routes: () => readonly Route[],
  gatewayId: string,
  { keyword, channel = 'sms', body }: IncomingText,
): boolean {
  if (keyword !== undefined) return true;
  if (channel !== 'sms' || !PROVIDER_WORDS.has(body.trim().toUpperCase())) return false;
  return routes().find((route) => route.gatewayId === gatewayId)?.traits?.answersKeywords === true;
}
