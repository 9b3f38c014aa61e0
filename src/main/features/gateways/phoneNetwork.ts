/**
 * Where phones are: looking for them, taking a new address over, the webhook switch, the app's log. What is asked of a phone is the
 * provider's; here are the person's consent, the words and the audit entry.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { FoundPhone, GatewaySummary } from '../../../contract/gateways.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { runCommand } from '../command.ts';
import type { CallContext, OutputOf, ParsedInputOf } from '../feature.ts';
import type { GatewaysDeps } from './deps.ts';
import { mustGet, note } from './one.ts';
import { phoneError } from './phoneErrors.ts';
import { switched } from './renewWebhooks.ts';
import { viewGateway } from './views.ts';

const SKIPPED = {
  tooLarge: 'This network is too large to look through. Type the address that the phone shows.',
  tooSmall: 'There is no room for a phone on this network.',
  notPrivate: 'This is not a private network. A phone there should not be used.',
} as const;

/** Also asks at the addresses of phones we know, so that the one in use is in the list. */
export async function findPhones(deps: GatewaysDeps, context: CallContext): Promise<OutputOf<'gateways.findPhones'>> {
  const known = deps.store.read((tx) => tx.gateways.list().filter(({ kind }) => kind === 'phone'));
  const { phones, searched, skipped, complete, usb } = await deps.phones.search(
    known.map(({ address }) => address),
    context.signal,
  );
  return {
    phones: phones.map(({ address, version, batteryPercent, problem }): FoundPhone => ({
      address,
      version,
      problem,
      batteryPercent: batteryPercent === null ? null : Math.round(batteryPercent),
      ...(usb.includes(address) ? { usb: true } : {}),
      gatewayId: known.find((gateway) => gateway.address === address)?.id ?? null,
    })),
    searched: [...searched],
    skipped: skipped.map((one) => ({ ...one, text: SKIPPED[one.reason] })),
    complete,
  };
}

/** Errors: as pairing; CONFLICT when it is another kind of gateway. */
export async function acceptAddress(
  deps: GatewaysDeps,
  context: CallContext,
  input: ParsedInputOf<'gateways.acceptAddress'>,
): Promise<{ readonly gateway: GatewaySummary }> {
  const before = deps.store.read((tx) => mustGet(tx, input.id));
  if (before.kind !== 'phone') throw new DomainError('CONFLICT', 'Only a phone has an address that can change.');
  const known = before.config['deviceId'];
  const deviceId = typeof known === 'string' ? known : null;
  const checked = await deps.phones.checkAddress(input.id, { address: input.address, deviceId }, context.signal);
  if (!checked.ok) throw phoneError(checked);
  const { baseUrl, version } = checked;
  const gateway = runCommand(deps, context, 'gateways.acceptAddress', (tx, now) => {
    const current = mustGet(tx, input.id);
    tx.gateways.update(input.id, {
      address: baseUrl.replace(/^http:\/\//, ''),
      config: { ...current.config, baseUrl, version },
    });
    note(tx, input.id, 'gateway.addressAccepted', now);
    return viewGateway(tx, mustGet(tx, input.id), now);
  });
  deps.changed();
  return { gateway };
}

/** The phone half of `setWebhooks`. */
export async function setPhoneWebhooks(
  deps: GatewaysDeps,
  context: CallContext,
  { id, on }: Pick<ParsedInputOf<'gateways.setWebhooks'>, 'id' | 'on'>,
): Promise<{ readonly changed: boolean }> {
  const outcome = await deps.phones.setWebhooks(id, on, context.signal);
  if (outcome === null) throw new DomainError('NOT_FOUND', 'This phone is no longer connected. Connect it again.');
  if (outcome === 'noAddress') {
    const words =
      'The phone cannot reach this PC by a secure address yet. Start the tunnel first. Texts arrive without it, too.';
    throw new DomainError('NOT_AVAILABLE', words);
  }
  if (!outcome.ok) throw phoneError(outcome);
  return runCommand(deps, context, 'gateways.setWebhooks', (tx, now) => {
    const { config } = mustGet(tx, id);
    tx.gateways.update(id, { config: { ...config, ...switched(deps, { id, kind: 'phone' }, on) } });
    note(tx, id, on ? 'gateway.webhooksOn' : 'gateway.webhooksOff', now);
    return { changed: config['webhooks'] !== on };
  });
}

/** Errors: GATEWAY_UNREACHABLE, GATEWAY_REFUSED, NOT_AVAILABLE for a gateway without a log. */
export async function readLogs(
  deps: GatewaysDeps,
  context: CallContext,
  input: ParsedInputOf<'gateways.readLogs'>,
): Promise<OutputOf<'gateways.readLogs'>> {
  const { kind } = deps.store.read((tx) => mustGet(tx, input.id));
  if (kind !== 'phone') throw new DomainError('NOT_AVAILABLE', 'Only a phone has a log that can be read here.');
  const to = deps.clock.now() + MINUTE_MS;
  const range = { from: to - (input.minutes + 1) * MINUTE_MS, to };
  const read = await deps.phones.readLogs(input.id, range, context.signal);
  if (read === null) throw new DomainError('NOT_FOUND', 'This phone is no longer connected. Connect it again.');
  if (!read.ok) throw phoneError(read);
  return { lines: [...read.value] };
}
