/** Gateways as the screens show them. Reads only; never a credential. */
import { z } from 'zod';
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { GatewaySummary } from '../../../contract/gateways.ts';
import { addDays, instantOnDay, toLocal } from '../../domain/time.ts';
import { failingOn, halfHourLeft } from '../../jobs/line.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import { readLimits } from '../settings/sendLimits.ts';
import { accountOf } from './accountRecord.ts';
import { readHearing, standingOfHearing } from './hearingState.ts';
import { setupOf } from './phoneRecord.ts';
import { webhooksOf } from './renewWebhooks.ts';

/** The part of a stored health answer that is shown. */
const Shown = z.object({
  version: z.string().nullable().catch(null),
  deviceName: z.string().nullable().catch(null),
  batteryPercent: z.number().nullable().catch(null),
  clockSkewMs: z.number().nullable().catch(null),
  canReceive: z.boolean().catch(true),
});

export function viewGateway(tx: ReadTx, gateway: GatewayRecord, now: number): GatewaySummary {
  const health = Shown.parse(gateway.health ?? {});
  // A daily test that heard nothing is an alarm until one does; anything the phone itself says is wrong comes first.
  const webhooks = webhooksOf(gateway);
  const deaf = gateway.kind === 'phone' && hasGoneDeaf(tx, gateway.id, now);
  const limits = readLimits(tx, gateway);
  const failing = failingOn(tx, gateway, limits, now) !== null;
  const halfHour = halfHourLeft(tx, gateway, limits, now);
  return {
    id: gateway.id,
    kind: gateway.kind,
    label: gateway.label,
    state: gateway.pausedAt === null ? gateway.state : 'paused',
    problem: gateway.pausedAt === null ? (gateway.problem ?? lesserProblem({ failing, deaf, webhooks })) : 'paused',
    since: gateway.pausedAt ?? gateway.since,
    canReceive: health.canReceive && !deaf,
    ownNumber: gateway.ownNumber,
    version: health.version,
    deviceName: health.deviceName,
    batteryPercent: health.batteryPercent === null ? null : Math.round(health.batteryPercent),
    clockSkewMs: health.clockSkewMs === null ? null : Math.round(health.clockSkewMs),
    address: gateway.address,
    queued: tx.outbox.countFor(gateway.id),
    ...countsOf(tx, gateway, now),
    ...(halfHour === null ? {} : { halfHourLeft: halfHour }),
    lastHeardAt: gateway.lastHeardAt,
    lastInboundAt: gateway.lastInboundAt,
    simulated: gateway.simulated,
    webhooks,
    ...(gateway.kind === 'phone' ? { phone: setupOf(gateway) } : { account: accountOf(gateway) }),
  };
}

/** What is told where the gateway itself complains of nothing, the worst first. */
function lesserProblem(found: {
  readonly failing: boolean;
  readonly deaf: boolean;
  readonly webhooks: GatewaySummary['webhooks'];
}): GatewayProblem | null {
  if (found.failing) return 'sendsFail';
  if (found.deaf) return 'notHeard';
  return found.webhooks === 'oldAddress' ? 'oldHookAddress' : null;
}

function countsOf(
  tx: ReadTx,
  gateway: GatewayRecord,
  now: number,
): Pick<GatewaySummary, 'oldestQueuedAt' | 'sentToday' | 'failedToday' | 'dayLeft' | 'downSince'> {
  const { practice, sending } = readSettings(tx);
  const { zone } = practice;
  const today = toLocal(now, zone);
  const day = {
    from: instantOnDay(today, 0, zone),
    to: instantOnDay(addDays(today, 1), 0, zone),
    gatewayId: gateway.id,
  };
  const sentToday = tx.messages.countSent(day);
  const closed = gateway.state === 'down' || gateway.state === 'refused';
  return {
    oldestQueuedAt: tx.outbox.oldestDueFor(gateway.id, now),
    sentToday,
    failedToday: tx.messages.countFailed(day),
    // A business number has no limit of ours.
    dayLeft: gateway.kind === 'phone' ? Math.max(0, sending.perDay - sentToday) : null,
    downSince: gateway.pausedAt ?? (closed ? gateway.since : null),
  };
}

function hasGoneDeaf(tx: ReadTx, gatewayId: string, now: number): boolean {
  const test = readHearing(tx, gatewayId);
  return test !== null && test.daily && standingOfHearing(tx, gatewayId, now).why === 'silence';
}
