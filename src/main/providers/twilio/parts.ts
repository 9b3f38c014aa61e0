/**
 * Twilio as the registry sees it: gateways from stored config, hooks, and everything that concerns an account rather than a text.
 * Keeps credentials in memory only inside what it made.
 */
import type { GatewayCheck, WhatsAppTemplate } from '../../../contract/gateways.ts';
import type { Secrets } from '../../platform/ports.ts';
import type { Gateway, GatewayResult } from '../gateway.ts';
import type { GatewayHooks, PublicHookUrl } from '../hooks.ts';
import { TwilioConfig } from './config.ts';
import { connectTwilio, setWebhooks, testTwilio } from './connect.ts';
import type { ConnectedTwilio, ConnectionFailure, ConnectTwilioInput, WebhooksOutcome } from './connect.ts';
import { createTwilioCredentialStore, twilioSecretName } from './credentials.ts';
import { describeFailure, problemOf } from './failures.ts';
import { createTwilioHooks } from './hooks.ts';
import { listTemplates } from './templates.ts';
import { createTwilioClient } from './twilioClient.ts';
import type { TwilioClient } from './twilioClient.ts';
import { createTwilioGateway } from './twilioGateway.ts';
import type { TwilioHttpDeps } from './twilioHttp.ts';
import { checkVerification, startVerification } from './verify.ts';
import type { VerifyCheck, VerifyStart } from './verify.ts';

const TEMPLATES_KEPT_MS = 5 * 60_000;

export interface TwilioPartsDeps extends TwilioHttpDeps {
  readonly secrets: Secrets;
  readonly publicHookUrl: PublicHookUrl;
  readonly isBound: (gatewayId: string, gatewayMessageId: string) => boolean;
  readonly lookUp: (gatewayId: string) => { readonly config: Readonly<Record<string, unknown>> } | undefined;
  /** Its credentials changed: what was made of the old ones must go. */
  readonly forgetClient: (gatewayId: string) => void;
}

/** What can be done with an account; all of it by the id of its gateway. Null: not a Twilio gateway any more. */
export interface TwilioAccounts {
  /** Connects; the credentials are kept under `gatewayId` when that worked. Never throws for the network. */
  connect(
    gatewayId: string,
    input: ConnectTwilioInput,
    signal: AbortSignal,
  ): Promise<Omit<ConnectedTwilio, 'credentials'> | ConnectionFailure>;
  /** The checks of the set-up page; null also when sender or credentials are gone. */
  test(gatewayId: string, country: string, signal: AbortSignal): Promise<readonly GatewayCheck[] | null>;
  /** Tells Twilio where to post texts, or nowhere. */
  setWebhooks(
    gatewayId: string,
    on: boolean,
    signal: AbortSignal,
  ): Promise<WebhooksOutcome | 'noAddress' | 'noToken' | null>;
  /** Approved WhatsApp templates by name, as they were some minutes ago at most. */
  templates(gatewayId: string, signal?: AbortSignal): Promise<GatewayResult<readonly WhatsAppTemplate[]> | null>;
  startVerification(
    gatewayId: string,
    request: { readonly to: string; readonly locale?: string },
    signal?: AbortSignal,
  ): Promise<GatewayResult<VerifyStart> | null>;
  checkVerification(
    gatewayId: string,
    request: { readonly remoteId: string; readonly code: string },
    signal?: AbortSignal,
  ): Promise<GatewayResult<VerifyCheck> | null>;
}

export interface TwilioParts {
  /** Undefined: a config this version cannot use. */
  make(gatewayId: string, config: Readonly<Record<string, unknown>>): Gateway | undefined;
  /** Undefined: no auth token is known, so nothing that is posted could be proved. */
  hooksOf(gatewayId: string): Promise<GatewayHooks | undefined>;
  secretName(gatewayId: string): string;
  forget(gatewayId: string): Promise<void>;
  readonly account: TwilioAccounts;
}

