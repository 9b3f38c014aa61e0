/**
 * One look at the phone: is it there, is it ours, may we use it, can it carry texts both ways (capcom6.md 9, 15).
 * The app's own overall verdict is ignored: on a network without internet it is always "fail".
 */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { GatewayHealth } from '../gateway.ts';
import type { PhoneClient, PhoneFailure, PhoneResult } from './phoneClient.ts';
import { parseVersion, versionProblem } from './version.ts';
import { checkValue } from './wire.ts';
import type { DeviceAnswer, HealthAnswer } from './wire.ts';

/** Over this, automatic sending pauses (architecture, decision 6). */
const MOST_SKEW_MS = 5 * 60_000;
const LOW_BATTERY_PERCENT = 25;

/** Looks at the phone; `expectedDeviceId` is the one we are paired with, null when unknown. Never throws for the network. */
export async function lookAtPhone(
  client: PhoneClient,
  expectedDeviceId: string | null,
  signal?: AbortSignal,
): Promise<GatewayHealth> {
  const health = await client.health(signal);
  if (!health.ok) return unreachable(health);
  const device = await client.device(signal);
  const problem = worstProblem(health.value, health.clockSkewMs, device, expectedDeviceId);
  const charging = checkValue(health.value, 'battery:charging');
  return {
    reachable: device.ok || device.status !== null,
    problem,
    version: health.value.version,
    deviceId: device.ok ? device.value.id : null,
    deviceName: device.ok ? (device.value.name ?? null) : null,
    batteryPercent: checkValue(health.value, 'battery:level'),
    charging: charging === null ? null : charging > 0,
    clockSkewMs: health.clockSkewMs,
    roundTripMs: Math.round(health.roundTripMs),
    canReceive: device.ok && canReceive(problem),
  };
}

function unreachable({ problem }: PhoneFailure): GatewayHealth {
  return {
    reachable: false,
    problem,
    version: null,
    deviceId: null,
    deviceName: null,
    batteryPercent: null,
    charging: null,
    clockSkewMs: null,
    roundTripMs: null,
    canReceive: false,
  };
}

/** The problem that matters most: first what stops everything, then what stops receiving, then warnings. */
function worstProblem(
  health: HealthAnswer,
  skewMs: number | null,
  device: PhoneResult<DeviceAnswer>,
  expectedDeviceId: string | null,
): GatewayProblem | null {
  if (!device.ok) return device.problem;
  if (expectedDeviceId !== null && device.value.id !== expectedDeviceId) return 'otherDevice';
  const version = versionProblem(parseVersion(health.version));
  if (version !== null) return version;
  if (skewMs !== null && Math.abs(skewMs) > MOST_SKEW_MS) return 'clockSkew';
  // An app that does not list SIM cards (before 1.65) gives none at all.
  if (device.value.simCards?.length === 0) return 'noSim';
  const battery = checkValue(health, 'battery:level');
  const charging = (checkValue(health, 'battery:charging') ?? 0) > 0;
  if (battery !== null && battery < LOW_BATTERY_PERCENT && !charging) return 'batteryLow';
  return checkValue(health, 'connection:cellular') === 0 ? 'noSignal' : null;
}

function canReceive(problem: GatewayProblem | null): boolean {
  return problem !== 'versionTooOld' && problem !== 'versionLosesTexts' && problem !== 'otherDevice';
}
