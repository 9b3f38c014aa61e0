/**
 * Finding texts that came in: a cheap probe of count and newest id, and page by page reading when it changed (capcom6.md 15).
 * Owns the cursor's content. Never drops a text: repeats are for the caller to dedupe.
 */
import { z } from 'zod';
import type { Clock } from '../../platform/ports.ts';
import type { GatewayResult, InboxCursor, InboxPage, IncomingText } from '../gateway.ts';
import type { PhoneClient } from './phoneClient.ts';
import { fetchPictures, PictureMark } from './pictures.ts';
import { toGatewayFailure } from './statuses.ts';
import { parseDate } from './wire.ts';
import type { InboxRow } from './wire.ts';

const HOUR = 3_600_000;
/** A text dated in the future by its network stays invisible without this (capcom6.md 3.6). */
const LOOK_AHEAD_MS = 48 * HOUR;
const WIDE_MS = 72 * HOUR;
const PAGE = 200;
const BIG_PAGE = 500;
/** How far below the newest rows a late arrival is looked for. */
const DEEPEST_EXTRA = 2_000;
const REMEMBERED_IDS = 200;
/** capcom6.md 15. */
const PICTURES_EVERY_MS = 15_000;

/** One walk through the list, newest first. `wanted`: how many unknown texts end it; null walks to the end. */
const Sweep = z.object({
  from: z.number().nullable(),
  offset: z.number(),
  wanted: z.number().nullable(),
  found: z.number(),
});
type Sweep = z.infer<typeof Sweep>;

const CursorState = z.object({
  total: z.number(),
  topId: z.string().nullable(),
  /** Ids of the newest rows at the end of the last walk, to tell new from known. */
  known: z.array(z.string()),
  /** What `known` becomes when the walk under way ends. */
  newest: z.array(z.string()),
  sweeps: z.array(Sweep),
});
type CursorState = z.infer<typeof CursorState>;

export interface InboxDeps {
  readonly client: PhoneClient;
  readonly clock: Clock;
}

/** `fetchInbox`, and the picture messages when the texts are through. Trouble with pictures never holds up a text. */
export function createInboxReader(
  deps: InboxDeps,
): (
  cursor: InboxCursor,
  options: { readonly wide: boolean },
  signal?: AbortSignal,
) => Promise<GatewayResult<InboxPage>> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return async (cursor, options, signal) => {
    const texts = await fetchInbox(deps, cursor, options, signal);
    if (!texts.ok) return texts;
    const mark = PictureMark.safeParse(cursor?.['pictures']).data ?? null;
    const due = options.wide || mark === null || deps.clock.monotonic() - lookedAt >= PICTURES_EVERY_MS;
    const pictures = texts.value.more || !due ? null : await fetchPictures(deps, mark, options, signal);
    if (pictures?.ok) lookedAt = deps.clock.monotonic();
    const found = pictures?.ok ? pictures.value : { texts: [], mark };
    return {
      ok: true,
      value: {
        texts: [...texts.value.texts, ...found.texts],
        cursor: { ...texts.value.cursor, pictures: found.mark },
        more: texts.value.more,
      },
    };
  };
}

/** One step: a probe, or the next page of a walk that the cursor says is under way. */
export async function fetchInbox(
  deps: InboxDeps,
  cursor: InboxCursor,
  options: { readonly wide: boolean },
  signal?: AbortSignal,
): Promise<GatewayResult<InboxPage>> {
  const parsed = CursorState.safeParse(cursor);
  const state = parsed.success ? parsed.data : null;
  const back: Sweep = { from: deps.clock.now() - WIDE_MS, offset: 0, wanted: null, found: 0 };
  if (state !== null && state.sweeps.length > 0) {
    // Callers repeat `wide` until nothing more waits, so it may add only one walk.
    const addsBack = options.wide && !state.sweeps.some((sweep) => sweep.from !== null);
    return readPage(deps, addsBack ? { ...state, sweeps: [...state.sweeps, back] } : state, signal);
  }

  const to = deps.clock.now() + LOOK_AHEAD_MS;
  const probe = await deps.client.listInbox({ to, limit: 1, offset: 0 }, signal);
  if (!probe.ok) return toGatewayFailure(probe);
  const seen = { total: probe.total ?? 0, topId: probe.value[0]?.id ?? null };
  const sweeps = [...freshSweeps(state, seen), ...(options.wide || state === null ? [back] : [])];
  const next: CursorState = { ...seen, known: state?.known ?? [], newest: [], sweeps };
  return sweeps.length === 0 ? page([], next) : readPage(deps, next, signal);
}

/** The walk that a changed probe calls for. The first look ever also reads one page without a start, for phones that date texts 1970. */
function freshSweeps(before: CursorState | null, seen: Pick<CursorState, 'total' | 'topId'>): Sweep[] {
  const newest: Sweep = { from: null, offset: 0, wanted: 0, found: 0 };
  if (before === null) return [newest];
  const growth = seen.total - before.total;
  if (growth === 0 && seen.topId === before.topId) return [];
  return [{ ...newest, wanted: Math.max(0, growth) }];
}

async function readPage(deps: InboxDeps, state: CursorState, signal?: AbortSignal): Promise<GatewayResult<InboxPage>> {
  const [sweep, ...later] = state.sweeps;
  if (sweep === undefined) return page([], state);
  const limit = sweep.wanted !== null && sweep.wanted <= PAGE ? PAGE : BIG_PAGE;
  const listed = await deps.client.listInbox(
    {
      ...(sweep.from === null ? {} : { from: sweep.from }),
      to: deps.clock.now() + LOOK_AHEAD_MS,
      limit,
      offset: sweep.offset,
    },
    signal,
  );
  if (!listed.ok) return toGatewayFailure(listed);
  const known = new Set(state.known);
  const unknown = listed.value.filter((row) => !known.has(row.id)).length;
  const walked: Sweep = { ...sweep, offset: sweep.offset + listed.value.length, found: sweep.found + unknown };
  const metKnown = known.size === 0 || unknown < listed.value.length;
  const finished = listed.value.length < limit || isSatisfied(walked, metKnown);
  const top = sweep.from === null && sweep.offset === 0;
  const newest = top ? listed.value.slice(0, REMEMBERED_IDS).map((row) => row.id) : state.newest;
  const ended = finished && sweep.from === null;
  return page(listed.value.flatMap(toIncomingText), {
    ...state,
    newest,
    known: ended ? newest : state.known,
    sweeps: finished ? later : [walked, ...later],
  });
}

/**
 * Texts that arrive during a walk push rows to the next page, where they are counted again; so a walk ends only after it
 * has also met a row it knew before.
 */
function isSatisfied({ wanted, found, offset }: Sweep, metKnown: boolean): boolean {
  return wanted !== null && ((found >= wanted && metKnown) || offset >= wanted + DEEPEST_EXTRA);
}

function page(texts: readonly IncomingText[], state: CursorState): GatewayResult<InboxPage> {
  return { ok: true, value: { texts, cursor: state, more: state.sweeps.length > 0 } };
}

function toIncomingText(row: InboxRow): IncomingText[] {
  if (row.type !== 'SMS') return [];
  return [
    {
      gatewayMessageId: row.id,
      from: row.sender,
      body: row.contentPreview,
      sentAt: parseDate(row.createdAt) ?? 0,
      sim: row.simNumber ?? null,
      kind: 'sms',
      ...(row.recipient?.startsWith('+') ? { to: row.recipient } : {}),
    },
  ];
}