/** Everything Twilio, for one registry. */
export function createTwilioParts(deps: TwilioPartsDeps): TwilioParts {
  const hooks = new Map<string, GatewayHooks>();
  const drop = (gatewayId: string): void => {
    hooks.delete(gatewayId);
    deps.forgetClient(gatewayId);
  };
  return {
    make(gatewayId, stored) {
      const config = TwilioConfig.safeParse(stored).data;
      const credentials = createTwilioCredentialStore(deps.secrets, gatewayId);
      return config && createTwilioGateway({ ...deps, credentials }, gatewayId, config);
    },
    async hooksOf(gatewayId) {
      const known = hooks.get(gatewayId);
      if (known !== undefined) return known;
      const credentials = await createTwilioCredentialStore(deps.secrets, gatewayId).load();
      if (credentials === null || credentials.authTokens.length === 0) return undefined;
      const made = createTwilioHooks({ clock: deps.clock, ...credentials });
      hooks.set(gatewayId, made);
      return made;
    },
    secretName: twilioSecretName,
    async forget(gatewayId) {
      drop(gatewayId);
      await deps.secrets.delete(twilioSecretName(gatewayId));
    },
    account: createAccounts(deps, drop),
  };
}

function createAccounts(deps: TwilioPartsDeps, drop: (gatewayId: string) => void): TwilioAccounts {
  const open = (gatewayId: string): { readonly client: TwilioClient; readonly config: TwilioConfig } | null => {
    const config = TwilioConfig.safeParse(deps.lookUp(gatewayId)?.config).data;
    const store = createTwilioCredentialStore(deps.secrets, gatewayId);
    return config === undefined ? null : { client: createTwilioClient(deps, store.load), config };
  };
  const verifying = (gatewayId: string) => {
    const opened = open(gatewayId);
    const serviceSid = opened?.config.verifyServiceSid ?? null;
    return opened === null || serviceSid === null ? null : { client: opened.client, serviceSid };
  };
  return {
    async connect(gatewayId, input, signal) {
      const connected = await connectTwilio(deps, input, deps.publicHookUrl(gatewayId, 'inbound'), signal);
      if (!connected.ok) return connected;
      const { credentials, ...account } = connected;
      await createTwilioCredentialStore(deps.secrets, gatewayId).save(credentials);
      drop(gatewayId);
      return account;
    },
    async test(gatewayId, country, signal) {
      const opened = open(gatewayId);
      const credentials = await createTwilioCredentialStore(deps.secrets, gatewayId).load();
      if (opened === null || credentials === null) return null;
      const withAuthToken = credentials.user === credentials.accountSid;
      const inboundUrl = deps.publicHookUrl(gatewayId, 'inbound');
      return testTwilio(opened.client, opened.config, { withAuthToken, country, inboundUrl }, signal);
    },
    async setWebhooks(gatewayId, on, signal) {
      const opened = open(gatewayId);
      if (opened === null) return null;
      const isOurs = (url: string): boolean => withoutQuery(url).endsWith(`/${gatewayId}/inbound`);
      if (!on) return setWebhooks(opened.client, opened.config, { on, isOurs }, signal);
      const credentials = await createTwilioCredentialStore(deps.secrets, gatewayId).load();
      if (credentials === null || credentials.authTokens.length === 0) return 'noToken';
      const url = deps.publicHookUrl(gatewayId, 'inbound');
      return url === null ? 'noAddress' : setWebhooks(opened.client, opened.config, { on, url }, signal);
    },
    templates: createTemplateShelf(deps.clock, (gatewayId) => open(gatewayId)?.client ?? null),
    async startVerification(gatewayId, request, signal) {
      const opened = verifying(gatewayId);
      return opened === null ? null : startVerification(opened.client, opened.serviceSid, request, signal);
    },
    async checkVerification(gatewayId, request, signal) {
      const opened = verifying(gatewayId);
      return opened === null ? null : checkVerification(opened.client, opened.serviceSid, request, signal);
    },
  };
}

/** Templates change rarely and are looked at while somebody writes: read once, kept for a while. */
function createTemplateShelf(
  clock: TwilioPartsDeps['clock'],
  clientOf: (gatewayId: string) => TwilioClient | null,
): TwilioAccounts['templates'] {
  const shelf = new Map<string, { readonly until: number; readonly value: readonly WhatsAppTemplate[] }>();
  return async (gatewayId, signal) => {
    const known = shelf.get(gatewayId);
    const client = clientOf(gatewayId);
    if (client === null) return null;
    if (known !== undefined && clock.monotonic() < known.until) return { ok: true, value: known.value };
    const listed = await listTemplates(client, signal);
    if (!listed.ok) return { ok: false, problem: problemOf(listed), detail: describeFailure(listed) };
    shelf.set(gatewayId, { until: clock.monotonic() + TEMPLATES_KEPT_MS, value: listed.value });
    return { ok: true, value: listed.value };
  };
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
