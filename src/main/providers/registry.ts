/**
 * The live gateways by id: made on first use from what is stored about them, made anew when that changed, forgotten when they go.
 * The one place that knows which kind of gateway is which class of code.
 */
import type { NetworkAddress, Processes, Random, Secrets } from '../platform/ports.ts';
import { createPhoneParts } from './capcom6/parts.ts';
import type { Phones } from './capcom6/parts.ts';
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
  readonly random: Random;
  readonly processes: Processes;
  /** This computer's addresses, for the search for phones. */
  readonly networks: () => readonly NetworkAddress[];
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
  /** Pairing with phones, finding them, and what else concerns a phone rather than a text. */
  readonly phones: Phones;
  /** Connecting, testing and setting up Twilio accounts. */
  readonly twilio: TwilioParts['account'];
  /** Forgets client and credentials. */
  forget(gatewayId: string): Promise<void>;
}

/** An empty registry. */
export function createGatewayRegistry(deps: GatewayRegistryDeps): LiveGateways {
  const live = new Map<string, { readonly madeFrom: string; readonly gateway: Gateway }>();
  const forgetClient = (gatewayId: string): void => void live.delete(gatewayId);
  const twilio = createTwilioParts({ ...deps, forgetClient });
  const get = (gatewayId: string): Gateway | undefined => {
    const stored = deps.lookUp(gatewayId);
    const madeFrom = JSON.stringify(stored?.config);
    const known = live.get(gatewayId);
    if (known?.madeFrom === madeFrom) return known.gateway;
    const gateway = stored && make(stored);
    if (gateway === undefined) live.delete(gatewayId);
    else live.set(gatewayId, { madeFrom, gateway });
    return gateway;
  };
  const phone = createPhoneParts({ ...deps, forgetClient, live: get });
  const make = ({ id, kind, config }: StoredGateway): Gateway | undefined => {
    if (kind === 'twilio') return twilio.make(id, config);
    return phone.make(id, config);
  };
  return {
    get,
    async hooksOf(gatewayId) {
      const stored = deps.lookUp(gatewayId);
      if (stored === undefined) return undefined;
      return stored.kind === 'twilio' ? twilio.hooksOf(gatewayId) : phone.hooksOf(gatewayId);
    },
    async hasCredentials(gatewayId) {
      const names = [phone.secretName(gatewayId), twilio.secretName(gatewayId)];
      const found = await Promise.all(names.map((name) => deps.secrets.get(name)));
      return found.some((secret) => secret !== undefined);
    },
    phones: phone.phones,
    twilio: twilio.account,
    async forget(gatewayId) {
      live.delete(gatewayId);
      await phone.forget(gatewayId);
      await twilio.forget(gatewayId);
    },
  };
}
