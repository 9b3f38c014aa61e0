/** What the pairing wizard and "Test now" show of a phone, check by check, in words for the desk. */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { GatewayCheck } from '../../../contract/gateways.ts';
import type { GatewayHealth } from '../../providers/gateway.ts';
import type { GatewaysDeps, PairedPhone } from './deps.ts';
import { problemWords } from './words.ts';

const LOW_BATTERY_PERCENT = 25;

/** Of a phone that has just been paired. */
export function pairedChecks(paired: PairedPhone): GatewayCheck[] {
  return [
    { name: 'reach', ok: true, problem: null, text: `Phone found and signed in, ${String(paired.roundTripMs)} ms` },
    { name: 'signIn', ok: true, problem: null, text: 'The password is right' },
    {
      name: 'version',
      ok: paired.warning === null,
      problem: paired.warning,
      text: paired.warning === null ? `SMSGate ${paired.version}` : problemWords('phone', paired.warning),
    },
    {
      name: 'send',
      ok: true,
      problem: null,
      text: paired.phoneNumber === null ? 'Can send texts' : `Can send texts from ${paired.phoneNumber}`,
    },
    ...batteryCheck(paired.batteryPercent),
    ...paired.advice.flatMap((advice) => adviceCheck(advice)),
  ];
}

/** What works, and could be better. A low battery has a check of its own. */
function adviceCheck(advice: PairedPhone['advice'][number]): GatewayCheck[] {
  switch (advice) {
    case 'batteryLow':
      return [];
    case 'updateApp':
      return [
        {
          name: 'version',
          ok: false,
          problem: null,
          text: 'Update SMSGate to 1.70.3 or newer: before it, some reports of sent texts are wrong.',
        },
      ];
    case 'twoSims':
      return [
        {
          name: 'send',
          ok: false,
          problem: null,
          text: 'The phone has two SIM cards. Choose in Settings which one texts leave by.',
        },
      ];
    case 'foreignWebhook':
      return [foreignCheck([])];
  }
}

function foreignCheck(hosts: readonly string[]): GatewayCheck {
  const who = hosts.length === 0 ? 'Another program' : [...new Set(hosts)].join(', ');
  return {
    name: 'webhooks',
    ok: false,
    problem: null,
    text: `${who} also gets what people text to this phone. If nobody here set that up, remove it: SMSGate, Settings, Webhooks.`,
  };
}

/** Whether somebody else is told what comes in (capcom6.md 11.2). */
export async function overheardChecks(
  deps: GatewaysDeps,
  id: string,
  health: GatewayHealth | null,
  signal: AbortSignal,
): Promise<GatewayCheck[]> {
  if (health?.reachable !== true || health.deviceId === null) return [];
  const foreign = await deps.phones.foreignWebhooks(id, signal);
  return foreign.length === 0 ? [] : [foreignCheck(foreign.map(({ host }) => host))];
}

/** Of a phone that was looked at just now; null: it has no credentials. */
export function phoneChecks(health: GatewayHealth | null): GatewayCheck[] {
  if (health === null) return [failedCheck('signIn', 'notConfigured')];
  if (!health.reachable) return [failedCheck('reach', health.problem ?? 'unreachable')];
  const refused = health.problem === 'wrongPassword' || health.problem === 'forbidden';
  return [
    {
      name: 'reach',
      ok: true,
      problem: null,
      text: `The phone answers, ${String(Math.round(health.roundTripMs ?? 0))} ms`,
    },
    refused
      ? failedCheck('signIn', health.problem ?? 'wrongPassword')
      : { name: 'signIn', ok: true, problem: null, text: 'The password is right' },
    health.canReceive
      ? { name: 'receive', ok: true, problem: null, text: 'Replies reach this PC' }
      : failedCheck('receive', 'versionLosesTexts'),
    ...batteryCheck(health.batteryPercent),
    ...(health.problem !== null && !refused && health.problem !== 'versionLosesTexts'
      ? [failedCheck('send', health.problem)]
      : []),
  ];
}

function batteryCheck(percent: number | null): GatewayCheck[] {
  if (percent === null || percent > LOW_BATTERY_PERCENT) return [];
  return [
    {
      name: 'battery',
      ok: false,
      problem: 'batteryLow',
      text: `The phone battery is at ${String(Math.round(percent))}%. Keep it plugged in.`,
    },
  ];
}

function failedCheck(name: GatewayCheck['name'], problem: GatewayProblem): GatewayCheck {
  return { name, ok: false, problem, text: problemWords('phone', problem) };
}
