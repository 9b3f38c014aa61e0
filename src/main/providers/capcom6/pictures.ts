/**
 * Picture messages that came in (capcom6.md 3.6): few, so they are read beside the texts by a look of their own. Also tells of those whose
 * content the phone never fetched, so that nobody waits for an answer to something nobody has seen.
 */
import { z } from 'zod';
import type { Clock } from '../../platform/ports.ts';
import type { GatewayResult, IncomingText } from '../gateway.ts';
import { mediaRef } from './media.ts';
import type { PhoneClient, PhoneResult } from './phoneClient.ts';
import { toGatewayFailure } from './statuses.ts';
import { parseDate } from './wire.ts';
import type { InboxRow } from './wire.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LOOK_AHEAD_MS = 48 * HOUR;
const WIDE_MS = 72 * HOUR;
const PAGE = 100;
const MOST_PAGES = 20;
/** After this a picture that was announced and not fetched will not come by itself. */
const FETCH_PATIENCE_MS = 15 * MINUTE;
/** Between the times of a notice and of its content. */
const SAME_MESSAGE_MS = 10 * MINUTE;
/** What the app writes where a picture has no words. */
const NO_WORDS = 'MMS content';

export const PictureMark = z.object({ total: z.number(), topId: z.string().nullable() });
export type PictureMark = z.infer<typeof PictureMark>;

export interface PictureDeps {
  readonly client: PhoneClient;
  readonly clock: Clock;
}

/**
 * Picture messages since `mark`; null: the last 72 hours. `wide` also looks back 72 hours for late ones, and for those that were
 * announced and never fetched. Repeats are for the caller to dedupe.
 */
export async function fetchPictures(
  deps: PictureDeps,
  mark: PictureMark | null,
  options: { readonly wide: boolean },
  signal?: AbortSignal,
): Promise<GatewayResult<{ readonly texts: readonly IncomingText[]; readonly mark: PictureMark }>> {
  const probe = await list(deps, 'MMS_DOWNLOADED', { limit: 1, offset: 0 }, signal);
  if (!probe.ok) return isUnknown(probe) ? { ok: true, value: { texts: [], mark: NONE } } : toGatewayFailure(probe);
  const seen: PictureMark = { total: probe.total ?? 0, topId: probe.value[0]?.id ?? null };
  const back = deps.clock.now() - WIDE_MS;
  const rows = new Map<string, InboxRow>();
  if (mark !== null && (mark.total !== seen.total || mark.topId !== seen.topId)) {
    const fresh = await walk(deps, { wanted: Math.max(1, seen.total - mark.total) }, rows, signal);
    if (!fresh.ok) return fresh;
  }
  if (mark !== null && !options.wide) return { ok: true, value: { texts: toTexts(rows), mark: seen } };
  const recent = await walk(deps, { from: back }, rows, signal);
  if (!recent.ok) return recent;
  const notices = await list(deps, 'MMS', { from: back, limit: PAGE, offset: 0 }, signal);
  if (!notices.ok) return toGatewayFailure(notices);
  const unseen = neverFetched(notices.value, [...rows.values()], deps.clock.now());
  return { ok: true, value: { texts: [...toTexts(rows), ...unseen.map(toText)], mark: seen } };
}

const NONE: PictureMark = { total: 0, topId: null };

/** An app that does not know the type, or has no inbox. */
function isUnknown(failure: { readonly status: number | null }): boolean {
  return failure.status === 400 || failure.status === 404;
}

async function walk(
  deps: PictureDeps,
  until: { readonly from: number } | { readonly wanted: number },
  rows: Map<string, InboxRow>,
  signal?: AbortSignal,
): Promise<GatewayResult<null>> {
  const from = 'from' in until ? { from: until.from } : {};
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const listed = await list(deps, 'MMS_DOWNLOADED', { ...from, limit: PAGE, offset: page * PAGE }, signal);
    if (!listed.ok) return toGatewayFailure(listed);
    for (const row of listed.value) rows.set(row.id, row);
    const enough = 'wanted' in until && (page + 1) * PAGE >= until.wanted;
    if (enough || listed.value.length < PAGE) break;
  }
  return { ok: true, value: null };
}

function list(
  { client, clock }: PictureDeps,
  type: 'MMS' | 'MMS_DOWNLOADED',
  range: { readonly from?: number; readonly limit: number; readonly offset: number },
  signal?: AbortSignal,
): Promise<PhoneResult<readonly InboxRow[]>> {
  return client.listInbox({ ...range, type, to: clock.now() + LOOK_AHEAD_MS }, signal);
}

/** Notices that are old enough, and have no content from the same sender about the same time. */
function neverFetched(notices: readonly InboxRow[], fetched: readonly InboxRow[], now: number): InboxRow[] {
  return notices.filter((notice) => {
    const at = parseDate(notice.createdAt);
    if (at === null || now - at < FETCH_PATIENCE_MS) return false;
    return !fetched.some((row) => {
      const time = parseDate(row.createdAt);
      return row.sender === notice.sender && time !== null && Math.abs(time - at) <= SAME_MESSAGE_MS;
    });
  });
}

function toTexts(rows: ReadonlyMap<string, InboxRow>): IncomingText[] {
  return [...rows.values()].map(toText);
}

function toText(row: InboxRow): IncomingText {
  const { id, type, contentPreview } = row;
  return {
    gatewayMessageId: id,
    from: row.sender,
    // A notice's words are the subject or the app's own.
    body: type === 'MMS' || contentPreview === NO_WORDS ? '' : contentPreview,
    sentAt: parseDate(row.createdAt) ?? 0,
    sim: row.simNumber ?? null,
    kind: 'mms',
    ...(row.recipient?.startsWith('+') ? { to: row.recipient } : {}),
    media: row.attachments.map(({ partId, contentType, size }) => ({
      ref: mediaRef(id, partId),
      contentType,
      sizeBytes: size ?? null,
    })),
  };
}
