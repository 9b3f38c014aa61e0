/** "Test now" and the webhook switch of a Twilio account. What is asked of Twilio is the provider's; here are words and the audit entry. */
import { DomainError } from '../../../contract/errors.ts';
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { GatewayCheck } from '../../../contract/gateways.ts';
import type { GatewayHealth } from '../../providers/gateway.ts';
import { runCommand } from '../command.ts';
import type { CallContext, OutputOf, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { GatewaysDeps } from './deps.ts';
import { mustGet, note } from './one.ts';
import { switched } from './renewWebhooks.ts';
import { problemWords } from './words.ts';

/** The checks of the set-up page for an account that is connected; `health` is a look made just now, null without credentials. */
export async function testTwilio(
  deps: GatewaysDeps,
  id: string,
  health: GatewayHealth | null,
  signal: AbortSignal,
): Promise<GatewayCheck[]> {
  if (health === null) return [failed('signIn', 'notConfigured')];
  if (!health.reachable) return [failed('reach', health.problem ?? 'unreachable')];
  const reach = passed('reach', `Twilio answers, ${String(health.roundTripMs ?? 0)} ms.`);
  const { problem } = health;
  if (problem === 'wrongPassword' || problem === 'forbidden' || problem === 'suspended') {
    return [reach, failed('signIn', problem)];
  }
  const country = deps.store.read((tx) => readSettings(tx).practice.country);
  const checks = await deps.twilio.test(id, country, signal);
  return [
    reach,
    passed('signIn', health.deviceName === null ? 'Signed in.' : `Signed in to "${health.deviceName}".`),
    ...(problem === 'clockSkew' ? [failed('clock', problem)] : []),
    ...(checks ?? [failed('sender', 'senderRefused')]),
  ];
}

/** Errors: NOT_AVAILABLE for a phone, NOT_FOUND, GATEWAY_UNREACHABLE, GATEWAY_REFUSED. */
export async function listWhatsAppTemplates(
  deps: GatewaysDeps,
  { id }: ParsedInputOf<'gateways.listWhatsAppTemplates'>,
  signal: AbortSignal,
): Promise<OutputOf<'gateways.listWhatsAppTemplates'>> {
  const { kind } = deps.store.read((tx) => mustGet(tx, id));
  if (kind !== 'twilio') throw new DomainError('NOT_AVAILABLE', 'A phone has no WhatsApp templates.');
  const listed = await deps.twilio.templates(id, signal);
  if (listed === null) throw new DomainError('NOT_FOUND', 'This account is no longer connected. Connect it again.');
  if (listed.ok) return { items: [...listed.value] };
  const { problem, detail } = listed;
  const code = problem === 'unreachable' ? 'GATEWAY_UNREACHABLE' : 'GATEWAY_REFUSED';
  throw new DomainError(code, problemWords('twilio', problem), { details: { problem, detail } });
}

function passed(name: GatewayCheck['name'], text: string): GatewayCheck {
  return { name, ok: true, problem: null, text };
}

function failed(name: GatewayCheck['name'], problem: GatewayProblem): GatewayCheck {
  return { name, ok: false, problem, text: problemWords('twilio', problem) };
}

/** Switches the posts of texts to this PC on or off at Twilio. */
export async function setTwilioWebhooks(
  deps: GatewaysDeps,
  context: CallContext,
  { id, on }: Pick<ParsedInputOf<'gateways.setWebhooks'>, 'id' | 'on'>,
): Promise<{ readonly changed: boolean }> {
  const outcome = await deps.twilio.setWebhooks(id, on, context.signal);
  if (outcome === null) throw new DomainError('NOT_FOUND', 'This account is no longer connected. Connect it again.');
  if (outcome === 'noAddress') {
    throw new DomainError('NOT_AVAILABLE', 'Nobody outside can reach this PC yet. Start the tunnel first.');
  }
  if (outcome === 'noToken') {
    const words =
      'Without the auth token nobody could tell a post of Twilio from a forged one. Connect again and add it.';
    throw new DomainError('NOT_AVAILABLE', words, { field: 'authToken' });
  }
  if (!outcome.ok) {
    const { problem, detail } = outcome;
    const code = problem === 'unreachable' ? 'GATEWAY_UNREACHABLE' : 'GATEWAY_REFUSED';
    throw new DomainError(code, problemWords('twilio', problem), { details: { problem, detail } });
  }
  const { changed } = outcome;
  return runCommand(deps, context, 'gateways.setWebhooks', (tx, now) => {
    tx.gateways.update(id, { config: { ...mustGet(tx, id).config, ...switched(deps, { id, kind: 'twilio' }, on) } });
    note(tx, id, on ? 'gateway.webhooksOn' : 'gateway.webhooksOff', now);
    return { changed };
  });
}
