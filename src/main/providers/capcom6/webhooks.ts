/**
 * Our registrations at the phone: which events, under which names, and whose others there are (capcom6.md 3.8, 11.2). They only make us
 * look sooner: everything they tell is found by polling, too.
 */
import type { GatewayResult } from '../gateway.ts';
import type { PhoneClient } from './phoneClient.ts';
import { toGatewayFailure } from './statuses.ts';

/**
 * The events we ask for. Not `mms:downloaded`: it carries whole pictures, and one that is too large for the listener would hold up
 * everything behind it for hours; `mms:received` is enough to look.
 */
const EVENTS = [
  'sms:received',
  'mms:received',
  'sms:sent',
  'sms:delivered',
  'sms:failed',
  'sms:cancelled',
  'app:started',
] as const;

export interface ForeignWebhook {
  /** Host only: paths may hold secrets. */
  readonly host: string;
  readonly event: string;
}

export interface WebhookReport {
  readonly registered: readonly string[];
  /** Events this version of the app does not know. */
  readonly unknown: readonly string[];
  /** Somebody else's: whoever registered them gets what these events tell. */
  readonly foreign: readonly ForeignWebhook[];
}

/** How the names of our registrations begin. */
export const OUR_WEBHOOKS = 'fd-';

/** Our name for a registration: stable, so that another address replaces it. */
export function webhookId(gatewayId: string, event: string): string {
  return `${OUR_WEBHOOKS}${gatewayId}-${event.replaceAll(':', '-')}`;
}

/** Tells the phone where to post. `url`: https, or http on 127.0.0.1 over USB. */
export async function registerWebhooks(
  client: PhoneClient,
  gatewayId: string,
  url: string,
  signal?: AbortSignal,
): Promise<GatewayResult<WebhookReport>> {
  const registered: string[] = [];
  const unknown: string[] = [];
  for (const event of EVENTS) {
    const saved = await client.saveWebhook({ id: webhookId(gatewayId, event), url, event }, signal);
    if (saved.ok) registered.push(event);
    else if (saved.status === 400 && /unsupported event/i.test(saved.detail)) unknown.push(event);
    else return toGatewayFailure(saved);
  }
  const foreign = await auditWebhooks(client, gatewayId, signal);
  return foreign.ok ? { ok: true, value: { registered, unknown, foreign: foreign.value } } : foreign;
}

/** Takes ours away. Unknown ones are no complaint. */
export async function unregisterWebhooks(
  client: PhoneClient,
  gatewayId: string,
  signal?: AbortSignal,
): Promise<GatewayResult<null>> {
  for (const event of EVENTS) {
    const gone = await client.deleteWebhook(webhookId(gatewayId, event), signal);
    if (!gone.ok && gone.status !== 404) return toGatewayFailure(gone);
  }
  return { ok: true, value: null };
}

/** Registrations that are not ours. */
export async function auditWebhooks(
  client: PhoneClient,
  gatewayId: string,
  signal?: AbortSignal,
): Promise<GatewayResult<readonly ForeignWebhook[]>> {
  const listed = await client.listWebhooks(signal);
  if (!listed.ok) return toGatewayFailure(listed);
  const ours = new Set<string>(EVENTS.map((event) => webhookId(gatewayId, event)));
  const foreign = listed.value
    .filter(({ id }) => !ours.has(id))
    .map(({ url, event }) => ({ host: URL.parse(url)?.host ?? 'unknown', event }));
  return { ok: true, value: foreign };
}
