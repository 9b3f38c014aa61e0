/**
 * Reads what gateways have posted to the listener: texts go where polled ones go, reports to the texts they are about. A few events per
 * commit, each marked as read in the commit of its effects; reading twice changes nothing. Proves nothing: the listener stores only what
 * is genuine.
 */
import type { GatewayHooks, HookNews, HooksOf } from '../providers/hooks.ts';
import type { HookEventRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { JobDeps } from './deps.ts';
import { takePosted } from './ingest.ts';
import { createLoop, describeError } from './loop.ts';
import type { Loop } from './loop.ts';
import { settleFound } from './reconcile.ts';
import { applyReport } from './statusTracker.ts';

/** Events in one commit: the main thread is shared with the desk, and one of them may hold a picture. */
const BATCH = 10;
/** An event that came before the answer it belongs to is looked at again after this, ms. */
const AGAIN_MS = 2_000;
/** After this much such an event is nobody's: polling knows the rest, ms. */
const PATIENCE_MS = 10 * 60_000;
/** What stands before a stored target when a gateway reads it: only path and query mean anything by then. */
const PLACE = 'https://localhost/hooks';
/** Whoever posts under our attempt has it: in these states the word of the gateway settles the job. */
const OPEN = ['unknown', 'needsReview', 'ready'] as const;

export type HookInboxDeps = JobDeps & {
  readonly hooksOf: HooksOf;
  /** Something that was not in an event has to be fetched from this gateway. */
  readonly lookAt: (gatewayId: string) => void;
};

/** The reader, at rest. Wake it when something was stored; its first round reads what an earlier run left. */
export function createHookInbox(deps: HookInboxDeps): Loop {
  return createLoop(deps, { name: 'hookInbox', run: (signal) => readWaiting(deps, signal) });
}

async function readWaiting(deps: HookInboxDeps, signal: AbortSignal): Promise<number | null> {
  let after = 0;
  let early = false;
  for (;;) {
    const events = deps.store.read((tx) => tx.hookEvents.waiting(after, BATCH));
    const last = events.at(-1);
    if (last === undefined || signal.aborted) return early ? AGAIN_MS : null;
    after = last.seq;
    const letters = await Promise.all(events.map((event) => open(deps, event)));
    if (takeAll(deps, letters) > 0) early = true;
    await deps.timers.sleep(0, signal);
  }
}

/** An event, and what its gateway makes of it. `unread`: not now, the credentials could not be read. */
interface Letter {
  readonly event: HookEventRecord;
  readonly content:
    | { readonly kind: 'news'; readonly news: HookNews }
    | { readonly kind: 'problem'; readonly problem: string }
    | { readonly kind: 'unread' };
}

async function open(deps: HookInboxDeps, event: HookEventRecord): Promise<Letter> {
  let hooks: GatewayHooks | undefined;
  try {
    hooks = await deps.hooksOf(event.gatewayId);
  } catch (error) {
    deps.log.error({ gateway: event.gatewayId, error: describeError(error) }, 'hooks.noCredentials');
    return { event, content: { kind: 'unread' } };
  }
  if (hooks === undefined) return { event, content: { kind: 'problem', problem: 'gatewayGone' } };
  try {
    const { target, contentType, body } = event;
    const read = hooks.read({ url: `${PLACE}${target}`, contentType, body });
    if (read.ok) return { event, content: { kind: 'news', news: read.news } };
    deps.log.warn({ gateway: event.gatewayId, event: event.seq }, 'hooks.unreadable');
    return { event, content: { kind: 'problem', problem: read.problem } };
  } catch (error) {
    deps.log.error({ gateway: event.gatewayId, error: describeError(error) }, 'hooks.defect');
    return { event, content: { kind: 'problem', problem: 'defect' } };
  }
}

/** Takes all in one commit. One whose effects throw is set aside with a problem, and the others are taken without it. */
function takeAll(deps: HookInboxDeps, letters: readonly Letter[]): number {
  const waiting = new Set(letters);
  for (;;) {
    const attempt: { letter: Letter | null } = { letter: null };
    try {
      const { early, looks } = deps.store.write('receiver', (tx) => {
        const done = takeIn(deps, tx, waiting, attempt);
        deps.crashPoint('hooks.inCommit');
        return done;
      });
      deps.crashPoint('hooks.afterCommit');
      for (const gatewayId of looks) deps.lookAt(gatewayId);
      return early;
    } catch (error) {
      // Null: it was not the event but the store; everything is read again.
      if (attempt.letter === null) throw error;
      setAside(deps, attempt.letter, error);
      waiting.delete(attempt.letter);
    }
  }
}

function setAside(deps: HookInboxDeps, { event }: Letter, error: unknown): void {
  deps.log.error({ gateway: event.gatewayId, event: event.seq, error: describeError(error) }, 'hooks.defect');
  deps.store.write('receiver', (tx) => tx.hookEvents.done(event.seq, deps.clock.now(), 'defect'));
}

function takeIn(
  deps: HookInboxDeps,
  tx: WriteTx,
  letters: ReadonlySet<Letter>,
  attempt: { letter: Letter | null },
): { readonly early: number; readonly looks: ReadonlySet<string> } {
  const now = deps.clock.now();
  const looks = new Set<string>();
  let early = 0;
  for (const letter of letters) {
    attempt.letter = letter;
    const { event, content } = letter;
    if (content.kind === 'problem') tx.hookEvents.done(event.seq, now, content.problem);
    else if (content.kind === 'unread') early += 1;
    else if (takeNews(deps, tx, event, content.news, now) === 'early') early += 1;
    else {
      tx.hookEvents.done(event.seq, now, null);
      if (content.news.look) looks.add(event.gatewayId);
    }
    attempt.letter = null;
  }
  return { early, looks };
}

/** `early`: part of it speaks of a text whose sending we have not seen the end of; the rest is taken, and taken again without effect. */
function takeNews(
  deps: HookInboxDeps,
  tx: WriteTx,
  { gatewayId, receivedAt }: HookEventRecord,
  news: HookNews,
  now: number,
): 'done' | 'early' {
  takePosted(deps, tx, gatewayId, news.texts);
  const late = Math.abs(now - receivedAt) > PATIENCE_MS;
  const heard = [
    ...news.accepted.map((word) => hear(deps, tx, gatewayId, word, now)),
    ...news.reports.map((report) => {
      const known = applyReport(deps, tx, gatewayId, report, now);
      return known || !inTheAir(tx) ? ('done' as const) : ('early' as const);
    }),
  ];
  return !late && heard.includes('early') ? 'early' : 'done';
}

/** Whether the answer to a send may still come, which would name the text a report is about. */
function inTheAir(tx: WriteTx): boolean {
  return tx.outbox.inState('leased', 1).length > 0 || tx.outbox.inState('unknown', 1).length > 0;
}

/** The gateway names a text by our attempt: that settles an attempt in doubt, for good and without asking. */
function hear(
  deps: HookInboxDeps,
  tx: WriteTx,
  gatewayId: string,
  { attemptId, report }: HookNews['accepted'][number],
  now: number,
): 'done' | 'early' {
  const attempt = tx.outbox.attempt(attemptId);
  const job = attempt === undefined ? undefined : tx.outbox.get(attempt.jobId);
  // A gateway speaks for its own attempts only.
  if (attempt === undefined || job === undefined || attempt.gatewayId !== gatewayId) return 'done';
  if (attempt.outcome === 'accepted') {
    applyReport(deps, tx, gatewayId, report, now);
    return 'done';
  }
  // The dispatcher holds the lease and settles it; what is said here is heard after that.
  if (attempt.outcome === 'inFlight') return 'early';
  if (tx.outbox.lastAttempt(job.id)?.id !== attempt.id) {
    deps.log.warn({ job: job.id }, 'hooks.earlierAttemptWasAccepted');
    return 'done';
  }
  // A text that a person is asked about leaves that state by its end only.
  const settles = job.state !== 'needsReview' || (report.status !== 'pending' && report.status !== 'processed');
  const answer = { kind: 'found', gatewayMessageId: report.gatewayMessageId, report } as const;
  if (settles) settleFound(deps, tx, { job, attempt }, answer, now, OPEN);
  return 'done';
}
