/**
 * Texts that came in, found in the account's list: for each own number the newest page, further back until something known (twilio.md 4.6).
 * Owns the cursor's content. Repeats are left out where they are known and are for the caller to dedupe where not.
 */
import { z } from 'zod';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { GatewayResult, InboxCursor, InboxPage, IncomingMedia, IncomingText } from '../gateway.ts';
import type { TwilioConfig } from './config.ts';
import { isService } from './config.ts';
import { toGatewayFailure } from './failures.ts';
import { listMedia } from './media.ts';
import { listPage } from './messageList.ts';
import { listServiceNumbers } from './accountCalls.ts';
import type { TwilioClient, TwilioFailure } from './twilioClient.ts';
import { readAddress, writeAddress } from './wire.ts';
import type { MessageRow } from './wire.ts';

const WIDE_MS = 72 * 3_600_000;
const PAGE = 50;
const WIDE_PAGE = 200;
const REMEMBERED_IDS = 200;

/** A walk through the lists of our addresses, one page a call. */
const Walk = z.object({
  /** Reads 72 hours back, past what is known. */
  wide: z.boolean(),
  /** Addresses still to read, the first one now. */
  left: z.array(z.string()),
  /** The next page of the first address; null: its newest. */
  next: z.string().nullable(),
  /** What is known of the first address when its list has been read. */
  newest: z.array(z.string()),
});
type Walk = z.infer<typeof Walk>;

const CursorState = z.object({
  /** The own numbers as Twilio last told them. */
  numbers: z.array(z.string()),
  /** Ids of the newest texts per address, at the end of its last walk. */
  known: z.record(z.string(), z.array(z.string())),
  walk: Walk.nullable(),
});
type CursorState = z.infer<typeof CursorState>;

export interface InboxDeps {
  readonly client: TwilioClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: TwilioConfig;
}

/** One step: the next page of the walk under way, or the first of a new one. */
export async function fetchInbox(
  deps: InboxDeps,
  cursor: InboxCursor,
  options: { readonly wide: boolean },
  signal?: AbortSignal,
): Promise<GatewayResult<InboxPage>> {
  const state = CursorState.safeParse(cursor).data ?? { numbers: [], known: {}, walk: null };
  // Callers repeat `wide` until nothing more waits, so it starts one walk only.
  const fits = state.walk !== null && (state.walk.wide || !options.wide);
  const ready = fits ? state : await startWalk(deps, state, options.wide, signal);
  return readStep(deps, ready, signal);
}

async function startWalk(
  deps: InboxDeps,
  state: CursorState,
  wide: boolean,
  signal?: AbortSignal,
): Promise<CursorState> {
  const numbers = await ownNumbers(deps, state, wide, signal);
  const { whatsAppNumber } = deps.config;
  const left = [...numbers, ...(whatsAppNumber === null ? [] : [writeAddress(whatsAppNumber, 'whatsapp')])];
  return { ...state, numbers, walk: { wide, left, next: null, newest: [] } };
}

/** A service's numbers change at Twilio, so wide walks ask; what cannot be asked stays as it was. */
async function ownNumbers(
  { client, config }: InboxDeps,
  { numbers }: CursorState,
  wide: boolean,
  signal?: AbortSignal,
): Promise<string[]> {
  const before = numbers.length > 0 ? numbers : config.numbers;
  if (!isService(config.sender) || (!wide && numbers.length > 0))
    return isService(config.sender) ? before : config.numbers;
  const listed = await listServiceNumbers(client, config.sender, signal);
  return listed.ok ? [...new Set([...listed.value.map((one) => one.phoneNumber), ...config.numbers])] : before;
}

async function readStep(deps: InboxDeps, state: CursorState, signal?: AbortSignal): Promise<GatewayResult<InboxPage>> {
  const { walk } = state;
  const address = walk?.left[0];
  if (walk === null || address === undefined) return page([], { ...state, walk: null });
  const known = new Set(state.known[address] ?? []);
  // An address that was never read before starts with the last three days, too.
  const back = walk.wide || state.known[address] === undefined;
  const query = walk.next === null ? { to: address, pageSize: back ? WIDE_PAGE : PAGE } : { next: walk.next };
  const listed = await listPage(deps.client, query, signal);
  if (!listed.ok) return toGatewayFailure(listed);
  const { rows, next } = listed.value;
  const texts = await toTexts(
    deps,
    rows.filter((row) => !known.has(row.sid)),
    signal,
  );
  if (!Array.isArray(texts)) return toGatewayFailure(texts);

  const finished = next === null || (back ? isOld(rows, deps.clock.now()) : rows.some((row) => known.has(row.sid)));
  const newest =
    walk.next === null
      ? rows
          .filter(isComplete)
          .map((row) => row.sid)
          .slice(0, REMEMBERED_IDS)
      : walk.newest;
  if (!finished) return page(texts, { ...state, walk: { ...walk, next, newest } });
  const left = walk.left.slice(1);
  return page(texts, {
    ...state,
    known: { ...state.known, [address]: newest },
    walk: left.length === 0 ? null : { ...walk, left, next: null, newest: [] },
  });
}

function page(texts: readonly IncomingText[], cursor: CursorState): GatewayResult<InboxPage> {
  return { ok: true, value: { texts, cursor, more: cursor.walk !== null } };
}

function isOld(rows: readonly MessageRow[], now: number): boolean {
  const oldest = rows.at(-1)?.dateCreated ?? null;
  return oldest !== null && oldest < now - WIDE_MS;
}

/** `receiving`: parts are still coming in. It is read again when it is whole. */
function isComplete(row: MessageRow): boolean {
  return row.direction === 'inbound' && row.status !== 'receiving';
}

async function toTexts(
  deps: InboxDeps,
  rows: readonly MessageRow[],
  signal?: AbortSignal,
): Promise<IncomingText[] | TwilioFailure> {
  const texts: IncomingText[] = [];
  for (const row of rows.filter(isComplete)) {
    const media = await mediaOf(deps, row, signal);
    if (!Array.isArray(media)) return media;
    texts.push(toText(row, media));
  }
  return texts;
}

function toText(row: MessageRow, media: readonly IncomingMedia[]): IncomingText {
  const { address: from, channel } = readAddress(row.from ?? '');
  return {
    gatewayMessageId: row.sid,
    from,
    body: row.body ?? '',
    sentAt: row.dateSent ?? row.dateCreated ?? 0,
    sim: null,
    kind: row.numMedia > 0 ? 'mms' : 'sms',
    ...(channel === 'sms' ? {} : { channel }),
    to: readAddress(row.to ?? '').address,
    ...(media.length === 0 ? {} : { media }),
  };
}

/** A key that may not read pictures, or a picture that is gone, must not hold back a STOP: then the text comes without it. */
async function mediaOf(
  { client, log }: InboxDeps,
  row: MessageRow,
  signal?: AbortSignal,
): Promise<IncomingMedia[] | TwilioFailure> {
  if (row.numMedia === 0) return [];
  const listed = await listMedia(client, row.sid, signal);
  if (listed.ok) return [...listed.value];
  const refused = listed.status !== null && listed.status >= 400 && listed.status < 500 && listed.status !== 429;
  if (!refused) return listed;
  log.warn({ status: listed.status, code: listed.code }, 'twilio pictures cannot be listed');
  return [];
}
