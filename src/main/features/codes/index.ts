/**
 * One-time codes at the counter (twilio.md 9): by Twilio Verify where that is the route and set up, else our own by the door every text
 * uses. Ten minutes, five tries, one use, three an hour for a number.
 */
import { DomainError } from '../../../contract/errors.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import type { ReadRoutes } from '../../jobs/routes.ts';
import type { Clock, Ids, Random } from '../../platform/ports.ts';
import type { GatewayResult } from '../../providers/gateway.ts';
import type { OneTimeCodeRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import { isOptedOut } from '../consent/readConsent.ts';
import { recordConsent } from '../consent/recordConsent.ts';
import { blankConversation, ensureConversation } from '../conversations/ensureConversation.ts';
import type { CallContext, FeatureHandlers, OutputOf, ParsedInputOf } from '../feature.ts';
import { judgeText, queueText } from '../messages/queueText.ts';
import { messageOrRefusal, refusalOf } from '../messages/sendMessage.ts';
import { readNumber } from '../people/phoneWords.ts';
import { routeNewText } from '../routing/routeText.ts';
import { readSettings } from '../settings/readSettings.ts';
import { languageOf, practiceName } from '../templates/practice.ts';
import { codeBody } from './codeText.ts';
import type { WaitingCodes } from './codeText.ts';
import { hashCode, makeCode, makeSalt, sameHash } from './ownCode.ts';

/** Twilio Verify, as far as codes need it. Null: not set up at this gateway. */
export interface VerifyService {
  start(
    gatewayId: string,
    request: { readonly to: string; readonly locale?: string },
    signal: AbortSignal,
  ): Promise<GatewayResult<
    { readonly kind: 'sent'; readonly remoteId: string } | { readonly kind: 'tooMany' | 'refused' }
  > | null>;
  check(
    gatewayId: string,
    request: { readonly remoteId: string; readonly code: string },
    signal: AbortSignal,
  ): Promise<GatewayResult<'right' | 'wrong' | 'tooMany' | 'gone'> | null>;
}

export interface CodesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly routes: ReadRoutes;
  readonly verify: VerifyService;
  readonly waiting: WaitingCodes;
}

const GOOD_FOR_MS = 10 * MINUTE_MS;
const MOST_TRIES = 5;
const PER_HOUR = 3;
/** People stand at the counter and wait. */
const PRIORITY = 100;

export function createCodesFeature(deps: CodesDeps): FeatureHandlers<'codes'> {
  return {
    sendCode: (context, input) => sendCode(deps, context, input),
    checkCode: (context, input) => checkCode(deps, context, input),
  };
}

interface Receiver {
  readonly number: string;
  readonly personId: string | null;
  readonly gatewayId: string;
  readonly gatewayLabel: string;
}

async function sendCode(
  deps: CodesDeps,
  context: CallContext,
  input: ParsedInputOf<'codes.sendCode'>,
): Promise<OutputOf<'codes.sendCode'>> {
  const to = deps.store.read((tx) => receiverOf(deps, tx, input));
  const locale = deps.store.read((tx) => languageOf(tx, to.personId));
  const started = await deps.verify.start(to.gatewayId, { to: to.number, locale }, context.signal);
  if (started !== null) return keepVerification(deps, context, to, remoteIdOf(started));
  const code = makeCode(deps.random);
  const salt = makeSalt(deps.random);
  const hash = await hashCode(code, salt);
  const sent = runCommand(deps, context, 'codes.sendCode', (tx, now) => {
    const record = insert(deps, tx, context, { ...to, route: 'own', hash, salt, remoteId: null }, now);
    // Kept before the commit that makes the text visible to the dispatcher.
    deps.waiting.keep(record.id, code, record.expiresAt);
    const messageId = queueCode(deps, tx, context, to, record, now);
    return { codeId: record.id, route: 'own' as const, messageId, ...shown(to, record) };
  });
  return sent;
}

