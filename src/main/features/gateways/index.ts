/** Pairing, testing, pausing and removing gateways. Credentials pass through to the provider and are never written here. */
import { DomainError, type ErrorCode } from '../../../contract/errors.ts';
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { GatewayCheck } from '../../../contract/gateways.ts';
import { parsePhone } from '../../domain/phoneNumber.ts';
import type { GatewayHealth } from '../../providers/gateway.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { connectTwilio } from './connectTwilio.ts';
import type { GatewaysDeps, PairedPhone } from './deps.ts';
import { setTwilioWebhooks, testTwilio } from './twilioSettings.ts';
import { viewGateway } from './views.ts';
import { problemWords } from './words.ts';

const LOW_BATTERY_PERCENT = 25;

export function createGatewaysFeature(deps: GatewaysDeps): FeatureHandlers<'gateways'> {
  return {
    listGateways: () =>
      deps.store.read((tx) => ({
        items: tx.gateways.list().map((gateway) => viewGateway(tx, gateway, deps.clock.now())),
      })),
    pairPhone: (context, input) => pairPhone(deps, context, input),
    connectTwilio: (context, input) => connectTwilio(deps, context, input),
    setWebhooks: (context, input) => setWebhooks(deps, context, input),
    testGateway: (context, input) => testGateway(deps, context, input.id),
    removeGateway: async (context, input) => {
      const result = runCommand(deps, context, 'gateways.removeGateway', (tx, now) => {
        mustGet(tx, input.id);
        tx.gateways.remove(input.id, now);
        note(tx, input.id, 'gateway.removed', now);
        return { done: true as const };
      });
      await deps.forget(input.id);
      deps.changed();
      return result;
    },
    setPaused: (context, input) => {
      const result = runCommand(deps, context, 'gateways.setPaused', (tx, now) => {
        mustGet(tx, input.id);
        tx.gateways.update(input.id, { pausedAt: input.paused ? now : null });
        note(tx, input.id, input.paused ? 'gateway.paused' : 'gateway.resumed', now);
        return { done: true as const };
      });
      deps.changed();
      return result;
    },
  };
}

function mustGet(tx: ReadTx, id: string): GatewayRecord {
  const gateway = tx.gateways.list().find((one) => one.id === id);
  if (gateway === undefined) throw new DomainError('NOT_FOUND', 'This route is no longer connected. Connect it again.');
  return gateway;
}

function note(tx: WriteTx, id: string, action: string, now: number): void {
  tx.audit.append({ at: now, action, entity: 'gateway', entityId: id });
  tx.changed('gateway.changed', id);
}

/** The phone is asked first; only a phone that passed every check takes the place of the one before. */
async function pairPhone(deps: GatewaysDeps, context: CallContext, input: ParsedInputOf<'gateways.pairPhone'>) {
  const before = deps.store.read((tx) => tx.gateways.list().find((gateway) => gateway.kind === 'phone'));
  const ownNumber = deps.store.read((tx) => ownNumberOf(tx, input.ownNumber));
  const id = before?.id ?? deps.ids.next();
  const paired = await deps.pairPhone(id, input, context.signal);
  if (!paired.ok) throw pairingError(paired.problem, paired.detail);
  const otherDevice = before !== undefined && before.config['deviceId'] !== paired.deviceId;
  if (otherDevice && !input.replace) {
    throw new DomainError(
      'CONFLICT',
      'This is another phone than the one connected now. Use "Replace" to change over.',
    );
  }
  const gateway = runCommand(deps, context, 'gateways.pairPhone', (tx, now) => {
    const record = recordOf(deps, id, paired, {
      label: input.label,
      ownNumber,
      before: otherDevice ? undefined : before,
      now,
    });
    if (before === undefined) tx.gateways.insert(record);
    else tx.gateways.update(id, patchOf(record));
    note(tx, id, 'gateway.paired', now);
    return viewGateway(tx, record, now);
  });
  deps.changed();
  return { gateway, checks: pairedChecks(paired) };
}

/** Everything but what a gateway keeps for life. */
function patchOf({ id: _id, kind: _kind, createdAt: _createdAt, ...patch }: GatewayRecord) {
  return patch;
}

function ownNumberOf(tx: ReadTx, written: string | undefined): string | null {
  if (written === undefined || written.trim() === '') return null;
  const parsed = parsePhone(written, readSettings(tx).practice.country);
  if (!parsed.ok)
    throw new DomainError('INVALID_INPUT', "This is not a phone number. Type the SIM's own number.", {
      field: 'ownNumber',
    });
  return parsed.e164;
}

function recordOf(
  deps: GatewaysDeps,
  id: string,
  paired: PairedPhone,
  more: {
    readonly label: string | undefined;
    readonly ownNumber: string | null;
    readonly before: GatewayRecord | undefined;
    readonly now: number;
  },
): GatewayRecord {
  const { before, now } = more;
  return {
    id,
    kind: 'phone',
    label: more.label ?? before?.label ?? paired.deviceName ?? 'Phone',
    address: paired.baseUrl.replace(/^https?:\/\//, '').replace(/\/$/, ''),
    ownNumber: more.ownNumber ?? paired.phoneNumber ?? before?.ownNumber ?? null,
    config: { baseUrl: paired.baseUrl, deviceId: paired.deviceId },
    state: 'up',
    problem: paired.warning,
    since: now,
    pausedAt: null,
    health: {
      version: paired.version,
      deviceName: paired.deviceName,
      batteryPercent: paired.batteryPercent,
      clockSkewMs: paired.clockSkewMs,
      canReceive: paired.warning !== 'versionLosesTexts',
    },
    lastHeardAt: now,
    lastInboundAt: before?.lastInboundAt ?? null,
    // Another phone has another inbox: the bookmark of the old one means nothing there.
    inboxCursor: before?.inboxCursor ?? null,
    lastPolledAt: before?.lastPolledAt ?? null,
    simulated: deps.simulated,
    createdAt: before?.createdAt ?? now,
  };
}

function pairingError(problem: GatewayProblem | 'badAddress', detail: string): DomainError {
  const codes: Partial<Record<typeof problem, ErrorCode>> = {
    badAddress: 'INVALID_INPUT',
    unreachable: 'GATEWAY_UNREACHABLE',
    wrongPassword: 'GATEWAY_REFUSED',
    forbidden: 'GATEWAY_REFUSED',
  };
  const field = problem === 'wrongPassword' ? 'password' : 'address';
  return new DomainError(codes[problem] ?? 'GATEWAY_UNSUITABLE', problemWords('phone', problem), {
    field,
    details: { problem, detail },
  });
}

function pairedChecks(paired: PairedPhone): GatewayCheck[] {
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
  ];
}

async function setWebhooks(deps: GatewaysDeps, context: CallContext, input: ParsedInputOf<'gateways.setWebhooks'>) {
  const { kind } = deps.store.read((tx) => mustGet(tx, input.id));
  if (kind === 'twilio') return setTwilioWebhooks(deps, context, input);
  throw new DomainError('NOT_AVAILABLE', 'A phone is asked for its texts; it needs no webhooks.');
}

async function testGateway(deps: GatewaysDeps, context: CallContext, id: string) {
  const record = deps.store.read((tx) => mustGet(tx, id));
  const health = await deps.checkHealth(record, context.signal);
  deps.changed();
  const checks = record.kind === 'twilio' ? await testTwilio(deps, id, health, context.signal) : phoneChecks(health);
  return { gateway: deps.store.read((tx) => viewGateway(tx, mustGet(tx, id), deps.clock.now())), checks };
}

function phoneChecks(health: GatewayHealth | null): GatewayCheck[] {
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
