/** What the gateways feature is given. The provider's own code comes in as functions; no client is made here. */
import type { ReadRoutes } from '../../jobs/routes.ts';
import type { Reason } from '../../../contract/common.ts';
import type { Clock, Ids, Timers } from '../../platform/ports.ts';
import type { GatewayHealth } from '../../providers/gateway.ts';
import type { PublicHookUrl } from '../../providers/hooks.ts';
import type { LiveGateways } from '../../providers/registry.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { Store, WriteTx } from '../../store/store.ts';

/** A phone that answered, signed us in and took our settings. */
export type PairedPhone = Extract<Awaited<ReturnType<LiveGateways['phones']['pair']>>, { ok: true }>;

export interface GatewaysDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  /** The gateways as the choice of a route sees them. */
  readonly routes: ReadRoutes;
  /** Pairing with phones, finding them, and what else concerns a phone rather than a text. */
  readonly phones: LiveGateways['phones'];
  /** Connecting, testing and setting up Twilio accounts. */
  readonly twilio: LiveGateways['twilio'];
  /** Looks at the gateway now; null when it has no credentials any more. */
  readonly checkHealth: (gateway: GatewayRecord, signal: AbortSignal) => Promise<GatewayHealth | null>;
  /** Where a gateway reaches this PC now; null: nowhere. */
  readonly hookUrl: PublicHookUrl;
  /** Asks for a text back that a gateway keeps; its reminder is planned anew then. */
  readonly takeBack: (tx: WriteTx, messageId: string, reason: Reason, now: number) => boolean;
  /** Forgets the credentials. */
  readonly forget: (gatewayId: string) => Promise<void>;
  /** Makes the jobs look at the gateways anew. */
  readonly changed: () => void;
  readonly simulated: boolean;
}