function receiverOf(deps: CodesDeps, tx: ReadTx, input: ParsedInputOf<'codes.sendCode'>): Receiver {
  const now = deps.clock.now();
  const { e164: number } = readNumber(input.number, readSettings(tx).practice.country, 'number');
  if (input.personId !== undefined && tx.people.get(input.personId) === undefined) {
    throw new DomainError('NOT_FOUND', 'This person is no longer there.');
  }
  if (isOptedOut(tx, number)) {
    throw new DomainError(
      'SEND_BLOCKED',
      'This number has opted out of texts. Only they can undo it, by texting START.',
    );
  }
  if (tx.oneTimeCodes.countSince(number, now - HOUR_MS) >= PER_HOUR) {
    throw new DomainError('NOT_AVAILABLE', 'Three codes went to this number within an hour. Try again later.');
  }
  const conversation = tx.conversations.getByAddress(number) ?? blankConversation('none', number, now);
  const asks = { channel: 'sms', purpose: 'system', trigger: 'manual', hasMedia: false } as const;
  const route = routeNewText(tx, { conversationId: conversation.id, ...asks }, deps.routes(tx, now), now);
  if (route.kind === 'none') throw new DomainError('NOT_AVAILABLE', route.reason.text);
  // Where the provider writes and sends the text itself, nothing of it passes the queue: the gate is asked here, too.
  const personId = input.personId ?? null;
  const body = codeBody(practiceName(tx), languageOf(tx, personId));
  const text = { conversation, personId, body, purpose: 'system', trigger: 'manual', author: '' } as const;
  const judged = judgeText(deps, tx, text, now);
  if (judged.decision.decision === 'block' || judged.decision.decision === 'confirm') {
    throw refusalOf(tx, { ...judged, noRoute: null });
  }
  const gatewayLabel = tx.gateways.get(route.gatewayId)?.label ?? '';
  return { number, personId, gatewayId: route.gatewayId, gatewayLabel };
}

function remoteIdOf(started: NonNullable<Awaited<ReturnType<VerifyService['start']>>>): string {
  if (!started.ok) {
    const code = started.problem === 'unreachable' ? 'GATEWAY_UNREACHABLE' : 'GATEWAY_REFUSED';
    throw new DomainError(code, 'Twilio did not take the code. Try again in a moment.', {
      details: { problem: started.problem },
    });
  }
  if (started.value.kind === 'sent') return started.value.remoteId;
  throw new DomainError(
    'NOT_AVAILABLE',
    started.value.kind === 'tooMany'
      ? 'Too many codes went to this number. Wait ten minutes.'
      : 'This number cannot get a code by text. It may be a landline.',
  );
}

function keepVerification(deps: CodesDeps, context: CallContext, to: Receiver, remoteId: string) {
  return runCommand(deps, context, 'codes.sendCode', (tx, now) => {
    const record = insert(deps, tx, context, { ...to, route: 'verify', hash: null, salt: null, remoteId }, now);
    return { codeId: record.id, route: 'verify' as const, messageId: null, ...shown(to, record) };
  });
}

function shown({ gatewayLabel }: Receiver, { expiresAt }: OneTimeCodeRecord) {
  return { gatewayLabel, expiresAt };
}

function insert(
  deps: CodesDeps,
  tx: WriteTx,
  context: CallContext,
  made: Receiver & Pick<OneTimeCodeRecord, 'route' | 'hash' | 'salt' | 'remoteId'>,
  now: number,
): OneTimeCodeRecord {
  const { gatewayLabel: _label, ...kept } = made;
  const record: OneTimeCodeRecord = {
    ...kept,
    id: deps.ids.next(),
    tries: 0,
    state: 'open',
    createdBy: context.actor.name,
    createdAt: now,
    expiresAt: now + GOOD_FOR_MS,
    settledAt: null,
  };
  tx.oneTimeCodes.closeOpen(record.number, now);
  tx.oneTimeCodes.insert(record);
  note(tx, record, 'code.sent', { route: record.route }, now);
  return record;
}

function queueCode(
  deps: CodesDeps,
  tx: WriteTx,
  context: CallContext,
  { number, personId }: Receiver,
  { id, expiresAt }: OneTimeCodeRecord,
  now: number,
): string {
  const queued = queueText(
    deps,
    tx,
    {
      conversation: ensureConversation(deps, tx, number, now),
      personId,
      body: codeBody(practiceName(tx), languageOf(tx, personId)),
      purpose: 'system',
      trigger: 'manual',
      kind: 'autoReply',
      author: context.actor.name,
      dedupeKey: `code:${id}`,
      priority: PRIORITY,
      sendBy: expiresAt,
      whenAsked: 'nothing',
      facts: { oneTimeCode: id },
    },
    now,
  );
  return messageOrRefusal(tx, queued).id;
}

