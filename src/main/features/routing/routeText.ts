/**
 * Asks the rule which way a text goes (domain/routing), with what the conversation and the settings say: how the person last wrote, which
 * number of ours they know, what the practice prefers. Reads only; binding is `queueText`, moving is the jobs'.
 */
import type { Channel, Purpose, Trigger } from '../../../contract/common.ts';
import type { Routing } from '../../../contract/settings.ts';
import { chooseRoute } from '../../domain/routing/chooseRoute.ts';
import type { Route, RouteChoice, RoutingInput, RoutingPolicy, Way } from '../../domain/routing/route.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import { routesTo } from '../../jobs/routes.ts';
import type { AttemptRecord, JobRecord, MessageRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

export interface NewText {
  readonly conversationId: string;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly trigger: Trigger;
  readonly hasMedia: boolean;
}

/** Free text by WhatsApp is allowed for so long after the person wrote there (rules.md 6). */
const WHATSAPP_WINDOW_MS = DAY_MS;

/** The way of a text that is being written. */
export function routeNewText(tx: ReadTx, text: NewText, routes: readonly Route[], now: number): RouteChoice {
  return chooseRoute({ ...questionOf(tx, text, routes, now), bound: null });
}

/** The way of a text that waits, with what was tried before. The handler of the jobs. */
export function routeOf(
  tx: ReadTx,
  message: MessageRecord,
  job: JobRecord,
  routes: readonly Route[],
  now: number,
): RouteChoice {
  const text: NewText = {
    conversationId: message.conversationId,
    channel: message.channel,
    purpose: message.purpose,
    trigger: message.trigger ?? 'automatic',
    hasMedia: carriesPictures(message),
  };
  const attempts = tx.outbox.attemptsOf(job.id).map(toPast);
  // A text that tests one gateway proves nothing by another.
  const only = message.eventData?.['onlyBy'];
  const open = only === undefined ? routes : routes.filter(({ gatewayId }) => gatewayId === only);
  return chooseRoute({
    ...questionOf(tx, text, open, now),
    bound: { gatewayId: job.gatewayId, attempts },
  });
}

/** Whether pictures or files leave with this text. */
export function carriesPictures({ eventData }: MessageRecord): boolean {
  return eventData?.['pictures'] !== undefined;
}

/** By WhatsApp where the person last wrote there, the window is open and the practice uses it; else by SMS. */
export function channelOfAnswer(tx: ReadTx, conversationId: string, now: number): Channel {
  return isWindowOpen(tx, conversationId, now) && readSettings(tx).routing.whatsapp ? 'whatsapp' : 'sms';
}

/** Whether the person's newest text came by WhatsApp less than a day ago. */
export function isWindowOpen(tx: ReadTx, conversationId: string, now: number): boolean {
  const last = tx.messages.lastIncoming(conversationId);
  return last?.channel === 'whatsapp' && now - last.createdAt < WHATSAPP_WINDOW_MS;
}

function questionOf(
  tx: ReadTx,
  { conversationId, ...text }: NewText,
  routes: readonly Route[],
  now: number,
): Omit<RoutingInput, 'bound'> {
  const { practice, routing } = readSettings(tx);
  return {
    now,
    text,
    routes: routesTo(tx, routes, { conversationId, ...text }, practice, now),
    lastWroteTo: wayOf(tx.messages.lastIncoming(conversationId)),
    known: wayOf(tx.messages.lastTravelled(conversationId)),
    policy: policyOf(routing),
  };
}

function wayOf(message: MessageRecord | undefined): Way | null {
  if (message === undefined || message.gatewayId === null) return null;
  const { gatewayId, ownNumber, sim } = message;
  return { gatewayId, ownNumber, sim };
}

function policyOf(routing: Routing): RoutingPolicy {
  const { preferredGatewayId, failover, failoverAfterMinutes, spill, whatsapp } = routing;
  return { preferredGatewayId, failover, failoverAfterMs: failoverAfterMinutes * MINUTE_MS, spill, whatsApp: whatsapp };
}

function toPast({ outcome, claimedAt, finishedAt }: AttemptRecord): { outcome: typeof outcome; tookMs: number | null } {
  return { outcome, tookMs: finishedAt === null ? null : finishedAt - claimedAt };
}
