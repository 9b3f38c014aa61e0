/** Gateways as the screens show them. Reads only; never a credential. */
import { z } from 'zod';
import type { GatewaySummary } from '../../../contract/gateways.ts';
import { addDays, instantOnDay, toLocal } from '../../domain/time.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

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
  const { zone } = readSettings(tx).practice;
  const today = toLocal(now, zone);
  return {
    id: gateway.id,
    kind: gateway.kind,
    label: gateway.label,
    state: gateway.pausedAt === null ? gateway.state : 'paused',
    problem: gateway.pausedAt === null ? gateway.problem : 'paused',
    since: gateway.pausedAt ?? gateway.since,
    canReceive: health.canReceive,
    ownNumber: gateway.ownNumber,
    version: health.version,
    deviceName: health.deviceName,
    batteryPercent: health.batteryPercent === null ? null : Math.round(health.batteryPercent),
    clockSkewMs: health.clockSkewMs === null ? null : Math.round(health.clockSkewMs),
    address: gateway.address,
    queued: tx.outbox.countFor(gateway.id),
    sentToday: tx.messages.countSent({
      from: instantOnDay(today, 0, zone),
      to: instantOnDay(addDays(today, 1), 0, zone),
      gatewayId: gateway.id,
    }),
    lastHeardAt: gateway.lastHeardAt,
    lastInboundAt: gateway.lastInboundAt,
    simulated: gateway.simulated,
  };
}
