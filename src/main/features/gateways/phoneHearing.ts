/**
 * The hearing test: sends a text by the one way texts leave, notes what comes back, repeats it daily where that is wished, and raises an
 * alarm when a phone has gone deaf. Where a test stands is hearingState's.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { HearingTest } from '../../../contract/gateways.ts';
import { parsePhone } from '../../domain/phoneNumber.ts';
import { compareDates, HOUR_MS, MINUTE_MS, toLocal } from '../../domain/time.ts';
import type { IncomingText } from '../../providers/gateway.ts';
import type { ReadRoutes } from '../../jobs/routes.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import { ensureConversation } from '../conversations/ensureConversation.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { queueText } from '../messages/queueText.ts';
import { readSettings } from '../settings/readSettings.ts';
import { practiceName } from '../templates/practice.ts';
import { readHearing, SEND_WITHIN_MS, standingOfHearing, viewHearing, writeHearing } from './hearingState.ts';
import { mustGet } from './one.ts';
import { deviceNameOf, setupOf } from './phoneRecord.ts';

export interface HearingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly routes: ReadRoutes;
}

/** The practice's morning: an alarm is of use while somebody is there. */
const DAILY_AT_MS = 8 * HOUR_MS;
const PRIORITY = 100;
/** The network's clock is not ours. */
const CLOCK_SLACK_MS = 2 * MINUTE_MS;
const TO_ITSELF = 'This phone tests itself.';

/** Begins a test; one under way is replaced. */
export function startHearingTest(
  deps: HearingDeps,
  context: CallContext,
  input: ParsedInputOf<'gateways.startHearingTest'>,
): HearingTest {
  return runCommand(deps, context, 'gateways.startHearingTest', (tx, now) => {
    const gateway = mustGet(tx, input.id);
    const number = numberIn(tx, input.number);
    begin(deps, tx, gateway, { number, daily: false, author: context.actor.name }, now);
    tx.audit.append({ at: now, action: 'gateway.hearingTest', entity: 'gateway', entityId: gateway.id });
    return view(tx, gateway, now);
  });
}

export function getHearingTest(deps: HearingDeps, input: ParsedInputOf<'gateways.getHearingTest'>): HearingTest {
  return deps.store.read((tx) => view(tx, mustGet(tx, input.id), deps.clock.now()));
}

function view(tx: ReadTx, gateway: GatewayRecord, now: number): HearingTest {
  const { id, ownNumber } = gateway;
  return viewHearing(tx, { id, ownNumber, deviceName: deviceNameOf(gateway) }, now);
}

function numberIn(tx: ReadTx, written: string | undefined): string | null {
  if (written === undefined || written === '') return null;
  const parsed = parsePhone(written, readSettings(tx).practice.country);
  if (parsed.ok) return parsed.e164;
  throw new DomainError('INVALID_INPUT', 'This is not a phone number. Type the number of a phone you have at hand.', {
    field: 'number',
  });
}

function begin(
  deps: HearingDeps,
  tx: WriteTx,
  gateway: GatewayRecord,
  test: { readonly number: string | null; readonly daily: boolean; readonly author: string | null },
  now: number,
): void {
  const { number, daily, author } = test;
  const messageId = number === null ? null : sendTestText(deps, tx, gateway, { number, author }, now);
  writeHearing(tx, gateway.id, { startedAt: now, number, messageId, heardAt: null, daily, alarmedAt: null }, now);
}

/** By the same way as every text, and by this gateway only: another would prove nothing. Errors: SEND_BLOCKED. */
function sendTestText(
  deps: HearingDeps,
  tx: WriteTx,
  gateway: GatewayRecord,
  { number, author }: { readonly number: string; readonly author: string | null },
  now: number,
): string {
  const routes: ReadRoutes = (reader, at) => deps.routes(reader, at).filter((one) => one.gatewayId === gateway.id);
  const own = number === gateway.ownNumber;
  const words = own ? TO_ITSELF : 'This is a test. Please reply with any word.';
  const { message, noRoute } = queueText(
    { ids: deps.ids, routes },
    tx,
    {
      conversation: ensureConversation(deps, tx, number, now),
      personId: null,
      body: `${practiceName(tx)}: ${words}`,
      purpose: 'system',
      trigger: 'manual',
      kind: 'text',
      author,
      dedupeKey: `hearing:${gateway.id}:${now}`,
      priority: PRIORITY,
      sendBy: now + SEND_WITHIN_MS,
      whenAsked: 'nothing',
      facts: { onlyBy: gateway.id },
    },
    now,
  );
  if (message !== null) return message.id;
  const refusal = noRoute?.text ?? 'A test text may not go to this number. Use the number of a phone at hand.';
  throw new DomainError('SEND_BLOCKED', refusal, { field: 'number' });
}