async function checkCode(
  deps: CodesDeps,
  context: CallContext,
  { codeId, code }: ParsedInputOf<'codes.checkCode'>,
): Promise<OutputOf<'codes.checkCode'>> {
  const record = deps.store.read((tx) => mustGet(tx, codeId));
  const digits = code.replace(/[\s-]/g, '');
  const open = record.state === 'open' && deps.clock.now() < record.expiresAt && record.tries < MOST_TRIES;
  const answer = open ? await answerOf(deps, context, record, digits) : 'wrong';
  return runCommand(deps, context, 'codes.checkCode', (tx, now) => settle(deps, tx, context, codeId, answer, now));
}

type Answer = 'right' | 'wrong' | 'gone';

async function answerOf(
  deps: CodesDeps,
  context: CallContext,
  { route, gatewayId, hash, salt, remoteId }: OneTimeCodeRecord,
  code: string,
): Promise<Answer> {
  if (route === 'own') {
    if (hash === null || salt === null) return 'gone';
    return sameHash(await hashCode(code, salt), hash) ? 'right' : 'wrong';
  }
  const checked = await deps.verify.check(gatewayId, { remoteId: remoteId ?? '', code }, context.signal);
  if (checked === null) return 'gone';
  if (!checked.ok) {
    throw new DomainError('GATEWAY_UNREACHABLE', 'Twilio could not be asked about this code. Try again in a moment.');
  }
  return checked.value === 'tooMany' ? 'gone' : checked.value;
}

/** Decides by the row as it is now: two people may have typed at once. */
function settle(
  deps: CodesDeps,
  tx: WriteTx,
  context: CallContext,
  codeId: string,
  answer: Answer,
  now: number,
): OutputOf<'codes.checkCode'> {
  const record = mustGet(tx, codeId);
  if (record.state !== 'open') return { result: record.state === 'expired' ? 'expired' : 'spent', triesLeft: 0 };
  if (now >= record.expiresAt) return close(tx, record, 'expired', now);
  const tries = record.tries + 1;
  if (answer === 'right') {
    tx.oneTimeCodes.update(codeId, { tries });
    verified(deps, tx, context, record, now);
    return close(tx, record, 'right', now);
  }
  tx.oneTimeCodes.update(codeId, { tries });
  if (answer === 'gone' || tries >= MOST_TRIES) return close(tx, record, 'failed', now);
  note(tx, record, 'code.wrong', { tries }, now);
  return { result: 'wrong', triesLeft: MOST_TRIES - tries };
}

const RESULT = { right: 'right', expired: 'expired', failed: 'spent' } as const;

function close(tx: WriteTx, record: OneTimeCodeRecord, state: keyof typeof RESULT, now: number) {
  tx.oneTimeCodes.update(record.id, { state, settledAt: now, hash: null, salt: null });
  note(tx, record, `code.${state}`, { route: record.route }, now);
  return { result: RESULT[state], triesLeft: 0 };
}

/** They hold the number: into the ledger, which also lifts a suspension. */
function verified(deps: CodesDeps, tx: WriteTx, context: CallContext, record: OneTimeCodeRecord, now: number): void {
  recordConsent(
    deps,
    tx,
    {
      number: record.number,
      personId: record.personId,
      kind: 'number_verified',
      level: null,
      purpose: null,
      method: 'text',
      evidence: 'one-time code',
      at: now,
      actor: context.actor.name,
    },
    now,
  );
}

function mustGet(tx: ReadTx, id: string): OneTimeCodeRecord {
  const record = tx.oneTimeCodes.get(id);
  if (record === undefined) throw new DomainError('NOT_FOUND', 'This code is no longer known. Send a new one.');
  return record;
}

/** Never the code, nor the number. */
function note(
  tx: WriteTx,
  { id, personId }: OneTimeCodeRecord,
  action: string,
  data: Readonly<Record<string, unknown>>,
  now: number,
): void {
  tx.audit.append({ at: now, action, entity: 'code', entityId: id, data: { ...data, personId } });
}
