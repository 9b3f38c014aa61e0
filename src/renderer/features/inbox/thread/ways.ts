/** The way of a text, and whether the next one went another. Pure. */
import type { Message, MessageRoute } from '../../../contract.ts';

/** The last digits by which people tell numbers of ours apart. */
export function numberEnding(number: string | null): string | null {
  return number === null ? null : number.slice(-4);
}

/** The way and channel of a text, as far as the eye follows them. */
export interface Travelled {
  readonly route: MessageRoute;
  readonly channel: Message['channel'];
}

/** Whether a text went another way than the one before. What is not known of a way changes nothing. */
export function isAnotherWay(before: Travelled, now: Travelled): boolean {
  const [from, to] = [before.route, now.route];
  if (before.channel !== now.channel || from.label !== to.label || from.gatewayKind !== to.gatewayKind) return true;
  if (from.ownNumber !== null && to.ownNumber !== null && from.ownNumber !== to.ownNumber) return true;
  return from.sim !== null && to.sim !== null && from.sim !== to.sim;
}

/** What is known of the way after `message`: a text that does not tell its number leaves the one before standing. */
export function wayAfter(before: Travelled | null, { route, channel, direction }: Message): Travelled | null {
  if (route === null || direction === 'none') return before;
  const known = before !== null && !isAnotherWay(before, { route, channel }) ? before.route : null;
  const ownNumber = route.ownNumber ?? known?.ownNumber ?? null;
  return { route: { ...route, ownNumber, sim: route.sim ?? known?.sim ?? null }, channel };
}

/** The way of `message` when it is another one than before; null when it is the same, or nothing is known of it. */
export function turnAt(before: Travelled | null, { route, channel, direction }: Message): Travelled | null {
  if (route === null || before === null || direction === 'none') return null;
  const way = { route, channel };
  return isAnotherWay(before, way) ? way : null;
}
