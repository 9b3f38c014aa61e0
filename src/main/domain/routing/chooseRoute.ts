/**
 * Which way a text goes (ADR 0014): by the route and number the person last wrote to, else by the practice's preference; around a route
 * that has been closed for long, or has no texts left today, where the practice allows it. Pure: asked when the text is written, again
 * whenever a route changes, and again when the text is about to leave; the same facts always give the same answer.
 */
import type { Reason } from '../../../contract/common.ts';
import { MINUTE_MS } from '../time.ts';
import { mayBeOut, mayFailOver } from './mayFailOver.ts';
import type { ClosedWhy, Route, RouteChoice, RouteWhy, RoutingInput, Way } from './route.ts';
import { cappedReason, closedReason, failoverReason, noRouteReason, spillReason } from './words.ts';

/** The route of a text as things stand at `input.now`. */
export function chooseRoute(input: RoutingInput): RouteChoice {
  const stays = boundForGood(input);
  if (stays !== null) return stays;
  const able = input.routes.filter((route) => canCarry(route, input));
  const home = homeOf(input, able);
  if (home === null) return { kind: 'none', reason: noRouteReason(input) };
  if (isOpen(home.route, input)) return via(input, 'go', home.route, home.why, null);
  const around = wayAround(input, able, home.route);
  if (around !== null) return around;
  const bound = boundAmong(input, able) ?? home.route;
  const why = bound === home.route ? home.why : 'bound';
  if (isOpen(bound, input)) return via(input, 'go', bound, why, null);
  return via(input, 'wait', bound, why, reasonToWait(bound, input));
}

/** Whether this gateway can carry a text like this at all. */
function canCarry({ traits }: Route, { text, policy }: RoutingInput): boolean {
  if (traits === null) return false;
  if (text.channel === 'whatsapp' && !(policy.whatsApp && traits.carriesWhatsApp)) return false;
  if (text.purpose === 'marketing' && !traits.carriesMarketing) return false;
  return !text.hasMedia || traits.carriesMedia;
}

/** A text that may be out already keeps its route, whatever has become of that. Null: it is free. */
function boundForGood(input: RoutingInput): RouteChoice | null {
  const { bound, routes } = input;
  if (bound === null || bound.gatewayId === null || !mayBeOut(bound.attempts)) return null;
  const route = routes.find(({ gatewayId }) => gatewayId === bound.gatewayId);
  // Its gateway was removed: there is nowhere to ask, a person decides.
  if (route === undefined) return { kind: 'none', reason: noRouteReason(input) };
  if (isOpen(route, input)) return via(input, 'go', route, 'mayBeOut', null);
  return via(input, 'wait', route, 'mayBeOut', reasonToWait(route, input));
}

interface Closed {
  readonly since: number;
  readonly why: ClosedWhy;
}

interface Home {
  readonly route: Route;
  readonly why: RouteWhy;
}

function homeOf({ lastWroteTo, policy }: RoutingInput, able: readonly Route[]): Home | null {
  const named = (id: string | null | undefined): Route | undefined => able.find(({ gatewayId }) => gatewayId === id);
  const wroteTo = named(lastWroteTo?.gatewayId);
  if (wroteTo !== undefined) return { route: wroteTo, why: 'lastWroteTo' };
  const preferred = named(policy.preferredGatewayId);
  if (preferred !== undefined) return { route: preferred, why: 'preferred' };
  const [first] = able;
  return first === undefined ? null : { route: first, why: 'first' };
}

/** Another open route, where the rules allow to leave `home`. Null: it has to wait. */
function wayAround(input: RoutingInput, able: readonly Route[], home: Route): RouteChoice | null {
  const { policy, text, bound, now } = input;
  const open = able.filter((route) => route !== home && isOpen(route, input));
  const other = open.find(({ gatewayId }) => gatewayId === policy.preferredGatewayId) ?? open[0];
  if (other === undefined) return null;
  const closed = closedFor(home, input);
  if (closed === null) {
    return policy.spill && home.capped !== null
      ? via(input, 'go', other, 'spill', spillReason(home, other, home.capped.why))
      : null;
  }
  const closedForMs = now - closed.since;
  const may = mayFailOver({ policy, closedForMs, text, attempts: bound?.attempts ?? [] });
  if (may !== 'yes') return null;
  return via(
    input,
    'go',
    other,
    'failover',
    failoverReason({ home, other, why: closed.why, minutes: Math.floor(closedForMs / MINUTE_MS) }),
  );
}

function boundAmong({ bound }: RoutingInput, able: readonly Route[]): Route | undefined {
  return bound === null ? undefined : able.find(({ gatewayId }) => gatewayId === bound.gatewayId);
}

function isOpen(route: Route, input: RoutingInput): boolean {
  return closedFor(route, input) === null && route.capped === null;
}

/** What closes a route for this text. While texts fail on it a person may still try; a machine waits. */
function closedFor({ closed, failing }: Route, { text }: RoutingInput): Closed | null {
  if (closed !== null) return closed;
  return failing === null || text.trigger !== 'automatic' ? null : { since: failing.since, why: 'failing' };
}

function reasonToWait(route: Route, input: RoutingInput): Reason | null {
  const closed = closedFor(route, input);
  if (closed !== null) return closedReason(route, closed.why);
  return route.capped === null ? null : cappedReason(route, route.capped.why);
}

function via(
  { lastWroteTo, known }: RoutingInput,
  kind: 'go' | 'wait',
  route: Route,
  why: RouteWhy,
  reason: Extract<RouteChoice, { kind: 'go' | 'wait' }>['reason'],
): RouteChoice {
  const back = lastWroteTo?.gatewayId === route.gatewayId ? lastWroteTo : null;
  const from = back?.ownNumber ?? null;
  const sim = back?.sim ?? null;
  const way = { gatewayId: route.gatewayId, ownNumber: from ?? route.ownNumber, sim };
  return {
    kind,
    gatewayId: route.gatewayId,
    from,
    sim,
    why,
    reason,
    prefixPracticeName: known !== null && isAnotherNumber(known, way),
  };
}

/** Whether two ways show another number of ours. What is not known is taken to be the same within one gateway. */
function isAnotherNumber(known: Way, way: Way): boolean {
  if (known.ownNumber !== null && way.ownNumber !== null) return known.ownNumber !== way.ownNumber;
  if (known.gatewayId !== way.gatewayId) return true;
  return known.sim !== null && way.sim !== null && known.sim !== way.sim;
}
