/** What the gateways feature is given. The provider's own code comes in as functions; no client is made here. */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { GatewayHealth } from '../../providers/gateway.ts';
import type { LiveGateways } from '../../providers/registry.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';

/** A phone that answered, signed us in and took our settings. */
export interface PairedPhone {
  readonly ok: true;
  readonly baseUrl: string;
  readonly deviceId: string;
  readonly deviceName: string | null;
  readonly version: string;
  readonly phoneNumber: string | null;
  readonly batteryPercent: number | null;
  readonly roundTripMs: number;
  readonly clockSkewMs: number | null;
  readonly warning: GatewayProblem | null;
}
export interface PairingFailure {
  readonly ok: false;
  readonly problem: GatewayProblem | 'badAddress';
  readonly detail: string;
}

export interface GatewaysDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Pairs with the phone and keeps its credentials under `gatewayId` when that worked. Never throws for the network. */
  readonly pairPhone: (
    gatewayId: string,
    input: { readonly address: string; readonly username: string; readonly password: string },
    signal: AbortSignal,
  ) => Promise<PairedPhone | PairingFailure>;
  /** Connecting, testing and setting up Twilio accounts. */
  readonly twilio: LiveGateways['twilio'];
  /** Looks at the gateway now; null when it has no credentials any more. */
  readonly checkHealth: (gateway: GatewayRecord, signal: AbortSignal) => Promise<GatewayHealth | null>;
  /** Forgets the credentials. */
  readonly forget: (gatewayId: string) => Promise<void>;
  /** Makes the jobs look at the gateways anew. */
  readonly changed: () => void;
  readonly simulated: boolean;
}
