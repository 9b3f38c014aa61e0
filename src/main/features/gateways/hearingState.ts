/**
 * Where a hearing test stands, as a function of what is stored and the time: so that it goes on over a restart, and no timer is needed.
 */
import { z } from 'zod';
import type { HearingTest } from '../../../contract/gateways.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { adviceWhenDeaf } from './brandAdvice.ts';

/** What is kept of the newest test of one gateway. */
export const HearingRecord = z.object({
  startedAt: z.number(),
  /** Whom we texted, E.164; null: any text counts. */
  number: z.string().nullable(),
  /** Our text; null: none was sent. */
  messageId: z.string().nullable(),
  heardAt: z.number().nullable(),
  daily: z.boolean(),
  /** A person was told that nothing came back. */
  alarmedAt: z.number().nullable(),
});
export type HearingRecord = z.infer<typeof HearingRecord>;

/** How long our text may take to leave, and an answer to come; nobody has to press a key for the daily one, but nobody watches either. */
export const SEND_WITHIN_MS = 5 * MINUTE_MS;
const ANSWER_WITHIN_MS = 2 * MINUTE_MS;
const DAILY_WITHIN_MS = 15 * MINUTE_MS;

export type HearingState = Pick<HearingTest, 'state' | 'until'> & {
  /** Why nothing was heard. */
  readonly why: 'notSent' | 'silence' | null;
};

/** `text`: our own text of the test, where there is one. */
export function hearingStateOf(
  test: HearingRecord | null,
  text: Pick<MessageRecord, 'status' | 'sentAt'> | undefined,
  now: number,
): HearingState {
  if (test === null) return { state: 'idle', until: null, why: null };
  if (test.heardAt !== null) return { state: 'heard', until: null, why: null };
  const answerMs = test.daily ? DAILY_WITHIN_MS : ANSWER_WITHIN_MS;
  if (test.messageId === null) return waiting(test.startedAt + answerMs, now);
  if (text === undefined || ENDED.has(text.status)) return { state: 'notHeard', until: null, why: 'notSent' };
  if (text.sentAt !== null) return waiting(text.sentAt + answerMs, now);
  const until = test.startedAt + SEND_WITHIN_MS;
  return now < until ? { state: 'sending', until, why: null } : { state: 'notHeard', until: null, why: 'notSent' };
}

const ENDED: ReadonlySet<MessageRecord['status']> = new Set([
  'failed',
  'undelivered',
  'expired',
  'cancelled',
  'held',
  'needsReview',
]);

function waiting(until: number, now: number): HearingState {
  return now < until ? { state: 'waiting', until, why: null } : { state: 'notHeard', until: null, why: 'silence' };
}

/** The newest test of a gateway; null: none was made. */
export function readHearing(tx: ReadTx, gatewayId: string): HearingRecord | null {
  return HearingRecord.safeParse(tx.settings.get(keyOf(gatewayId))).data ?? null;
}

export function writeHearing(tx: WriteTx, gatewayId: string, test: HearingRecord, now: number): void {
  tx.settings.set(keyOf(gatewayId), test, now);
  tx.changed('gateway.changed', gatewayId);
}

function keyOf(gatewayId: string): string {
  return `gateways.hearing.${gatewayId}`;
}

/** The newest test as it stands now. */
export function standingOfHearing(tx: ReadTx, gatewayId: string, now: number): HearingState {
  const test = readHearing(tx, gatewayId);
  return hearingStateOf(test, textOf(tx, test), now);
}

function textOf(tx: ReadTx, test: HearingRecord | null): MessageRecord | undefined {
  const id = test?.messageId ?? null;
  return id === null ? undefined : tx.messages.get(id);
}

/** The newest test with its words. */
export function viewHearing(
  tx: ReadTx,
  gateway: { readonly id: string; readonly ownNumber: string | null; readonly deviceName: string | null },
  now: number,
): HearingTest {
  const test = readHearing(tx, gateway.id);
  const text = textOf(tx, test);
  const { state, until, why } = hearingStateOf(test, text, now);
  return {
    state,
    until,
    text: wordsOf(state, {
      why,
      reason: text?.reasonText ?? null,
      asked: test?.number ?? null,
      own: gateway.ownNumber,
    }),
    advice: state === 'notHeard' && why === 'silence' ? adviceWhenDeaf(gateway.deviceName) : [],
    startedAt: test?.startedAt ?? null,
    number: test?.number ?? null,
    daily: test?.daily ?? false,
  };
}

function wordsOf(
  state: HearingTest['state'],
  more: {
    readonly why: HearingState['why'];
    readonly reason: string | null;
    readonly asked: string | null;
    readonly own: string | null;
  },
): string {
  const { why, reason, asked, own } = more;
  switch (state) {
    case 'idle':
      return 'Not tested yet whether replies arrive.';
    case 'sending':
      return 'Sending a test text.';
    case 'waiting':
      if (asked !== null && asked === own) return 'The phone has texted itself. Waiting for it to come back.';
      if (asked !== null) return `Waiting for an answer from ${asked}. Reply to the test text with any word.`;
      return `Waiting for a reply to come back. Text "hello" to ${own ?? 'this phone'} from any phone.`;
    case 'heard':
      return 'Replies arrive.';
    case 'notHeard':
      if (why === 'notSent') return `The test text did not go out. ${reason ?? 'Look at the phone first.'}`;
      return 'No reply came through. Texts go out, but what people answer may not arrive.';
  }
}
