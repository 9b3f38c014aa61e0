/** Whether texts are stuck: no gateway has been able to send for a while (peers.md d6). Reads only. */
import type { GatewayState } from '../../../contract/gateways.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import type { ReadTx } from '../../store/store.ts';

export interface Outage {
  /** Since when, UTC ms. */
  readonly since: number;
  /** Texts that are of no use after this instant are called instead. */
  readonly until: number;
}

/** A gateway that is away for less comes back by itself more often than not. */
const LONG_MS = 30 * MINUTE_MS;
const CANNOT: ReadonlySet<GatewayState> = new Set<GatewayState>(['down', 'refused', 'paused']);
/** How far ahead the desk looks: a call takes time, and an hour from now it may be too late for a text. */
const AHEAD_MS = 2 * HOUR_MS;

/** Null: some gateway sends, or none has ever been set up. */
export function outageAt(tx: ReadTx, now: number): Outage | null {
  const gateways = tx.gateways.list();
  if (gateways.length === 0) return null;
  const away = gateways.map(({ state, since }) => (CANNOT.has(state) ? (since ?? now) : null));
  if (away.includes(null)) return null;
  // The last of them to go is the moment from which nothing could be sent.
  const since = Math.max(...away.map((at) => at ?? now));
  return now - since < LONG_MS ? null : { since, until: now + AHEAD_MS };
}
