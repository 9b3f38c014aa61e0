/** What a person changes about a gateway after it was connected. A passphrase goes to the secrets and is never written here. */
import { DomainError } from '../../../contract/errors.ts';
import type { GatewaySummary } from '../../../contract/gateways.ts';
import { parsePhone } from '../../domain/phoneNumber.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { GatewaysDeps } from './deps.ts';
import { mustGet, note } from './one.ts';
import { setupOf } from './phoneRecord.ts';
import { viewGateway } from './views.ts';

type Input = ParsedInputOf<'gateways.updateGateway'>;

/** What every keyboard and the app's settings agree on (capcom6.md 3.9). */
const PASSPHRASE = /^[A-Za-z0-9_-]{8,64}$/;

/** Errors: INVALID_INPUT with the field, NOT_FOUND. */
export async function updateGateway(
  deps: GatewaysDeps,
  context: CallContext,
  input: Input,
): Promise<{ readonly gateway: GatewaySummary }> {
  const before = deps.store.read((tx) => mustGet(tx, input.id));
  const patch = deps.store.read((tx) => patchOf(tx, before, input));
  await keepPassphrase(deps, before, input);
  const gateway = runCommand(deps, context, 'gateways.updateGateway', (tx, now) => {
    tx.gateways.update(input.id, patch);
    note(tx, input.id, 'gateway.updated', now);
    return viewGateway(tx, mustGet(tx, input.id), now);
  });
  deps.changed();
  return { gateway };
}

function patchOf(tx: ReadTx, gateway: GatewayRecord, input: Input): Partial<GatewayRecord> {
  const ownNumber = input.ownNumber === undefined ? gateway.ownNumber : numberIn(tx, input.ownNumber);
  const phone = phonePatch(gateway, input);
  if (phone['dailyHearingTest'] === true && ownNumber === null) {
    throw wrong('ownNumber', 'Type the number of this SIM first: the phone texts itself to find out whether it hears.');
  }
  return {
    ...(input.label === undefined ? {} : { label: input.label }),
    ...(input.ownNumber === undefined ? {} : { ownNumber }),
    ...(Object.keys(phone).length === 0 ? {} : { config: { ...gateway.config, ...phone } }),
  };
}

function phonePatch(gateway: GatewayRecord, input: Input): Record<string, unknown> {
  const { sim, dailyHearingTest, encryption } = input;
  const asked = { sim, dailyHearingTest, encryption, passphrase: input.passphrase };
  const field = Object.entries(asked).find(([, value]) => value !== undefined)?.[0];
  if (gateway.kind !== 'phone') {
    if (field === undefined) return {};
    throw wrong(field, 'This can be set for a phone only.');
  }
  const { sims } = setupOf(gateway);
  if (typeof sim === 'number' && sims.length > 0 && !sims.some(({ simNumber }) => simNumber === sim)) {
    throw wrong('sim', 'The phone has no SIM card in this slot. Connect it again if you have changed the cards.');
  }
  return {
    ...(sim === undefined ? {} : { sim }),
    ...(dailyHearingTest === undefined ? {} : { dailyHearingTest }),
    ...(encryption === undefined ? {} : { encryption }),
  };
}

async function keepPassphrase(deps: GatewaysDeps, gateway: GatewayRecord, input: Input): Promise<void> {
  const { passphrase, encryption } = input;
  if (passphrase !== undefined && passphrase !== '' && !PASSPHRASE.test(passphrase)) {
    throw wrong('passphrase', 'Use 8 to 64 letters, digits, - or _. Type the same on the phone.');
  }
  const willBeOn = encryption ?? setupOf(gateway).encryption;
  const known = passphrase === undefined ? await deps.phones.hasPassphrase(gateway.id) : passphrase !== '';
  if (willBeOn && gateway.kind === 'phone' && !known) {
    throw wrong('passphrase', 'Encrypted texts need a passphrase. Type the same here and on the phone.');
  }
  if (passphrase !== undefined) await deps.phones.setPassphrase(gateway.id, passphrase === '' ? null : passphrase);
}

function numberIn(tx: ReadTx, written: string): string | null {
  if (written === '') return null;
  const parsed = parsePhone(written, readSettings(tx).practice.country);
  if (parsed.ok) return parsed.e164;
  throw wrong('ownNumber', "This is not a phone number. Type the SIM's own number.");
}

function wrong(field: string, words: string): DomainError {
  return new DomainError('INVALID_INPUT', words, { field });
}
