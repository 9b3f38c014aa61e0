/** Pairing, testing, pausing and removing gateways. Credentials pass through to the provider and are never written here. */
import { DomainError } from '../../../contract/errors.ts';
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { GatewayCheck } from '../../../contract/gateways.ts';
import { parsePhone } from '../../domain/phoneNumber.ts';
import { clearedKey, failingOn } from '../../jobs/line.ts';
import type { GatewayHealth } from '../../providers/gateway.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { readLimits } from '../settings/sendLimits.ts';
import { adviceFor, brandOf } from './brandAdvice.ts';
import { connectTwilio } from './connectTwilio.ts';
import type { GatewaysDeps, PairedPhone } from './deps.ts';
import { mustGet, note } from './one.ts';
import { phoneError } from './phoneErrors.ts';
import { getHearingTest, startHearingTest } from './phoneHearing.ts';
import { acceptAddress, findPhones, readLogs, setPhoneWebhooks } from './phoneNetwork.ts';
import { deviceNameOf } from './phoneRecord.ts';
import { updateGateway } from './phoneSetup.ts';
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
    findPhones: (context) => findPhones(deps, context),
    acceptAddress: (context, input) => acceptAddress(deps, context, input),
    updateGateway: (context, input) => updateGateway(deps, context, input),
    readLogs: (context, input) => readLogs(deps, context, input),
    startHearingTest: (context, input) => startHearingTest(deps, context, input),
    getHearingTest: (_context, input) => getHearingTest(deps, input),
    getPhoneAdvice: (_context, input) => {
      const name = deps.store.read((tx) => deviceNameOf(mustGet(tx, input.id)));
      return { brand: brandOf(name), items: adviceFor(name) };
    },
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
        if (!input.paused) forgiveFailures(tx, input.id, now);
        note(tx, input.id, input.paused ? 'gateway.paused' : 'gateway.resumed', now);
        return { done: true as const };
      });
      deps.changed();
      return result;
    },
  };
}

/** The phone is asked first; only a phone that passed every check takes the place of the one before. */
async function pairPhone(deps: GatewaysDeps, context: CallContext, input: ParsedInputOf<'gateways.pairPhone'>) {
  const before = deps.store.read((tx) => tx.gateways.list().find((gateway) => gateway.kind === 'phone'));
  const ownNumber = deps.store.read((tx) => ownNumberOf(tx, input.ownNumber));
  const id = before?.id ?? deps.ids.next();
  const paired = await deps.phones.pair(id, input, context.signal);
  if (!paired.ok) throw phoneError(paired);
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

/** A person has looked after it: failures from before count no more, and automatic texts go on. */
function forgiveFailures(tx: WriteTx, id: string, now: number): void {
  const gateway = mustGet(tx, id);
  if (failingOn(tx, gateway, readLimits(tx, gateway), now) === null) return;
  tx.settings.set(clearedKey(id), now + 1, now);
  note(tx, id, 'gateway.failuresCleared', now);
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
    config: {
      // What a person has set stays, for the same phone.
      ...before?.config,
      baseUrl: paired.baseUrl,
      deviceId: paired.deviceId,
      version: paired.version,
      sims: paired.sims,
      usb: paired.usb,
    },
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

async function setWebhooks(deps: GatewaysDeps, context: CallContext, input: ParsedInputOf<'gateways.setWebhooks'>) {
  const { kind } = deps.store.read((tx) => mustGet(tx, input.id));
  if (kind === 'twilio') return setTwilioWebhooks(deps, context, input);
  return setPhoneWebhooks(deps, context, input);
}

async function testGateway(deps: GatewaysDeps, context: CallContext, id: string) {
  const record = deps.store.read((tx) => mustGet(tx, id));
  const health = await deps.checkHealth(record, context.signal);
  if (health?.reachable === true && health.problem === null) {
    deps.store.write(context.actor.name, (tx) => forgiveFailures(tx, id, deps.clock.now()));
  }
  deps.changed();
  const checks =
    record.kind === 'twilio'
      ? await testTwilio(deps, id, health, context.signal)
      : [...phoneChecks(health), ...(await overheardChecks(deps, id, health, context.signal))];
  return { gateway: deps.store.read((tx) => viewGateway(tx, mustGet(tx, id), deps.clock.now())), checks };
}

/** Whether somebody else is told what comes in (capcom6.md 11.2). */
async function overheardChecks(
  deps: GatewaysDeps,
  id: string,
  health: GatewayHealth | null,
  signal: AbortSignal,
): Promise<GatewayCheck[]> {
  if (health?.reachable !== true || health.deviceId === null) return [];
  const foreign = await deps.phones.foreignWebhooks(id, signal);
  return foreign.length === 0 ? [] : [foreignCheck(foreign.map(({ host }) => host))];
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
