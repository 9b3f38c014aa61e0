/**
 * Spreads committed changes to every open session and makes good what a session missed while it was away.
 * It owns the recent past in memory; the store's change feed is behind it. It never looks into a change.
 */
import type { ChangeEvent, EventBatch } from '../../contract/events.ts';
import type { Logger } from '../platform/ports.ts';

/** The part of the store the hub listens to. */
export interface ChangeFeed {
  onCommit(listener: (batch: EventBatch) => void): () => void;
  /** Changes after `seq` in one batch; null when they are gone. */
  changesSince(seq: number): EventBatch | null;
  lastSeq(): number;
}

/** What a subscriber gets: changes, or word that there were too many to list. */
export type HubNews =
  { readonly kind: 'batch'; readonly batch: EventBatch } | { readonly kind: 'resync'; readonly seq: number };

export interface EventHub {
  readonly seq: number;
  /** Calls back for every commit from now on, in order. Returns how to stop. */
  subscribe(listener: (news: HubNews) => void): () => void;
  /** What a client that has seen `seq` missed: a batch (empty changes when nothing), or null when it must refetch. */
  missedSince(seq: number): EventBatch | null;
  /** Stops listening to the feed; subscribers hear nothing more. */
  close(): void;
}

/** Changes kept in memory for replay. */
const KEPT_CHANGES = 2_000;
/** More changes than this in one go are cheaper to refetch than to list. */
const MOST_IN_ONE_BATCH = 500;

/** A hub over the store's change feed. */
export function createEventHub(deps: { readonly feed: ChangeFeed; readonly log: Logger }): EventHub {
  const { feed, log } = deps;
  const subscribers = new Set<(news: HubNews) => void>();
  const recent = createRecentChanges(feed.lastSeq());

  const publish = (news: HubNews): void => {
    for (const subscriber of subscribers) {
      try {
        subscriber(news);
      } catch (error) {
        // One broken session must neither stop the others nor undo the commit that is behind us.
        log.error({ kind: error instanceof Error ? error.name : typeof error }, 'rpc.subscriberFailed');
      }
    }
  };
  const stop = feed.onCommit((batch) => {
    recent.add(batch);
    const tooMany = batch.changes.length > MOST_IN_ONE_BATCH;
    publish(tooMany ? { kind: 'resync', seq: batch.seq } : { kind: 'batch', batch });
  });

  return {
    get seq() {
      return recent.seq;
    },
    subscribe(listener) {
      subscribers.add(listener);
      return () => void subscribers.delete(listener);
    },
    missedSince(seq) {
      // A client ahead of us has seen another database (a restore, another data folder): nothing it knows holds.
      if (seq > recent.seq || seq < 0) return null;
      const missed = recent.since(seq) ?? feed.changesSince(seq);
      return missed === null || missed.changes.length > MOST_IN_ONE_BATCH ? null : missed;
    },
    close() {
      stop();
      subscribers.clear();
    },
  };
}

interface RecentChanges {
  readonly seq: number;
  add(batch: EventBatch): void;
  /** Undefined when the answer lies further back than what is kept. */
  since(seq: number): EventBatch | undefined;
}

/** A bounded run of changes without gaps; `seq` numbers single changes, as the contract says. */
function createRecentChanges(startSeq: number): RecentChanges {
  let seq = startSeq;
  let changes: ChangeEvent[] = [];
  return {
    get seq() {
      return seq;
    },
    add(batch) {
      const follows = batch.seq - batch.changes.length === seq;
      if (!follows) changes = [];
      changes.push(...batch.changes);
      // Trimmed at twice the size, so that a commit does not copy the whole run.
      if (changes.length > 2 * KEPT_CHANGES) changes = changes.slice(-KEPT_CHANGES);
      seq = batch.seq;
    },
    since(from) {
      const count = seq - from;
      if (count > changes.length) return undefined;
      return { seq, changes: count === 0 ? [] : changes.slice(-count) };
    },
  };
}
