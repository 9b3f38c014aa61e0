/**
 * Takes fetched texts into the store: a few per commit, the cursor in the same commit as the last of them, so that a crash can only
 * make the gateway's answer be read again, never skip it. What a text means is the handler's business.
 */
import type { InboxPage, IncomingText } from '../providers/gateway.ts';
import type { GatewayRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { JobDeps } from './deps.ts';
import { describeError } from './loop.ts';

/** The most texts in one commit. */
const CHUNK = 500;
/**
 * How long one commit may hold the main thread, which is shared with the desk: taking the texts in and writing them out, ms. The second
 * part is known only on the machine it runs on; until it was measured a text is taken to need so much of it.
 */
const TASK_MS = 36;
const FIRST_COMMIT_MS = 0.2;
/** With no news, the time of the last look is written this often, ms: it bounds the gap that is re-read after a crash. */
const MARK_EVERY_MS = 60_000;

export interface Ingested {
  readonly fresh: number;
  /** Texts the handler could not take in. They are offered again by the next wide look. */
  readonly failed: number;
}

export type IngestDeps = Pick<JobDeps, 'store' | 'clock' | 'timers' | 'log' | 'handlers' | 'crashPoint'>;

/** Stores one page, oldest text first. Throws when the store refuses: nothing is skipped, the page is fetched again. */
export async function ingestPage(
  deps: IngestDeps,
  gatewayId: string,
  page: InboxPage,
  signal: AbortSignal,
): Promise<Ingested> {
  const texts = page.texts.toSorted((a, b) => a.sentAt - b.sentAt);
  const intake: Intake = { gatewayId, texts, from: 0, poisoned: new Set(), inHand: null, commitMs: FIRST_COMMIT_MS };
  let fresh = 0;
  for (;;) {
    fresh += storeChunk(deps, intake, page);
    if (intake.from >= texts.length) return { fresh, failed: intake.poisoned.size };
    await deps.timers.sleep(0, signal);
  }
}

/** Where the taking in of one page stands. */
interface Intake {
  readonly gatewayId: string;
  readonly texts: readonly IncomingText[];
  /** Texts before this place are stored, or set aside. */
  from: number;
  /** Texts that threw: they are set aside, and the others are stored without them. */
  readonly poisoned: Set<IncomingText>;
  /** The text in the handler's hands; null when none is. */
  inHand: IncomingText | null;
  /** What committing costs, ms a text, as measured last. */
  commitMs: number;
}

/** One commit, or none when a text threw: then everything before it is taken in again without it. Returns how many were new. */
function storeChunk(deps: IngestDeps, intake: Intake, page: InboxPage): number {
  const { gatewayId, texts, poisoned } = intake;
  try {
    const { taken, fresh, doneAt } = deps.store.write('receiver', (tx) => {
      const stored = takeIn(deps, tx, intake);
      if (intake.from + stored.taken === texts.length) mark(deps, tx, gatewayId, page, stored.fresh);
      deps.crashPoint('receiver.inCommit');
      return { ...stored, doneAt: deps.clock.monotonic() };
    });
    deps.crashPoint('receiver.afterCommit');
    intake.from += taken;
    intake.commitMs = (deps.clock.monotonic() - doneAt) / Math.max(1, taken);
    return fresh;
  } catch (error) {
    // Null: it was not the handler but the store, and trying text by text would not help.
    if (intake.inHand === null) throw error;
    poisoned.add(intake.inHand);
    intake.inHand = null;
    deps.log.error({ gateway: gatewayId, error: describeError(error) }, 'receiver.defect');
    return 0;
  }
}

function takeIn(deps: IngestDeps, tx: WriteTx, intake: Intake): { readonly taken: number; readonly fresh: number } {
  const { texts, from, poisoned, commitMs } = intake;
  const gateway = tx.gateways.get(intake.gatewayId);
  if (gateway === undefined) return { taken: texts.length - from, fresh: 0 };
  const started = deps.clock.monotonic();
  const most = Math.min(CHUNK, texts.length - from);
  let taken = 0;
  let fresh = 0;
  while (taken < most && deps.clock.monotonic() - started + taken * commitMs < TASK_MS) {
    const text = texts[from + taken];
    taken += 1;
    if (text === undefined || poisoned.has(text)) continue;
    intake.inHand = text;
    if (deps.handlers.receiveText(tx, gateway, text, deps.clock.now()) === 'new') fresh += 1;
    intake.inHand = null;
  }
  return { taken, fresh };
}

/** Texts that a gateway posted by itself, in the caller's commit. The cursor stays: polling finds them known. Returns how many are new. */
export function takePosted(
  deps: Pick<JobDeps, 'clock' | 'handlers'>,
  tx: WriteTx,
  gatewayId: string,
  texts: readonly IncomingText[],
): number {
  const gateway = tx.gateways.get(gatewayId);
  if (gateway === undefined || texts.length === 0) return 0;
  const now = deps.clock.now();
  const fresh = texts.filter((text) => deps.handlers.receiveText(tx, gateway, text, now) === 'new').length;
  if (fresh === 0) return 0;
  tx.gateways.update(gatewayId, { lastHeardAt: now, lastInboundAt: now });
  tx.changed('gateway.changed', gatewayId);
  return fresh;
}

/** Moves the cursor on. A look that brought nothing is written only now and then. */
function mark(deps: IngestDeps, tx: WriteTx, gatewayId: string, page: InboxPage, fresh: number): void {
  const record = tx.gateways.get(gatewayId);
  if (record === undefined) return;
  const now = deps.clock.now();
  tx.gateways.update(gatewayId, {
    inboxCursor: page.cursor,
    lastPolledAt: now,
    lastHeardAt: now,
    ...(fresh > 0 ? { lastInboundAt: now } : {}),
  });
  if (fresh > 0) tx.changed('gateway.changed', gatewayId);
}

/** Whether a page brings nothing that has to be written now. */
export function isNoNews(record: GatewayRecord, page: InboxPage, now: number): boolean {
  if (page.texts.length > 0 || page.more) return false;
  const stale = record.lastPolledAt === null || Math.abs(now - record.lastPolledAt) >= MARK_EVERY_MS;
  return !stale && JSON.stringify(page.cursor) === JSON.stringify(record.inboxCursor);
}
