/**
 * The live gateways by id: made on first use from what is stored about them, made anew when that changed, forgotten when they go.
 * The one place that knows which kind of gateway is which class of code.
 */
import { z } from 'zod';
import type { Secrets } from '../platform/ports.ts';
import { createCredentialStore, phoneSecretName } from './capcom6/credentials.ts';
import { pairPhone } from './capcom6/pairPhone.ts';
import type { PairedPhone, PairingFailure, PairPhoneInput } from './capcom6/pairPhone.ts';
import { createPhoneGateway } from './capcom6/phoneGateway.ts';
import type { PhoneHttpDeps } from './capcom6/phoneHttp.ts';
import type { Gateway } from './gateway.ts';
import type { HooksOf, PublicHookUrl } from './hooks.ts';
import { createTwilioParts } from './twilio/parts.ts';
import type { TwilioParts } from './twilio/parts.ts';

/** What is stored about a gateway, as far as making a client needs it. */
export interface StoredGateway {
  readonly id: string;
  readonly kind: 'phone' | 'twilio';
  readonly config: Readonly<Record<string, unknown>>;
}

export interface GatewayRegistryDeps extends PhoneHttpDeps {
  readonly secrets: Secrets;
  /** Undefined when the gateway was removed. */
  readonly lookUp: (gatewayId: string) => StoredGateway | undefined;
  /** Where a gateway reaches this computer; asked at each use. */
  readonly publicHookUrl: PublicHookUrl;
  /** Whether a message at the gateway belongs to a text of ours already. */
  readonly isBound: (gatewayId: string, gatewayMessageId: string) => boolean;
  /** Stands for Twilio (DESKBELL_TWILIO_API_URL). */
  readonly twilioApiUrl?: string | undefined;
}

export interface LiveGateways {
  /** Undefined: removed, or of a kind or shape this version cannot use; nothing goes through it. */
  get(gatewayId: string): Gateway | undefined;
  /** What proves and reads the posts of a gateway. Asked for each post: credentials are to be kept in memory. */
  readonly hooksOf: HooksOf;
  /** Whether its credentials are still there. */
  hasCredentials(gatewayId: string): Promise<boolean>;
  /** Pairs with a phone; its credentials are kept under `gatewayId` when that worked. Never throws for the network. */
  pairPhone(
    gatewayId: string,
    input: PairPhoneInput,
    signal: AbortSignal,
  ): Promise<Omit<PairedPhone, 'credentials'> | PairingFailure>;
  /** Connecting, testing and setting up Twilio accounts. */
  readonly twilio: TwilioParts['account'];
  /** Forgets client and credentials. */
  forget(gatewayId: string): Promise<void>;
}

const PhoneConfig = z.object({ baseUrl: z.string(), deviceId: z.string().nullable().default(null) });

/** An empty registry. */
export function createGatewayRegistry(deps: GatewayRegistryDeps): LiveGateways {
  const live = new Map<string, { readonly madeFrom: string; readonly gateway: Gateway }>();
  const forgetClient = (gatewayId: string): void => void live.delete(gatewayId);
  const twilio = createTwilioParts({ ...deps, forgetClient });
  const make = ({ id, kind, config }: StoredGateway): Gateway | undefined => {
    if (kind === 'twilio') return twilio.make(id, config);
    const parsed = PhoneConfig.safeParse(config).data;
    const credentials = createCredentialStore(deps.secrets, id);
    return parsed && createPhoneGateway({ ...deps, credentials }, { id, ...parsed });
  };
  return {
    get(gatewayId) {
      const stored = deps.lookUp(gatewayId);
      const madeFrom = JSON.stringify(stored?.config);
      const known = live.get(gatewayId);
      if (known?.madeFrom === madeFrom) return known.gateway;
      const gateway = stored && make(stored);
      if (gateway === undefined) live.delete(gatewayId);
      else live.set(gatewayId, { madeFrom, gateway });
      return gateway;
    },
    async hooksOf(gatewayId) {
      const stored = deps.lookUp(gatewayId);
      return stored?.kind === 'twilio' ? twilio.hooksOf(gatewayId) : undefined;
    },
    async hasCredentials(gatewayId) {
      const names = [phoneSecretName(gatewayId), twilio.secretName(gatewayId)];
      const found = await Promise.all(names.map((name) => deps.secrets.get(name)));
      return found.some((secret) => secret !== undefined);
    },
    twilio: twilio.account,
    async pairPhone(gatewayId, input, signal) {
      const paired = await pairPhone(deps, input, signal);
      if (!paired.ok) return paired;
      const { credentials, ...phone } = paired;
      await createCredentialStore(deps.secrets, gatewayId).save(credentials);
      // The client may hold a token of before.
      live.delete(gatewayId);
      return phone;
    },
    async forget(gatewayId) {
      live.delete(gatewayId);
      await deps.secrets.delete(phoneSecretName(gatewayId));
      await twilio.forget(gatewayId);
    },
  };
}
