/**
 * Keeps gateways posting to the address this PC has now. A tunnel that was started anew has another address; what a person has switched on
 * goes on at the new one by itself, once somebody outside has been heard there. Idempotent, and only ever about registrations of ours.
 */
import { createHash } from 'node:crypto';
import type { GatewaySummary } from '../../../contract/gateways.ts';
import type { PublicHookUrl } from '../../providers/hooks.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { GatewaysDeps } from './deps.ts';
import { note } from './one.ts';

export type RenewDeps = Pick<GatewaysDeps, 'store' | 'clock' | 'phones' | 'twilio' | 'hookUrl'>;

/** Which address a gateway was told, without the address: it holds a secret. */
export function hookKeyOf(url: string): string {
  return createHash('sha256').update(url).digest('base64url').slice(0, 22);
}

/** What is kept of a switch by hand. */
export function switched(
  { hookUrl }: Pick<RenewDeps, 'hookUrl'>,
  gateway: Pick<GatewayRecord, 'id' | 'kind'>,
  on: boolean,
): Readonly<Record<string, unknown>> {
  const url = on ? hookUrlOf(hookUrl, gateway) : null;
  return { webhooks: on, hookKey: url === null ? null : hookKeyOf(url), hooksStale: false };
}

/** The address that is meant for a gateway of this kind; null: nobody can reach this PC. */
function hookUrlOf(
  hookUrl: PublicHookUrl,
  { id, kind }: Pick<GatewayRecord, 'id' | 'kind'>,
): ReturnType<PublicHookUrl> {
  return hookUrl(id, kind === 'twilio' ? 'inbound' : 'events');
}

/** Whether a gateway posts to us, as far as it is known. */
export function webhooksOf({ config }: Pick<GatewayRecord, 'config'>): NonNullable<GatewaySummary['webhooks']> {
  if (config['webhooks'] !== true) return 'off';
  return config['hooksStale'] === true ? 'oldAddress' : 'on';
}

/** Tells every gateway that posts to us the address of now, where it knows another one. Never throws for the network. */
export async function renewWebhooks(deps: RenewDeps, signal: AbortSignal): Promise<void> {
  for (const gateway of deps.store.read((tx) => tx.gateways.list())) {
    const url = hookUrlOf(deps.hookUrl, gateway);
    if (signal.aborted || url === null || webhooksOf(gateway) === 'off') continue;
    const key = hookKeyOf(url);
    if (gateway.config['hookKey'] === key && webhooksOf(gateway) === 'on') continue;
    const told = await tell(deps, gateway, signal);
    // Stopping is no refusal of the gateway.
    if (told || !signal.aborted) keep(deps, gateway.id, told ? key : null);
  }
}

async function tell({ phones, twilio }: RenewDeps, { id, kind }: GatewayRecord, signal: AbortSignal): Promise<boolean> {
  const outcome = await (kind === 'twilio' ? twilio : phones).setWebhooks(id, true, signal);
  return outcome !== null && typeof outcome !== 'string' && outcome.ok;
}

/** `key` null: it could not be told, and is asked again after the next look from outside. */
function keep({ store, clock }: RenewDeps, id: string, key: string | null): void {
  store.write('system', (tx) => {
    const gateway = tx.gateways.get(id);
    // A person may have switched it off meanwhile.
    if (gateway === undefined || webhooksOf(gateway) === 'off') return;
    const stale = key === null;
    if (stale && webhooksOf(gateway) === 'oldAddress') return;
    const config = { ...gateway.config, ...(stale ? {} : { hookKey: key }), hooksStale: stale };
    tx.gateways.update(id, { config });
    note(tx, id, stale ? 'gateway.webhooksStale' : 'gateway.webhooksMoved', clock.now());
  });
}
