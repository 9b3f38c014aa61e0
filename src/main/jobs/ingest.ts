/**
 * Takes fetched texts into the store: a few per commit, the cursor in the same commit as the last of them, so that a crash can only
 * make the gateway's answer be read again, never skip it. What a text means is the handler's business.
 */
import type { InboxPage, IncomingText } from '../providers/gateway.ts';
import type { GatewayRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { JobDeps } from './deps.ts';
import { describeError } from './loop.ts';

/** Texts in one commit, and the time after which a commit is closed early: the main thread is shared with the desk. */
const CHUNK = 200;
const CHUNK_MS = 25;
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
  const waiting = page.texts.toSorted((a, b) => a.sentAt - b.sentAt);
  let fresh = 0;
  let failed = 0;
  do {
    const done = storeChunk(deps, gatewayId, waiting, page);
    fresh += done.fresh;
    failed += done.failed;
    if (waiting.length > 0) await deps.timers.sleep(0, signal);
  } while (waiting.length > 0);
  return { fresh, failed };
}

/** Removes from `waiting` what it stored. A text that throws is set aside, and the others are stored without it. */
function storeChunk(deps: IngestDeps, gatewayId: string, waiting: IncomingText[], page: InboxPage): Ingested {
  const poisoned = new Set<IncomingText>();
  for (;;) {
    const attempt: { text: IncomingText | null } = { text: null };
    try {
      const { taken, fresh } = deps.store.write('receiver', (tx) => {
        const stored = takeIn(deps, tx, { gatewayId, texts: waiting, skip: poisoned, attempt });
        if (stored.taken === waiting.length) mark(deps, tx, gatewayId, page, stored.fresh);
        deps.crashPoint('receiver.inCommit');
        return stored;
      });
      deps.crashPoint('receiver.afterCommit');
      waiting.splice(0, taken);
      return { fresh, failed: poisoned.size };
    } catch (error) {
      // Null: it was not the handler but the store, and trying text by text would not help.
      if (attempt.text === null) throw error;
      poisoned.add(attempt.text);
      deps.log.error({ gateway: gatewayId, error: describeError(error) }, 'receiver.defect');
    }
  }
}

interface Intake {
  readonly gatewayId: string;
  readonly texts: readonly IncomingText[];
  readonly skip: ReadonlySet<IncomingText>;
  /** The text in the handler's hands; null when none is. */
  readonly attempt: { text: IncomingText | null };
}

function takeIn(deps: IngestDeps, tx: WriteTx, intake: Intake): { readonly taken: number; readonly fresh: number } {
  const gateway = tx.gateways.get(intake.gatewayId);
  if (gateway === undefined) return { taken: intake.texts.length, fresh: 0 };
  const started = deps.clock.monotonic();
  let taken = 0;
  let fresh = 0;
  for (const text of intake.texts) {
    if (taken >= CHUNK || deps.clock.monotonic() - started > CHUNK_MS) break;
    taken += 1;
    if (intake.skip.has(text)) continue;
    intake.attempt.text = text;
    if (deps.handlers.receiveText(tx, gateway, text, deps.clock.now()) === 'new') fresh += 1;
    intake.attempt.text = null;
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
