/**
 * Looks at one gateway's health: now and then while all is well, and as the breaker's probe while it is not. It also compares clocks.
 */
import { callWithin } from './deadline.ts';
import type { Admission } from './admission.ts';
import type { JobDeps } from './deps.ts';
import type { Links } from './links.ts';
import { createLoop, describeError } from './loop.ts';
import type { Loop } from './loop.ts';

const LOOK_EVERY_MS = 60_000;
const CALL_LIMIT_MS = 15_000;

export type GatewayWatchDeps = JobDeps & { readonly links: Links; readonly admission: Admission };

/** The watch over one gateway, at rest. */
export function createGatewayWatch(deps: GatewayWatchDeps, gatewayId: string): Loop {
  return createLoop(deps, {
    name: 'gatewayWatch',
    run: async (signal) => {
      await lookAt(deps, gatewayId, signal);
      return deps.links.probeIn(gatewayId) ?? LOOK_EVERY_MS;
    },
  });
}

async function lookAt(deps: GatewayWatchDeps, gatewayId: string, stop: AbortSignal): Promise<void> {
  const gateway = deps.gateways.get(gatewayId);
  if (gateway === undefined) return;
  const end = await callWithin(deps.timers, { limitMs: CALL_LIMIT_MS, stop }, (signal) => gateway.checkHealth(signal));
  switch (end.kind) {
    case 'answered':
      deps.links.looked(gatewayId, end.value);
      if (end.value.reachable) deps.admission.sawSkew(gatewayId, end.value.clockSkewMs);
      return;
    case 'timeout':
      deps.links.failed(gatewayId, 'unreachable', true);
      return;
    case 'threw':
      deps.log.error({ gateway: gatewayId, error: describeError(end.error) }, 'gatewayWatch.defect');
      deps.links.failed(gatewayId, 'badAnswer', true);
      return;
    case 'stopped':
  }
}
