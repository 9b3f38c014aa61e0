/**
 * Pairing a phone: a new one, the same one again, or another in its place. Which of them it is follows from the device's own id, before
 * anything is kept. Credentials pass through to the provider and are never written here.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { GatewayCheck, GatewaySummary } from '../../../contract/gateways.ts';
import { parsePhone } from '../../domain/phoneNumber.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { GatewaysDeps, PairedPhone } from './deps.ts';
import { note } from './one.ts';
import { pairedChecks } from './phoneChecks.ts';
import { phoneError } from './phoneErrors.ts';
import { viewGateway } from './views.ts';

type Input = ParsedInputOf<'gateways.pairPhone'>;

const ONE_STILL: GatewayCheck = {
  name: 'reach',
  ok: true,
  problem: null,
  text: 'This phone was connected already. It was set up again; there is still one of it.',
};

/** The phone is asked first; only a phone that passed every check is added or takes the place of another. */
export async function pairPhone(
  deps: GatewaysDeps,
  context: CallContext,
  input: Input,
): Promise<{ readonly gateway: GatewaySummary; readonly checks: GatewayCheck[] }> {
  const ownNumber = deps.store.read((tx) => ownNumberOf(tx, input.ownNumber));
  const { same, before } = await placeOf(deps, context, input);
  const id = before?.id ?? deps.ids.next();
  const paired = await deps.phones.pair(id, input, context.signal);
  if (!paired.ok) throw phoneError(paired);
  const otherDevice = before !== undefined && before.config['deviceId'] !== paired.deviceId;
  if (otherDevice) refuseUnlessReplacing(input);
  const gateway = runCommand(deps, context, 'gateways.pairPhone', (tx, now) => {
    const record = recordOf(deps, id, paired, {
      label: input.label,
      ownNumber,
      before: otherDevice ? undefined : before,
      now,
    });
    if (before === undefined) tx.gateways.insert(record);
    else tx.gateways.update(id, patchOf(record));
    note(tx, id, before === undefined && input.add ? 'gateway.added' : 'gateway.paired', now);
    return viewGateway(tx, record, now);
  });
  deps.changed();
  const checks = pairedChecks(paired);
  return { gateway, checks: input.add && same ? [...checks, ONE_STILL] : checks };
}

/**
 * Whose place it takes: its own, when we know the device; nobody's, when it is to be added; else that of the first phone. A device that
 * does not say who it is fails in pairing, with words.
 */
async function placeOf(
  { store, phones }: GatewaysDeps,
  { signal }: CallContext,
  input: Input,
): Promise<{ readonly same: boolean; readonly before: GatewayRecord | undefined }> {
  const known = store.read((tx) => tx.gateways.list().filter(({ kind }) => kind === 'phone'));
  const deviceId = known.length === 0 ? null : await phones.identify(input, signal);
  const self = deviceId === null ? undefined : known.find(({ config }) => config['deviceId'] === deviceId);
  if (self !== undefined) return { same: true, before: self };
  if (input.add) return { same: false, before: undefined };
  const [first] = known;
  // Before pairing: what is paired keeps its password.
  if (first !== undefined && deviceId !== null) refuseUnlessReplacing(input);
  return { same: false, before: first };
}

function refuseUnlessReplacing({ replace }: Input): void {
  if (replace) return;
  throw new DomainError(
    'CONFLICT',
    'This is another phone than the one connected now. Use "Replace" to change over, or add it as a second one.',
  );
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