/**
 * Takes one incoming text in by `receive`, and notes it where a test waits for it. The phone's own test text come back is kept from the
 * inbox: it concerns nobody.
 */
export function receiveAndHear(
  tx: WriteTx,
  gateway: GatewayRecord,
  text: IncomingText,
  now: number,
  receive: () => 'new' | 'known',
): 'new' | 'known' {
  const { country } = readSettings(tx).practice;
  const sender = parsePhone(text.from, country);
  const from = sender.ok ? sender.e164 : text.from;
  const echo = from === gateway.ownNumber && text.body.includes(TO_ITSELF);
  // The same text is offered again by every wide look: only its first time proves anything.
  const isNew = echo ? claimEcho(tx, gateway.id, text, now) : receive() === 'new';
  if (isNew) noteHeard(tx, gateway.id, from, text.sentAt, now);
  return isNew && !echo ? 'new' : 'known';
}

function claimEcho(tx: WriteTx, gatewayId: string, text: IncomingText, now: number): boolean {
  const sent = readHearing(tx, gatewayId)?.messageId ?? null;
  if (sent === null || tx.messages.get(sent) === undefined) return false;
  return tx.messages.claimIncoming(gatewayId, text.gatewayMessageId, sent, now);
}

function noteHeard(tx: WriteTx, gatewayId: string, from: string, sentAt: number, now: number): void {
  const test = readHearing(tx, gatewayId);
  if (test === null || test.heardAt !== null || (test.number !== null && test.number !== from)) return;
  // Some phones have no date; one from before the test only came late.
  if (sentAt !== 0 && sentAt < test.startedAt - CLOCK_SLACK_MS) return;
  writeHearing(tx, gatewayId, { ...test, heardAt: now }, now);
}

/** Starts the daily tests that are due, and raises the alarm for those that heard nothing. Asked every minute. */
export function tendHearingTests(deps: HearingDeps, tx: WriteTx, now: number): void {
  for (const gateway of tx.gateways.list()) {
    const test = readHearing(tx, gateway.id);
    const missed = test !== null && test.alarmedAt === null && standingOfHearing(tx, gateway.id, now).why === 'silence';
    if (missed) {
      writeHearing(tx, gateway.id, { ...test, alarmedAt: now }, now);
      tx.audit.append({ at: now, action: 'gateway.notHeard', entity: 'gateway', entityId: gateway.id });
    }
    if (isDailyDue(tx, gateway, now)) startDaily(deps, tx, gateway, now);
  }
}

function isDailyDue(tx: ReadTx, gateway: GatewayRecord, now: number): boolean {
  if (gateway.kind !== 'phone' || gateway.pausedAt !== null || gateway.ownNumber === null) return false;
  // A phone that is not there has an alarm already, and a test would only wait.
  if (!setupOf(gateway).dailyHearingTest || gateway.state !== 'up') return false;
  const { zone } = readSettings(tx).practice;
  const local = toLocal(now, zone);
  const last = readHearing(tx, gateway.id);
  const today = last !== null && compareDates(toLocal(last.startedAt, zone), local) === 0;
  return local.msOfDay >= DAILY_AT_MS && !today;
}

function startDaily(deps: HearingDeps, tx: WriteTx, gateway: GatewayRecord, now: number): void {
  try {
    begin(deps, tx, gateway, { number: gateway.ownNumber, daily: true, author: null }, now);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // The gate says no: it is said once, not every minute of the day.
    const none = { number: gateway.ownNumber, messageId: 'refused', heardAt: null, daily: true, alarmedAt: null };
    writeHearing(tx, gateway.id, { startedAt: now, ...none }, now);
  }
}
