/**
 * What a text that came in may be an answer to: the visit our last reminder asked about, the keys it offered, and how many
 * visits are open on the number. Reads only.
 */
import type { ReplyContext } from '../../../contract/replies.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import type { AppointmentRecord, ConversationRecord, MessageRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { isOptedOut } from '../consent/readConsent.ts';
import { householdOf } from './householdOf.ts';
import type { HouseholdMember } from './householdOf.ts';

export interface Question {
  readonly context: ReplyContext;
  /** The visit the last reminder asked about, while that question is open. */
  readonly asked: AppointmentRecord | null;
  /** Every visit a text may be about: asked about and unanswered, on any person of the number; `asked` among them. */
  readonly open: readonly AppointmentRecord[];
  /** The visits that the last reminder asked about at once, each with a code; empty: it asked about one. */
  readonly household: readonly HouseholdMember[];
  /** Booked visits of everyone on the number, asked about or not. */
  readonly upcoming: readonly AppointmentRecord[];
}

/** A question stays open so long, or until the visit starts (rules.md 5.4, read strictly: whichever is first). */
const OPEN_FOR_MS = 72 * HOUR_MS;
/** The phone network's clock may be a little behind ours. */
export const CLOCK_SLACK_MS = 2 * MINUTE_MS;

/** The context of a text that arrived in `row` at `at` (its own time). `ours`: our newest text, which may be a little after `at`. */
export function questionAt(tx: ReadTx, row: ConversationRecord, at: number, ours: MessageRecord | undefined): Question {
  const people = tx.people.holdersOf(row.address);
  const upcoming = people.flatMap(({ id }) => tx.appointments.upcomingOf(id, at));
  const asked = upcoming.flatMap((visit) => askedAbout(tx, row, visit, at));
  const last = asked.reduce<Asked | null>(
    (newest, one) => (newest === null || sentAt(one) > sentAt(newest) ? one : newest),
    null,
  );
  const household = last === null ? [] : householdOf(tx, last.reminder.id);
  const open = asked.flatMap(({ visit }) => (visit === last?.visit || isUnanswered(visit) ? [visit] : []));
  return {
    asked: last?.visit ?? null,
    open,
    household,
    upcoming,
    context: {
      prompt: promptOf(tx, row, last, at, ours),
      keys: last === null ? {} : keysOf(last.reminder.body, household.length > 0),
      // A yes that names nobody is never clear in a household, also when all but one have answered.
      openAppointments: Math.max(open.length, household.length),
      optedOut: isOptedOut(tx, row.address),
      names: people.map(({ givenName }) => givenName).filter((name) => name !== ''),
    },
  };
}

interface Asked {
  readonly visit: AppointmentRecord;
  /** The newest reminder of this visit that went to this number. */
  readonly reminder: MessageRecord;
}

function askedAbout(tx: ReadTx, row: ConversationRecord, visit: AppointmentRecord, at: number): Asked[] {
  const texts = tx.reminders.ofAppointment(visit.id).flatMap(({ messageId, visitAt }) => {
    const text = messageId === null || visitAt !== visit.startsAt ? undefined : tx.messages.get(messageId);
    return text !== undefined && text.conversationId === row.id && mayHaveBeenRead(text, at) ? [text] : [];
  });
  const reminder = texts.reduce<MessageRecord | undefined>(
    (newest, text) => (newest === undefined || (text.sentAt ?? 0) > (newest.sentAt ?? 0) ? text : newest),
    undefined,
  );
  return reminder === undefined ? [] : [{ visit, reminder }];
}

/** On its way counts: a reply can overtake the report that the reminder was sent. */
function mayHaveBeenRead({ status, sentAt: sent, createdAt }: MessageRecord, at: number): boolean {
  if (status !== 'sending' && status !== 'sent' && status !== 'delivered' && status !== 'needsReview') return false;
  const since = sent ?? createdAt;
  return since <= at + CLOCK_SLACK_MS && at - since <= OPEN_FOR_MS;
}

function isUnanswered({ reply }: AppointmentRecord): boolean {
  return reply === 'none' || reply === 'other' || reply === 'unreachable';
}

function sentAt({ reminder }: Asked): number {
  return reminder.sentAt ?? reminder.createdAt;
}

/** A person's text after the reminder asks something of its own: then a plain yes is not about the visit for sure. */
function promptOf(
  tx: ReadTx,
  row: ConversationRecord,
  last: Asked | null,
  at: number,
  ours: MessageRecord | undefined,
): ReplyContext['prompt'] {
  if (ours === undefined) return 'none';
  const newest = ours.createdAt <= at ? ours : tx.messages.lastOutgoing(row.id, at + 1);
  if (newest === undefined) return 'none';
  const byPerson = newest.kind === 'text' ? newest : tx.messages.lastOutgoing(row.id, at + 1, 'text');
  const since = last === null ? null : sentAt(last);
  if (byPerson !== undefined && (since === null || byPerson.createdAt > since)) {
    return byPerson.purpose === 'marketing' ? 'marketing' : 'none';
  }
  if (since !== null) return 'appointment';
  return newest.eventData?.['systemKind'] === 'optin_request' ? 'optin_request' : 'none';
}

/** In a text with a code for each visit a digit is a visit and no answer. */
function keysOf(body: string, withCodes: boolean): ReplyContext['keys'] {
  const keys = offeredKeys(body);
  return withCodes ? Object.fromEntries(Object.entries(keys).filter(([key]) => !/\d/.test(key))) : keys;
}

const MEANING: Readonly<Record<string, ReplyContext['keys'][string]>> = {
  C: 'confirm',
  R: 'reschedule',
  X: 'cancel',
  '1': 'confirm',
  '2': 'reschedule',
  '3': 'cancel',
};

/** The answer keys a reminder offered, read from its own words: `C to confirm`, `X si no puede venir`. */
export function offeredKeys(body: string): ReplyContext['keys'] {
  const found = body.matchAll(/\b([CRX123])\b(?=['"]?\s+(?:to|for|if|para|si)\b)/g);
  const keys = [...found].flatMap(([, key = '']) => {
    const meaning = MEANING[key];
    return meaning === undefined ? [] : [[key, meaning] as const];
  });
  return Object.fromEntries(keys);
}
