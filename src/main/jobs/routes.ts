/**
 * The gateways as the choice of a route sees them: what each can carry, since when it is closed, whether its day is used up. Reads what is
 * stored, so that the moment of writing a text and the moment of sending it see the same; decides nothing (domain/routing).
 */
import type { Route } from '../domain/routing/route.ts';
import type { GatewayRecord, MessageRecord } from '../store/records.ts';
import type { ReadTx } from '../store/store.ts';
import { cappedUntil } from './dailyCap.ts';
import { failingOn, isKnownToday, newPeopleUntil, roomOn } from './line.ts';
import type { GatewayRegistry, ReadLimits, SendLimits } from './deps.ts';

/** All routes at `now` (UTC ms), the oldest gateway first. */
export type ReadRoutes = (tx: ReadTx, now: number) => readonly Route[];

export interface RoutesDeps {
  readonly gateways: GatewayRegistry;
  readonly limits: ReadLimits;
  /** Where a gateway may fetch a picture for a short while; null, or left out: there is no public address. */
  readonly mediaLink?: (attachmentId: string) => string | null;
}

export function createRouteReader(deps: RoutesDeps): ReadRoutes {
  return (tx, now) => tx.gateways.list().map((record) => toRoute(deps, tx, record, now));
}

function toRoute(deps: RoutesDeps, tx: ReadTx, record: GatewayRecord, now: number): Route {
  const limits = deps.limits(tx, record);
  const failing = failingOn(tx, record, limits, now);
  return {
    gatewayId: record.id,
    label: record.label,
    ownNumber: record.ownNumber,
    traits: traitsOf(deps, record.id),
    closed: closedSince(record, now),
    failing: failing !== null && now < failing.probeAt ? failing : null,
    capped: cappedNow(tx, record, limits, now),
    newPeopleUntil: newPeopleUntil(tx, record, limits, now),
  };
}

/** What is used up for every text, however short. */
function cappedNow(tx: ReadTx, record: GatewayRecord, limits: SendLimits, now: number): Route['capped'] {
  const tomorrow = cappedUntil(tx, record, limits, now);
  if (tomorrow !== null) return { until: tomorrow, why: 'day' };
  const room = roomOn(tx, record, limits, 1, now);
  return room > now ? { until: room, why: 'halfHour' } : null;
}

/**
 * The routes as they are for a text to one conversation: where the day's people are used up, only those who were texted today are left. A
 * person who waits for an answer is answered all the same.
 */
export function routesTo(
  tx: ReadTx,
  routes: readonly Route[],
  text: Pick<MessageRecord, 'conversationId' | 'trigger' | 'purpose'>,
  limits: { readonly zone: string },
  now: number,
): readonly Route[] {
  if (text.trigger === 'reply' || text.purpose === 'system') return routes;
  return routes.map((route) => {
    const { gatewayId, capped, newPeopleUntil: until } = route;
    if (until === null || capped !== null) return route;
    if (isKnownToday(tx, { id: gatewayId }, limits, text.conversationId, now)) return route;
    return { ...route, capped: { until, why: 'people' } };
  });
}

/** What it can carry as things stand: a gateway that fetches pictures carries none without a public address. */
function traitsOf({ gateways, mediaLink }: RoutesDeps, gatewayId: string): Route['traits'] {
  const traits = gateways.get(gatewayId)?.traits;
  if (traits === undefined) return null;
  const linked = traits.mediaByUrl !== true || (mediaLink?.('probe') ?? null) !== null;
  return { ...traits, carriesMedia: traits.carriesMedia && linked };
}

/** A pause by hand counts from the click; anything else from when the connection was found closed. */
function closedSince({ pausedAt, state, since }: GatewayRecord, now: number): Route['closed'] {
  if (pausedAt !== null) return { since: pausedAt, why: 'paused' };
  if (state !== 'down' && state !== 'refused') return null;
  return { since: since ?? now, why: state };
}
