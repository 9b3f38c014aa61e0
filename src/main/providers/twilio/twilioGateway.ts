/** Twilio Programmable Messaging as a gateway. Wires the client and the single concerns beside this file; holds no queue and no rule of ours. */
import type { Gateway, GatewayTraits, Scheduling } from '../gateway.ts';
import type { PublicHookUrl } from '../hooks.ts';
import { isService } from './config.ts';
import type { TwilioConfig } from './config.ts';
import type { TwilioCredentials, TwilioCredentialStore } from './credentials.ts';
import { createCheckHealth } from './health.ts';
import { fetchInbox } from './inbox.ts';
import { fetchMedia } from './media.ts';
import { cancelText, eraseText } from './recall.ts';
import { reconcileText } from './reconcile.ts';
import { sendText } from './sending.ts';
import { createFetchStatuses } from './statuses.ts';
import { createTwilioClient } from './twilioClient.ts';
import type { TwilioHttpDeps } from './twilioHttp.ts';

export interface TwilioGatewayDeps extends TwilioHttpDeps {
  readonly credentials: TwilioCredentialStore;
  readonly publicHookUrl: PublicHookUrl;
  /** Whether a message of Twilio's belongs to a text of ours already. */
  readonly isBound: (gatewayId: string, gatewayMessageId: string) => boolean;
}

/** Between 15 and 30 s (twilio.md 4.6); webhooks bring texts sooner. */
const LOOK_EVERY_MS = 15_000;

/** 15 minutes to 35 days, with a Messaging Service (twilio.md section 1). A minute of room on each side. */
const SCHEDULING: Scheduling = { possible: true, minLeadMs: 16 * 60_000, maxLeadMs: 35 * 86_400_000 - 60_000 };
const NO_SCHEDULING: Scheduling = {
  possible: false,
  why: 'Twilio keeps texts until their time only for a Messaging Service. Connect it with the service instead of a number.',
};

function traitsOf(config: TwilioConfig): GatewayTraits {
  return {
    idempotentSend: false,
    canList: true,
    canSchedule: isService(config.sender) ? SCHEDULING : NO_SCHEDULING,
    // Only what waits there for its time can be taken back.
    canCancel: isService(config.sender),
    carriesMarketing: true,
    answersKeywords: true,
    carriesWhatsApp: config.whatsAppNumber !== null,
    carriesMedia: true,
    mediaByUrl: true,
    lookEveryMs: LOOK_EVERY_MS,
  };
}

/** A gateway for one account and sender. */
export function createTwilioGateway(deps: TwilioGatewayDeps, id: string, config: TwilioConfig): Gateway {
  const credentials = remember(deps.credentials);
  const client = createTwilioClient(deps, credentials);
  const { clock, log } = deps;
  const parts = { client, clock, log, config };
  const checkHealth = createCheckHealth(parts);
  const fetchStatuses = createFetchStatuses(parts);
  return {
    id,
    kind: 'twilio',
    traits: traitsOf(config),
    checkHealth,
    send: (text, signal) => sendText({ ...parts, statusUrl: () => deps.publicHookUrl(id, 'status') }, text, signal),
    reconcile: (text, attemptedAt, signal) =>
      reconcileText({ ...parts, isBound: (sid) => deps.isBound(id, sid) }, text, attemptedAt, signal),
    fetchStatuses,
    fetchInbox: (cursor, options, signal) => fetchInbox(parts, cursor, options, signal),
    // Twilio keeps its list by itself; there is nothing to stir.
    refreshInbox: async () => ({ ok: true, value: null }),
    fetchMedia: (ref, limitBytes, signal) => fetchMedia({ ...deps, credentials }, ref, limitBytes, signal),
    erase: (sid, signal, how = config.erase) => eraseText(client, sid, how, signal),
    cancel: (sid, signal) => cancelText(client, sid, signal),
  };
}

/** Credentials are read once: connecting anew makes a new gateway. Missing ones are looked for again. */
function remember(store: TwilioCredentialStore): () => Promise<TwilioCredentials | null> {
  let known: TwilioCredentials | null = null;
  return async () => (known ??= await store.load());
}
