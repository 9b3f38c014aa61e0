/**
 * Takes the next text for one free gateway: lease, the gate's second decision, and the attempt, in one commit, so that all of it is
 * durable before a socket opens. What the gate does not let through is moved out of the way in the same commit.
 */
import type { Reason } from '../../contract/common.ts';
import type { GateCode } from '../../contract/gate.ts';
import { countSegments } from '../../contract/segments.ts';
import { MADE_ANEW } from '../domain/cadence/madeAnew.ts';
import type { Route, RouteChoice } from '../domain/routing/route.ts';
import { cappedReason, closedReason } from '../domain/routing/words.ts';
import { limitReason } from '../domain/sendLimits/words.ts';
import { canHold } from '../providers/gateway.ts';
import type { OutgoingMedia } from '../providers/gateway.ts';
import type { GatewayRecord, JobRecord, MessageRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { Admission } from './admission.ts';
import type { JobDeps, SendLimits } from './deps.ts';
import { outgoingText } from './flight.ts';
import type { Flight } from './flight.ts';
import type { GatewayReadiness, SendVerdict, StatusChange } from './handlers.ts';
import { bodyKeyOf, roomOn, sameWordsUntil } from './line.ts';
import { moveJob } from './moveJob.ts';
import { EXPEDITED } from './pacing.ts';
import { endReason, waitingReason } from './reasons.ts';
import { createRouteReader, routesTo } from './routes.ts';
import type { RoutesDeps } from './routes.ts';

/** Length of a lease, ms; renewed while the call runs. */
export const LEASE_MS = 60_000;
/** What is held back by a switch or a clock is looked at again after this, ms. */
const HELD_RECHECK_MS = 15_000;
/** No delay is shorter than this, so that a gate that says "until now" cannot spin, ms. */
const LEAST_DELAY_MS = 1_000;
/** The gate's word for a limit of the gateway; which one, the route says. */
const PROVIDER_BUSY: GateCode = 'PROVIDER_BUSY';
/** Decisions in one commit: a morning after a week off must not hold the database for long. */
const MOST_DECISIONS = 50;

export interface ClaimRequest {
  readonly gateway: GatewayRecord;
  /** 0 takes any text; EXPEDITED only answers. */
  readonly minPriority: number;
}

/** Thrown out of the claim's transaction: deciding this job hit a defect. */
export class PoisonedJob extends Error {
  readonly jobId: string;
  constructor(jobId: string, cause: unknown) {
    super('deciding a job threw', { cause });
    this.name = 'PoisonedJob';
    this.jobId = jobId;
  }
}

export type ClaimDeps = Pick<JobDeps, 'store' | 'clock' | 'ids' | 'handlers' | 'crashPoint' | 'owner'> &
  RoutesDeps & { readonly admission: Admission };

export interface Claimed {
  /** A text ready to go, or null when none is. */
  readonly flight: Flight | null;
  /** Decisions were made and others may follow. */
  readonly more: boolean;
  /** The next text is too long for what the line may still carry: nothing less urgent goes before there is room. Left out: none waits so. */
  readonly noRoom?: { readonly until: number; readonly priority: number };
}

/** Claims in a transaction of its own. Throws PoisonedJob (nothing changed) when the gate itself failed. */
export function claimNext(deps: ClaimDeps, request: ClaimRequest): Claimed {
  return deps.store.write('dispatcher', (tx) => claimIn(deps, tx, request));
}

/** As `claimNext`, as part of a transaction under way: a text and the outcome of the one before it share a commit. */
export function claimIn(deps: ClaimDeps, tx: WriteTx, request: ClaimRequest): Claimed {
  const now = deps.clock.now();
  let routes: readonly Route[] | null = null;
  let limits: SendLimits | null = null;
  for (let made = 0; made < MOST_DECISIONS; made += 1) {
    const job = tx.outbox.claim({
      owner: deps.owner,
      now,
      until: now + LEASE_MS,
      gatewayIds: [request.gateway.id],
      ...(request.minPriority > 0 ? { minPriority: request.minPriority } : {}),
    });
    if (job === undefined) return { flight: null, more: false };
    routes ??= createRouteReader(deps)(tx, now);
    limits ??= deps.limits(tx, request.gateway);
    const decided = decide(deps, tx, { job, gateway: request.gateway, limits, routes, now });
    if (decided === null) continue;
    if ('until' in decided) return { flight: null, more: false, noRoom: decided };
    deps.crashPoint('dispatcher.inClaim');
    return { flight: decided, more: true };
  }
  return { flight: null, more: true };
}

interface Decision {
  readonly job: JobRecord;
  readonly gateway: GatewayRecord;
  readonly limits: SendLimits;
  readonly routes: readonly Route[];
  readonly now: number;
}

/** The job's flight when it may leave now, or for how long its line has no room for it; otherwise null, with the job moved to where it belongs. */
function decide(deps: ClaimDeps, tx: WriteTx, decision: Decision): Flight | NonNullable<Claimed['noRoom']> | null {
  const { job, now } = decision;
  try {
    const message = tx.messages.get(job.messageId);
    if (message === undefined) {
      tx.outbox.settle(job.id, deps.owner, { state: 'dead', code: 'noMessage' }, now);
      return null;
    }
    // Somebody wants it back already: it goes no further (jobs/recalls ends it).
    if (job.sendAt !== null && tx.recalls.get(job.id) !== undefined) {
      tx.outbox.settle(job.id, deps.owner, { state: 'held', code: 'takingBack' }, now);
      return null;
    }
    if (cannotKeep(deps, decision)) {
      waitHere(tx, deps, decision, message);
      return null;
    }
    const route = deps.handlers.routeOf(tx, message, job, decision.routes, now);
    if (route.kind === 'go' && route.gatewayId !== decision.gateway.id) {
      tx.outbox.settle(job.id, deps.owner, { state: 'ready', runAt: now }, now);
      moveJob(deps, tx, { job, message, route }, now);
      return null;
    }
    const gated = verdictFor(deps, tx, decision, message, route);
    const verdict = gated.kind === 'send' ? withinLine(tx, decision, message, gated) : gated;
    if (verdict.kind === 'noRoom') return waitInPlace(deps, tx, decision, message, verdict.until);
    if (verdict.kind === 'send') return begin(deps, tx, decision, message, verdict);
    putAside(deps, tx, decision, message, verdict);
    return null;
  } catch (error) {
    throw new PoisonedJob(job.id, error);
  }
}

/** It was to be left with a gateway that does not keep texts, or for which it is too near or too far. */
function cannotKeep(deps: ClaimDeps, { job, gateway, now }: Decision): boolean {
  if (job.sendAt === null) return false;
  const traits = deps.gateways.get(gateway.id)?.traits;
  return traits === undefined || !canHold(traits.canSchedule, job.sendAt, now);
}

/** Then it waits for its time like any other text. */
function waitHere(tx: WriteTx, deps: ClaimDeps, { job, now }: Decision, message: MessageRecord): void {
  const runAt = Math.max(job.sendAt ?? now, now);
  tx.outbox.settle(job.id, deps.owner, { state: 'ready', runAt }, now);
  tx.outbox.sendAtOnce(job.id, now);
  deps.handlers.recordStatus(
    tx,
    message.id,
    { status: 'queued', reason: null, notBefore: runAt > now ? runAt : null },
    now,
  );
}

/** For one that is left with a gateway the question is about its time; now it must not be refused either, but it may be the wrong hour. */
function judge(
  deps: ClaimDeps,
  tx: WriteTx,
  { job, now }: Decision,
  message: MessageRecord,
  ready: GatewayReadiness,
): SendVerdict {
  const verdict = deps.handlers.decideSend(tx, message, ready, job.sendAt ?? now);
  if (job.sendAt === null || verdict.kind !== 'send') return verdict;
  const here = deps.handlers.decideSend(tx, message, { ...ready, busyUntil: null }, now);
  // Words like "tomorrow" are those of its own time.
  const otherWords = here.kind === 'drop' && MADE_ANEW.includes(here.reason.code);
  return (here.kind === 'hold' || here.kind === 'drop') && !otherWords ? here : verdict;
}

function verdictFor(
  deps: ClaimDeps,
  tx: WriteTx,
  decision: Decision,
  message: MessageRecord,
  route: RouteChoice,
): SendVerdict {
  const { job, gateway, limits, routes, now } = decision;
  const held = heldBack(deps, tx, job, message, now);
  if (held !== null) return { kind: 'delay', until: now + HELD_RECHECK_MS, reason: held };
  if (job.sendBy !== null && now >= job.sendBy) {
    return { kind: 'drop', status: 'expired', reason: endReason('expired') };
  }
  // No gateway carries a text like this any more: only a person can change the text or the gateways.
  if (route.kind === 'none') return { kind: 'hold', reason: route.reason };
  const line = routesTo(tx, routes, message, limits, job.sendAt ?? now).find(
    ({ gatewayId }) => gatewayId === gateway.id,
  );
  // Android's half hour is the dispatcher's to wait for: one text after the other, all in their places.
  const capped = line?.capped ?? null;
  const busy = capped?.why === 'halfHour' ? null : capped;
  const ready = { record: gateway, busyUntil: busy?.until ?? null, way: wayBy(route, gateway) };
  const verdict = judge(deps, tx, decision, message, ready);
  if (verdict.kind === 'send' && line !== undefined && line.failing !== null && isAutomatic(job, message)) {
    return { kind: 'delay', until: line.failing.probeAt, reason: closedReason(line, 'failing') };
  }
  const people = verdict.kind === 'delay' && verdict.reason.code === PROVIDER_BUSY && busy?.why === 'people';
  return people && line !== undefined ? { ...verdict, reason: cappedReason(line, 'people') } : verdict;
}

/** Nobody waits for it at this moment. */
function isAutomatic({ priority }: JobRecord, { trigger }: MessageRecord): boolean {
  return trigger === 'automatic' && priority < EXPEDITED;
}

type Leaving = Extract<SendVerdict, { kind: 'send' }>;

/** The limits of a consumer SIM that the words themselves decide: how many parts, and how many people got the same. */
function withinLine(
  tx: WriteTx,
  { job, gateway, limits, now }: Decision,
  message: MessageRecord,
  leaving: Leaving,
): SendVerdict | { readonly kind: 'noRoom'; readonly until: number } {
  if (limits.line === undefined) return leaving;
  const text = { body: leaving.body, conversationId: message.conversationId };
  // Its place on the line is that of its time; who gave it that time has looked for room around it.
  const at = job.sendAt ?? now;
  const until = job.priority < EXPEDITED ? sameWordsUntil(tx, gateway, limits, text, at) : null;
  if (until !== null) return { kind: 'delay', until, reason: limitReason('sameText', gateway.label) };
  const room = roomOn(tx, gateway, limits, countSegments(leaving.body).parts, at);
  if (job.sendAt !== null)
    return room > at ? { kind: 'delay', until: room, reason: limitReason('halfHourFull', gateway.label) } : leaving;
  return room > now ? { kind: 'noRoom', until: room } : leaving;
}

/** The job keeps its place and its time: whoever waits behind it waits with it. */
function waitInPlace(
  deps: ClaimDeps,
  tx: WriteTx,
  { job, gateway, now }: Decision,
  message: MessageRecord,
  until: number,
): NonNullable<Claimed['noRoom']> {
  const reason = limitReason('halfHourFull', gateway.label);
  tx.outbox.settle(job.id, deps.owner, { state: 'ready', runAt: job.runAt, code: reason.code }, now);
  record(deps, tx, message, { status: 'queued', reason }, now);
  return { until, priority: job.priority };
}

/** Where the route is closed by what is stored and open by what was just heard, the text goes by the gateway that claimed it. */
function wayBy(route: Extract<RouteChoice, { kind: 'go' | 'wait' }>, gateway: GatewayRecord) {
  const { from, sim, prefixPracticeName } = route;
  return route.gatewayId === gateway.id
    ? { from, sim, prefixPracticeName }
    : { from: null, sim: null, prefixPracticeName };
}

/** Why this text waits although it is due. By a clock in doubt nothing automatic leaves, and nothing is called too late. */
function heldBack(deps: ClaimDeps, tx: WriteTx, job: JobRecord, message: MessageRecord, now: number): Reason | null {
  const automatic = message.trigger === 'automatic';
  if ((automatic || job.sendBy !== null) && !deps.admission.clockTrusted()) return waitingReason('clockSkew');
  const held = automatic ? deps.handlers.remindersHeld(tx, now) : null;
  return held === null ? null : waitingReason(held.code);
}

function begin(
  deps: ClaimDeps,
  tx: WriteTx,
  { job, gateway, limits, now }: Decision,
  message: MessageRecord,
  verdict: Leaving,
): Flight {
  const attemptId = deps.ids.next();
  const number = (tx.outbox.lastAttempt(job.id)?.number ?? 0) + 1;
  const attempt = {
    id: attemptId,
    jobId: job.id,
    messageId: message.id,
    number,
    gatewayId: gateway.id,
    claimedAt: now,
    leavesAt: job.sendAt,
    body: verdict.secret === true || verdict.body === message.body ? null : verdict.body,
    bodyKey: isCounted(job, limits, verdict) ? bodyKeyOf(verdict.body) : null,
  };
  tx.outbox.beginAttempt(attempt);
  noteWay(tx, message, gateway, verdict);
  deps.handlers.recordStatus(
    tx,
    message.id,
    {
      status: 'sending',
      reason: job.sendAt === null ? null : waitingReason('handingOver'),
      notBefore: job.sendAt,
      gatewayId: gateway.id,
    },
    now,
  );
  const media = mediaOf(deps, tx, message);
  const text = { ...outgoingText(job, message, attemptId, verdict), ...(media.length === 0 ? {} : { media }) };
  return { job, attemptId, gatewayId: gateway.id, text, claimedAt: now };
}

/** Whether these words count among the same words of an hour: answers may say the same to anybody, and a secret leaves no trace. */
function isCounted({ priority }: JobRecord, { line }: SendLimits, { secret }: Leaving): boolean {
  return priority < EXPEDITED && secret !== true && (line?.sameTextPerHour ?? null) !== null;
}

/** The pictures of a text, read into memory only now. */
function mediaOf({ mediaLink }: ClaimDeps, tx: WriteTx, message: MessageRecord): OutgoingMedia[] {
  if (message.eventData?.['pictures'] === undefined) return [];
  return tx.attachments.ofMessages([message.id]).flatMap(({ id, name, contentType }) => {
    const bytes = tx.attachments.content(id);
    return bytes === null ? [] : [{ name, contentType, bytes, publicUrl: mediaLink?.(id) ?? null }];
  });
}

/** The number it leaves by, and the parts it really takes: what a person sees beside the text, and what an answer is routed by. */
function noteWay(
  tx: WriteTx,
  message: MessageRecord,
  gateway: GatewayRecord,
  verdict: Extract<SendVerdict, { kind: 'send' }>,
): void {
  const ownNumber = verdict.from ?? gateway.ownNumber;
  const segments = verdict.body === message.body ? message.segments : countSegments(verdict.body).parts;
  const known = message.ownNumber === ownNumber && message.sim === verdict.sim && message.segments === segments;
  if (!known) tx.messages.update(message.id, { ownNumber, sim: verdict.sim, segments });
}

type Aside = Exclude<SendVerdict, { kind: 'send' }>;

function putAside(deps: ClaimDeps, tx: WriteTx, { job, now }: Decision, message: MessageRecord, verdict: Aside): void {
  const { reason } = verdict;
  // Another time than the one it was to be left with: from here on it waits like any other text.
  if (job.sendAt !== null) tx.outbox.sendAtOnce(job.id, now);
  if (verdict.kind === 'delay') {
    const runAt = Math.max(verdict.until, now + LEAST_DELAY_MS, job.sendAt ?? now);
    tx.outbox.settle(job.id, deps.owner, { state: 'ready', runAt, code: reason.code }, now);
    record(deps, tx, message, { status: 'queued', reason, notBefore: runAt }, now);
  } else if (verdict.kind === 'hold') {
    tx.outbox.settle(job.id, deps.owner, { state: 'held', code: reason.code }, now);
    record(deps, tx, message, { status: 'held', reason }, now);
  } else {
    const state = verdict.status === 'failed' ? 'dead' : verdict.status;
    tx.outbox.settle(job.id, deps.owner, { state, code: reason.code }, now);
    record(deps, tx, message, { status: verdict.status, reason }, now);
  }
}

/** Says nothing when a person would see no difference: a held text is looked at every few seconds. */
function record(deps: ClaimDeps, tx: WriteTx, message: MessageRecord, change: StatusChange, now: number): void {
  const same = message.status === change.status && message.reasonCode === (change.reason?.code ?? null);
  if (!same) deps.handlers.recordStatus(tx, message.id, change, now);
}
