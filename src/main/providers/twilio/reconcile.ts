/**
 * Settling an attempt whose answer was lost, by the account's own list (twilio.md section 3). Only reads. A page that could not be read, or
 * a look that comes too early, is never "not there".
 */
import type { Clock, Logger } from '../../platform/ports.ts';
import type { OutgoingText, ReconcileOutcome } from '../gateway.ts';
import { isService } from './config.ts';
import type { TwilioConfig } from './config.ts';
import { describeFailure } from './failures.ts';
import { listPage } from './messageList.ts';
import type { MessagePage } from './messageList.ts';
import type { TwilioClient, TwilioResult } from './twilioClient.ts';
import { reportOf, writeAddress } from './wire.ts';
import type { MessageRow } from './wire.ts';

export interface ReconcileDeps {
  readonly client: TwilioClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: TwilioConfig;
  /** Whether a message of Twilio's belongs to another text of ours already. */
  readonly isBound: (gatewayMessageId: string) => boolean;
}

/** Before this the request may still be under way: what is not in the list yet can still come, ms. */
export const SETTLED_AFTER_MS = 35_000;
/** How far before the attempt the list has to be read, and where its message may lie, ms. */
const LIST_BACK_MS = 120_000;
const EARLIEST_MS = 60_000;
const LATEST_MS = 120_000;
const PAGE = 50;
/** One person does not get a thousand texts in two minutes; without an end to the list nothing is settled. */
const MOST_PAGES = 20;
/** Words that Twilio itself puts before the text of an account on trial. */
const TRIAL_PREFIX = /^Sent from your Twilio trial account - /;

/** Looks for the message of an attempt made at `attemptedAt` (UTC ms, our clock). */
export async function reconcileText(
  deps: ReconcileDeps,
  text: OutgoingText,
  attemptedAt: number,
  signal?: AbortSignal,
): Promise<ReconcileOutcome> {
  const listed = await listAround(deps, text, attemptedAt, signal);
  if (!listed.ok) return { kind: 'unreachable', detail: listed.detail };
  const candidates = listed.rows.filter((row) => isCandidate(deps, text, row, attemptedAt + listed.skewMs));
  const [oldest, ...others] = best(text, candidates).sort((a, b) => (a.dateCreated ?? 0) - (b.dateCreated ?? 0));
  if (oldest === undefined) {
    const early = deps.clock.now() < attemptedAt + SETTLED_AFTER_MS;
    return early ? { kind: 'unreachable', detail: 'too early to tell' } : { kind: 'absent' };
  }
  const report = reportOf(oldest);
  if (report === null) return { kind: 'unreachable', detail: 'Twilio reports a state we do not know.' };
  if (others.length > 0)
    deps.log.warn({ attempt: text.attemptId, count: others.length + 1 }, 'twilio possible duplicate');
  const found = { kind: 'found', gatewayMessageId: oldest.sid, report } as const;
  return others.length === 0 ? found : { ...found, possibleDuplicate: true };
}

type Listed =
  | { readonly ok: true; readonly rows: readonly MessageRow[]; readonly skewMs: number }
  | { readonly ok: false; readonly detail: string };

/** Every message to this person back to two minutes before the attempt; anything less is a failure. */
async function listAround(
  deps: ReconcileDeps,
  text: OutgoingText,
  attemptedAt: number,
  signal?: AbortSignal,
): Promise<Listed> {
  const rows: MessageRow[] = [];
  let query: Parameters<typeof listPage>[1] = { ...addressesOf(deps.config, text), pageSize: PAGE };
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: TwilioResult<MessagePage> = await listPage(deps.client, query, signal);
    if (!page.ok) return { ok: false, detail: describeFailure(page) };
    rows.push(...page.value.rows);
    const skewMs = page.clockSkewMs ?? 0;
    const oldest = rows.at(-1)?.dateCreated ?? null;
    const farEnough = oldest !== null && oldest - skewMs < attemptedAt - LIST_BACK_MS;
    if (farEnough || page.value.next === null) return { ok: true, rows, skewMs };
    query = { next: page.value.next };
  }
  return { ok: false, detail: 'the list does not end' };
}

/** The sender is part of the question only when we set it: with a service it is empty at first. */
function addressesOf(config: TwilioConfig, text: OutgoingText): { readonly to: string; readonly from?: string } {
  const channel = text.channel ?? 'sms';
  const to = writeAddress(text.to, channel);
  if (channel === 'whatsapp') return { to, from: writeAddress(text.from ?? config.whatsAppNumber ?? '', channel) };
  if (isService(config.sender)) return { to };
  return { to, from: text.from ?? config.sender };
}

/** `startedAt` is by Twilio's clock. */
function isCandidate({ isBound }: ReconcileDeps, text: OutgoingText, row: MessageRow, startedAt: number): boolean {
  if (row.direction !== 'outbound-api' || row.dateCreated === null) return false;
  if (row.dateCreated < startedAt - EARLIEST_MS || row.dateCreated > startedAt + LATEST_MS) return false;
  return row.numMedia === (text.media?.length ?? 0) && !isBound(row.sid);
}

/**
 * Those with the very text. Where a template writes the words, or they were redacted, addressee, time and pictures have to do: a text
 * found by mistake is looked at by a person, one sent twice reaches a patient.
 */
function best(text: OutgoingText, candidates: readonly MessageRow[]): MessageRow[] {
  if (text.template !== undefined) return [...candidates];
  const exact = candidates.filter(({ body }) => (body ?? '').replace(TRIAL_PREFIX, '') === text.body);
  return exact.length > 0 ? exact : candidates.filter(({ body }) => (body ?? '') === '');
}
