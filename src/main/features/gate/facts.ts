/**
 * Gathers what the send gate wants to know about one text: ledger, number, caps, settings, visit, gateway. Reads only and
 * decides nothing; the rules are domain/sendGate.
 */
import type { Channel, Purpose, Trigger } from '../../../contract/common.ts';
import { GateCode } from '../../../contract/gate.ts';
import type { GateInput, SystemKind } from '../../../contract/gate.ts';
import type { OptOut } from '../../domain/consent/ledger.ts';
import type { RouteChoice } from '../../domain/routing/route.ts';
import type { PostalAddress } from '../../domain/people/address.ts';
import { stateOfAddress, zonesOfAddress } from '../../domain/people/addressZones.ts';
import { stateOfNumber, zonesOfNumber } from '../../domain/phoneNumber.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { GatewayReadiness } from '../../jobs/handlers.ts';
import type { ConversationRecord, GatewayRecord, NumberRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { isSuspended, optedOutElsewhere, readConsent } from '../consent/readConsent.ts';
import { isNumber } from '../conversations/address.ts';
import { isWindowOpen } from '../routing/routeText.ts';
import { readSettings } from '../settings/readSettings.ts';
import { guardFacts } from './guard.ts';
import type { AskGuard } from './guard.ts';
import { registrationFacts } from './registration.ts';
import { personHoldOf } from './personHold.ts';
import { acceptsUnencrypted } from './unencrypted.ts';

/** The text the gate is asked about. */
export interface TextToJudge {
  readonly conversation: ConversationRecord;
  /** As it will leave, but for the lines the gate itself asks for. */
  readonly body: string;
  /** One text for several visits of a household. */
  readonly household?: boolean;
  readonly personId: string | null;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly trigger: Trigger;
  readonly systemKind: SystemKind | null;
  /** This very system message went out already, or the gateway answered by itself. */
  readonly systemAlreadySent?: boolean;
  readonly appointmentId: string | null;
  readonly sendBy: number | null;
  readonly confirmed: readonly string[];
  /** Would carry it; null or left out: nobody knows yet. */
  readonly gateway?: GatewayRecord | null;
  /** It leaves as an approved WhatsApp template. */
  readonly fromTemplate?: boolean;
  /** Names the message itself at the second decision, so that it does not count against its own cap. */
  readonly provider: GateInput['provider'];
}

/** Marketing counts over 30 days, the longest span of any cap (rules.md 2.4). */
const CAPS_LOOK_BACK_MS = 30 * DAY_MS;

/**
 * The gate's question about `text`, as things stand at `at` (UTC ms; later than now for a text sent later). `askGuard`: a guard that remembers
 * its answers, for a look at many texts.
 */
export function gatherFacts(tx: ReadTx, text: TextToJudge, at: number, askGuard: AskGuard = guardFacts): GateInput {
  const { conversation, personId } = text;
  const { practice, sending, routing, safety } = readSettings(tx);
  const number = tx.people.number(conversation.address);
  const person = personId === null ? undefined : tx.people.get(personId);
  const address = personId === null ? undefined : tx.people.addressOf(personId);
  const consent = readConsent(tx, conversation.address, personId, at);
  const guarded = askGuard(tx, { ...text, address: conversation.address }, at);
  const lastInboundAt = tx.messages.lastIncoming(conversation.id)?.createdAt ?? null;
  return {
    now: at,
    country: practice.country,
    hipaaCovered: practice.hipaa,
    channel: text.channel,
    purpose: text.purpose,
    systemKind: text.systemKind,
    systemAlreadySent: text.systemAlreadySent ?? false,
    optInAskedAt: null,
    trigger: text.trigger === 'automatic' ? 'auto' : text.trigger,
    recipientKind: person?.kind ?? 'patient',
    personId: personId ?? '',
    personHold: personHoldOf(tx, personId, conversation.address),
    number: { e164: conversation.address, status: numberStatus(conversation.address, number) },
    zone: {
      onFile: person?.zone ?? null,
      address: [...(address === undefined ? [] : zonesOfAddress(address, practice.country))],
      practice: practice.zone,
      number: [...zonesOfNumber(conversation.address)],
    },
    states: statesOf(address, conversation.address, practice.country),
    consent: { sms: { ...consent.levels.sms }, whatsapp: { ...consent.levels.whatsapp } },
    optOut: {
      ...optOutFacts(consent.optedOut),
      suspected: consent.suspected,
      otherNumber: personId !== null && optedOutElsewhere(tx, personId, conversation.address, at),
      persons: [...consent.personsOptedOut],
    },
    lastInboundAt,
    lastContactAt: lastContact(tx, conversation.id, lastInboundAt, number, at),
    firstToNumber: (number?.firstSentAt ?? null) === null,
    lastOptOutHintAt: number?.lastOptOutHintAt ?? null,
    sentAt: countedTexts(tx, conversation.id, text, at),
    ...guarded,
    acceptedUnencrypted: guarded.guard === 'block*' && acceptsUnencrypted(tx, conversation.address, personId),
    provider: text.provider,
    registration: registrationFacts(tx, text),
    whatsapp: {
      windowOpen: text.channel === 'whatsapp' && isWindowOpen(tx, conversation.id, at),
      template: text.fromTemplate ?? false,
      healthAllowed: routing.whatsapp,
    },
    expiry: { sendBy: text.sendBy, appointmentStatus: visitStatus(tx, text.appointmentId, at) },
    window: { start: sending.open, end: sending.close },
    marketingWindow: safety.marketingHours === 'stateTable' ? 'state_table' : 'national_safe',
    confirmed: text.confirmed.flatMap((code) => {
      const known = GateCode.safeParse(code);
      return known.success ? [known.data] : [];
    }),
  };
}

/** Whose state says two things lives nobody knows where: then nothing is said of it, and advertising by the table is refused. */
function statesOf(address: PostalAddress | undefined, number: string, country: string): GateInput['states'] {
  const areaCode = stateOfNumber(number);
  if (address === undefined) return { address: null, areaCode };
  const { state, differs } = stateOfAddress(address, country);
  return differs ? { address: null, areaCode: null } : { address: state, areaCode };
}

function numberStatus(address: string, number: NumberRecord | undefined): GateInput['number']['status'] {
  if (!isNumber(address)) return 'invalid';
  if (isSuspended(number)) return 'suspended';
  return number?.kind === 'landline' ? 'landline' : 'ok';
}

function optOutFacts(optedOut: OptOut | null): Pick<GateInput['optOut'], 'scope' | 'at' | 'how'> {
  if (optedOut === null) return { scope: 'none', at: null, how: null };
  const { scope, at, method, word } = optedOut;
  const how = method === 'text' ? (word === '' ? 'by text' : `they wrote "${word}"`) : 'recorded by staff';
  return { scope: scope === 'number' ? 'all' : scope === 'purpose' ? 'care' : 'none', at, how };
}

function lastContact(
  tx: ReadTx,
  conversationId: string,
  lastInboundAt: number | null,
  number: NumberRecord | undefined,
  at: number,
): number | null {
  const sent = tx.messages.lastOutgoing(conversationId, at)?.sentAt ?? number?.firstSentAt ?? null;
  if (sent === null || lastInboundAt === null) return sent ?? lastInboundAt;
  return Math.max(sent, lastInboundAt);
}

/** Direct answers, keyword answers and safety texts do not count (rules.md 2.4). */
function countedTexts(
  tx: ReadTx,
  conversationId: string,
  { purpose, trigger }: Pick<TextToJudge, 'purpose' | 'trigger'>,
  at: number,
): number[] {
  const sent = tx.messages.sentTo(conversationId, at - CAPS_LOOK_BACK_MS);
  // What a gateway sends by itself until then counts as sent; to the machine also what goes out on the day after, or it would be one more.
  const until = trigger === 'automatic' ? at + DAY_MS : at;
  const kept = tx.messages
    .keptFor(conversationId)
    .map((one) => ({ at: one.notBefore ?? at, purpose: one.purpose, trigger: one.trigger }))
    .filter((one) => one.at <= until)
    .map((one) => ({ ...one, at: Math.min(one.at, at) }));
  return [...kept.toReversed(), ...sent]
    .filter((one) => one.purpose === purpose && one.trigger !== 'reply')
    .map((one) => one.at);
}

function visitStatus(tx: ReadTx, appointmentId: string | null, at: number): GateInput['expiry']['appointmentStatus'] {
  const visit = appointmentId === null ? undefined : tx.appointments.get(appointmentId);
  if (visit === undefined) return 'booked';
  if (visit.status === 'cancelled') return 'cancelled';
  if (visit.status !== 'booked') return 'done';
  return visit.startsAt <= at ? 'started' : 'booked';
}

/** The gateway in the gate's words, as the dispatcher found it. Null: none is set up. */
export function providerFacts(gateway: GatewayReadiness | null): GateInput['provider'] {
  if (gateway === null) return { kind: 'android', state: 'not_configured', retryAt: null };
  const { record, busyUntil } = gateway;
  const kind = kindOf(record);
  if (record.problem === 'wrongPassword' || record.problem === 'forbidden')
    return { kind, state: 'auth_failed', retryAt: null };
  if (record.problem === 'unregistered') return { kind, state: 'unregistered', retryAt: null };
  if (busyUntil !== null) return { kind, state: 'rate_limited', retryAt: busyUntil };
  return { kind, state: 'ok', retryAt: null };
}

function kindOf({ kind }: GatewayRecord): GateInput['provider']['kind'] {
  return kind === 'phone' ? 'android' : 'twilio';
}

/**
 * The gateway as it matters when a text is queued: one that is only out of reach, slow or paused is no reason to refuse or
 * move a text, for the dispatcher waits for it (ux.md 5.2, "Will wait for the phone").
 */
export function providerWhenQueued(tx: ReadTx, route: RouteChoice): GateInput['provider'] {
  const gateways = tx.gateways.list();
  const chosen = route.kind === 'none' ? undefined : gateways.find(({ id }) => id === route.gatewayId);
  // What is wrong with the chosen one is no reason to refuse while another could take the text over.
  const record = [chosen, ...gateways].find((one) => one?.problem === null) ?? chosen ?? gateways[0];
  const facts = providerFacts(record === undefined ? null : { record, busyUntil: null });
  return chosen === undefined ? facts : { ...facts, kind: kindOf(chosen) };
}
