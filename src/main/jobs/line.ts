/**
 * The limits of one line as its rows stand: room in Android's half hour, people of the day, the same words, failures in a row. Counted from
 * attempts, so a restart changes nothing. The rules are domain/sendLimits; who waits and how is `claim`, `routes` and the dispatcher.
 */
import { createHash } from 'node:crypto';
import { failingSince, mayBeTheLine } from '../domain/sendLimits/failures.ts';
import type { Failing, PastSend } from '../domain/sendLimits/failures.ts';
import { HALF_HOUR_MS, partsLeft, roomAt } from '../domain/sendLimits/halfHour.ts';
import { sameTextUntil } from '../domain/sendLimits/sameText.ts';
import { addDays, HOUR_MS, instantOnDay, MINUTE_MS, toLocal } from '../domain/time.ts';
import type { CarriedText } from '../store/messagingRepositories.ts';
import type { GatewayRecord } from '../store/records.ts';
import type { ReadTx } from '../store/store.ts';
import type { SendLimits } from './deps.ts';

/** A streak is looked for among so many of the newest texts. */
const STREAK_AMONG = 20;
/** Enough of the same words to see a limit by, and no more. */
const SAME_AMONG = 500;

type Line = Pick<GatewayRecord, 'id'>;

/** When a text of `parts` may be handed to this line (UTC ms): `now`, or when Android has room for it. */
export function roomOn(tx: ReadTx, { id }: Line, { line }: SendLimits, parts: number, now: number): number {
  const limit = line?.perHalfHour ?? null;
  return limit === null ? now : roomAt(lastHalfHour(tx, id, limit, now), parts, limit, now);
}

/**
 * When a text of `parts` that a gateway is to send by itself fits on its line: as near after `wanted` as pace and half hour leave room, with what
 * is to leave before and after it; null: not before `until`.
 */
export function roomAround(
  tx: ReadTx,
  { id }: Line,
  limits: SendLimits,
  text: { readonly parts: number; readonly wanted: number; readonly until: number },
): number | null {
  const { paceMs, perDay } = limits;
  const limit = limits.line?.perHalfHour ?? null;
  let at = text.wanted;
  for (let tries = 0; tries < ROOM_TRIES && at < text.until; tries += 1) {
    const near = tx.outbox
      .carried({ gatewayId: id, from: at - HALF_HOUR_MS, to: at + HALF_HOUR_MS, limit: SAME_AMONG })
      .map((one) => ({ at: one.at, parts: Math.max(1, one.parts) }));
    const next = nextRoom(near, { at, parts: text.parts, paceMs, limit });
    if (next === at) return perDay === null || dayHasRoom(tx, id, limits, at) ? at : null;
    at = next;
  }
  return null;
}

/** Places tried for one text before it is left to the planner. */
const ROOM_TRIES = 200;

function nextRoom(
  near: readonly { readonly at: number; readonly parts: number }[],
  { at, parts, paceMs, limit }: { at: number; parts: number; paceMs: number; limit: number | null },
): number {
  const close = near.filter((one) => Math.abs(one.at - at) < paceMs);
  if (close.length > 0) return Math.max(...close.map((one) => one.at)) + paceMs;
  // Either side of it may be full: both half hours are counted, so no half hour with it in is.
  const used = near.reduce((sum, one) => sum + one.parts, 0);
  if (limit === null || used === 0 || used + parts <= limit) return at;
  const before = near.filter((one) => one.at <= at);
  const first = Math.min(...(before.length > 0 ? before : near).map((one) => one.at));
  return Math.max(at + MINUTE_MS, first + HALF_HOUR_MS);
}

function dayHasRoom(tx: ReadTx, gatewayId: string, { perDay, zone, line }: SendLimits, at: number): boolean {
  const day = { gatewayId, from: startOfDay(at, zone), to: instantOnDay(addDays(toLocal(at, zone), 1), 0, zone) };
  const people = line?.recipientsPerDay ?? null;
  if (people !== null && tx.outbox.countPeople(day) >= people) return false;
  return perDay === null || tx.outbox.countAttempts(day) < perDay;
}

