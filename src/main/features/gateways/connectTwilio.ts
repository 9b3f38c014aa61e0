/**
 * Connecting a Twilio account: what was typed is checked field by field, Twilio is asked, and only what works takes the place of the one
 * before. Credentials pass through to the provider and are never written here.
 */
import { DomainError, type ErrorCode } from '../../../contract/errors.ts';
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import { parsePhone } from '../../domain/phoneNumber.ts';
import type { GatewayRecord } from '../../store/records.ts';
import { runCommand } from '../command.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { GatewaysDeps } from './deps.ts';
import { viewGateway } from './views.ts';
import { problemWords } from './words.ts';

type Input = ParsedInputOf<'gateways.connectTwilio'>;
type Account = Parameters<GatewaysDeps['twilio']['connect']>[1];
type Answer = Awaited<ReturnType<GatewaysDeps['twilio']['connect']>>;
type Connected = Extract<Answer, { ok: true }>;

const SIDS = {
  accountSid: [
    /^AC[0-9a-f]{32}$/i,
    'An account SID starts with AC and has 34 characters. It is on the first page of the Twilio console.',
  ],
  keySid: [
    /^SK[0-9a-f]{32}$/i,
    'An API key SID starts with SK and has 34 characters. The console shows it with the key.',
  ],
  authToken: [/^[0-9a-f]{32}$/i, 'An auth token has 32 characters. It is on the first page of the Twilio console.'],
  secondaryAuthToken: [
    /^[0-9a-f]{32}$/i,
    'The secondary auth token has 32 characters. Leave it empty unless you are changing tokens just now.',
  ],
  verifyServiceSid: [/^VA[0-9a-f]{32}$/i, 'A Verify service starts with VA and has 34 characters.'],
} as const;
const SERVICE = /^MG[0-9a-f]{32}$/i;

/** Connects and returns what was found, check by check. */
export async function connectTwilio(deps: GatewaysDeps, context: CallContext, input: Input) {
  const before = deps.store.read((tx) => tx.gateways.list().find((gateway) => gateway.kind === 'twilio'));
  const account = readInput(
    input,
    deps.store.read((tx) => readSettings(tx).practice.country),
  );
  const other = before !== undefined && before.config['accountSid'] !== account.accountSid;
  if (other && !input.replace) {
    throw new DomainError('CONFLICT', 'Another Twilio account is connected now. Use "Replace" to change over.');
  }
  const id = before?.id ?? deps.ids.next();
  const connected = await deps.twilio.connect(id, account, context.signal);
  if (!connected.ok) throw connectionError(connected);
  const gateway = runCommand(deps, context, 'gateways.connectTwilio', (tx, now) => {
    const record = recordOf(deps, id, connected, { label: input.label, before: other ? undefined : before, now });
    const { id: _id, kind: _kind, createdAt: _createdAt, ...patch } = record;
    if (before === undefined) tx.gateways.insert(record);
    else tx.gateways.update(id, patch);
    tx.audit.append({ at: now, action: 'gateway.connected', entity: 'gateway', entityId: id });
    tx.changed('gateway.changed', id);
    return viewGateway(tx, record, now);
  });
  deps.changed();
  return { gateway, checks: [...connected.checks] };
}

/** What was typed, field by field. Empty fields are fields left out. */
function readInput(input: Input, country: string): Account {
  const keySid = sid('keySid', input.keySid);
  const keySecret = blank(input.keySecret);
  const authToken = sid('authToken', input.authToken);
  const secondaryAuthToken = sid('secondaryAuthToken', input.secondaryAuthToken);
  if (secondaryAuthToken !== undefined && authToken === undefined) {
    throw wrong('authToken', 'Type the primary auth token, too: posts may be signed by either.');
  }
  if (keySid !== undefined && keySecret === undefined) {
    throw wrong('keySecret', 'Type the secret that belongs to this key. The console shows it only once.');
  }
  if (keySid === undefined && keySecret !== undefined) {
    throw wrong('keySid', 'Type the SID of the key that this secret belongs to. It starts with SK.');
  }
  if (keySid === undefined && authToken === undefined) {
    throw wrong('keySid', 'Type an API key and its secret. Make a restricted one for this PC in the Twilio console.');
  }
  const accountSid = sid('accountSid', input.accountSid);
  if (accountSid === undefined) throw wrong('accountSid', SIDS.accountSid[1]);
  const sender = SERVICE.test(input.sender) ? input.sender : number('sender', input.sender, country);
  const whatsApp = blank(input.whatsAppNumber);
  const verifyServiceSid = sid('verifyServiceSid', input.verifyServiceSid);
  return {
    accountSid,
    ...(keySid === undefined ? {} : { keySid, keySecret }),
    ...(authToken === undefined ? {} : { authToken }),
    ...(secondaryAuthToken === undefined ? {} : { secondaryAuthToken }),
    sender,
    country,
    ...(whatsApp === undefined ? {} : { whatsAppNumber: number('whatsAppNumber', whatsApp, country) }),
    ...(verifyServiceSid === undefined ? {} : { verifyServiceSid }),
  };
}

function blank(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

function sid(field: keyof typeof SIDS, text: string | undefined): string | undefined {
  const given = blank(text);
  const [pattern, words] = SIDS[field];
  if (given !== undefined && !pattern.test(given)) throw wrong(field, words);
  return given;
}

function number(field: 'sender' | 'whatsAppNumber', text: string, country: string): string {
  const parsed = parsePhone(text, country);
  if (parsed.ok) return parsed.e164;
  throw wrong(
    field,
    'This is neither a phone number nor a messaging service. Type the number you have at Twilio, or the service (MG...).',
  );
}

function wrong(field: string, words: string): DomainError {
  return new DomainError('INVALID_INPUT', words, { field });
}

function connectionError({ problem, field, detail }: Extract<Answer, { ok: false }>): DomainError {
  const codes: Partial<Record<GatewayProblem, ErrorCode>> = {
    unreachable: 'GATEWAY_UNREACHABLE',
    wrongPassword: 'GATEWAY_REFUSED',
    forbidden: 'GATEWAY_REFUSED',
    suspended: 'GATEWAY_REFUSED',
  };
  return new DomainError(codes[problem] ?? 'GATEWAY_UNSUITABLE', problemWords('twilio', problem), {
    ...(field === null ? {} : { field }),
    details: { problem, detail },
  });
}

function recordOf(
  deps: GatewaysDeps,
  id: string,
  { config, accountName, clockSkewMs, warning }: Connected,
  more: { readonly label: string | undefined; readonly before: GatewayRecord | undefined; readonly now: number },
): GatewayRecord {
  const { before, now } = more;
  return {
    id,
    kind: 'twilio',
    label: blank(more.label) ?? before?.label ?? 'Twilio',
    address: 'twilio.com',
    ownNumber: config.numbers[0] ?? null,
    // What was switched on stays so, for the same account.
    config: { ...before?.config, ...config },
    state: 'up',
    problem: warning,
    since: now,
    pausedAt: null,
    health: {
      version: null,
      deviceName: accountName,
      batteryPercent: null,
      clockSkewMs,
      canReceive: warning !== 'repliesDropped',
    },
    lastHeardAt: now,
    lastInboundAt: before?.lastInboundAt ?? null,
    // Another account has another list: the bookmark of the old one means nothing there.
    inboxCursor: before?.inboxCursor ?? null,
    lastPolledAt: before?.lastPolledAt ?? null,
    simulated: deps.simulated,
    createdAt: before?.createdAt ?? now,
  };
}