/** Parts that Android still allows now; null: as many as one likes. */
export function halfHourLeft(tx: ReadTx, { id }: Line, { line }: SendLimits, now: number): number | null {
  const limit = line?.perHalfHour ?? null;
  return limit === null ? null : partsLeft(lastHalfHour(tx, id, limit, now), limit, now);
}

/** Each has a part at least, so as many as the limit are enough to fill it. */
function lastHalfHour(tx: ReadTx, gatewayId: string, limit: number, now: number): readonly CarriedText[] {
  return tx.outbox
    .carried({ gatewayId, from: now - HALF_HOUR_MS, to: now + 1, limit })
    .map((one) => ({ ...one, parts: Math.max(1, one.parts) }));
}

/** The next local midnight when no further person may be texted today (UTC ms); null while some may. */
export function newPeopleUntil(tx: ReadTx, { id }: Line, { line, zone }: SendLimits, now: number): number | null {
  const most = line?.recipientsPerDay ?? null;
  if (most === null) return null;
  const today = { gatewayId: id, from: startOfDay(now, zone), to: now + 1 };
  if (tx.outbox.countAttempts(today) < most || tx.outbox.countPeople(today) < most) return null;
  return instantOnDay(addDays(toLocal(now, zone), 1), 0, zone);
}

/** Whether this line has texted this conversation today already: one more text makes no further person. */
export function isKnownToday(
  tx: ReadTx,
  { id }: Line,
  { zone }: Pick<SendLimits, 'zone'>,
  conversationId: string,
  now: number,
): boolean {
  return tx.outbox.hasCarriedTo({ gatewayId: id, from: startOfDay(now, zone), to: now + 1, conversationId });
}

function startOfDay(now: number, zone: string): number {
  return instantOnDay(toLocal(now, zone), 0, zone);
}

/** Until when these words wait on this line for one more person (UTC ms); null: they may go. */
export function sameWordsUntil(
  tx: ReadTx,
  { id }: Line,
  { line }: SendLimits,
  text: { readonly body: string; readonly conversationId: string },
  now: number,
): number | null {
  const most = line?.sameTextPerHour ?? null;
  if (most === null) return null;
  const query = { gatewayId: id, from: now - HOUR_MS, to: now + 1, limit: SAME_AMONG, bodyKey: bodyKeyOf(text.body) };
  const sent = tx.outbox.carried(query).map(({ at, conversationId }) => ({ at, recipient: conversationId }));
  return sameTextUntil(sent, text.conversationId, most, now);
}

/** Tells the same words again. */
export function bodyKeyOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22);
}

/** Whether texts fail on this line one after the other; null: they do not, or a person has said since that it works. */
export function failingOn(tx: ReadTx, { id }: Line, { line }: SendLimits, now: number): Failing | null {
  const most = line?.failuresInARow ?? null;
  if (most === null) return null;
  const from = clearedAt(tx, id);
  const sent = tx.outbox.carried({ gatewayId: id, from, to: now + 1, limit: STREAK_AMONG });
  return failingSince(sent.flatMap(endOf), most);
}

function endOf({ at, status, reasonCode }: CarriedText): PastSend[] {
  switch (status) {
    case 'sent':
    case 'delivered':
      return [{ at, end: 'ok' }];
    case 'failed':
    case 'undelivered':
      return mayBeTheLine(reasonCode) ? [{ at, end: 'failed' }] : [];
    case 'sending':
      return [{ at, end: 'open' }];
    default:
      return [];
  }
}

/** Where a person's word is kept that texts go out again. */
export function clearedKey(gatewayId: string): string {
  return `gateways.failuresCleared.${gatewayId}`;
}

function clearedAt(tx: ReadTx, gatewayId: string): number {
  const at = tx.settings.get(clearedKey(gatewayId));
  return typeof at === 'number' ? at : 0;
}
