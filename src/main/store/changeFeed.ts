/**
 * The change feed: what a transaction changed, kept in the same commit and told to listeners after it, never before.
 * Owns the `change` table and the listeners; knows nothing of what a topic means.
 */
import { Topic } from '../../contract/events.ts';
import type { ChangeEvent, EventBatch } from '../../contract/events.ts';
import type { Logger } from '../platform/ports.ts';
import type { Sql, SqlRow } from './sql.ts';
import { nullable, oneOf, text } from './table.ts';

/** More than this is slower to replay than to fetch anew. */
const MOST_CHANGES = 1000;

export interface ChangeFeed {
  /** Starts collecting for a transaction. */
  begin(): void;
  record(change: ChangeEvent): void;
  /** Writes the collected changes inside the open transaction; null when there were none. */
  flush(at: number): EventBatch | null;
  /** Tells the listeners; call after the commit. */
  publish(batch: EventBatch): void;
  onCommit(listener: (batch: EventBatch) => void): () => void;
  changesSince(seq: number): EventBatch | null;
  lastSeq(): number;
}

export function createChangeFeed(sql: Sql, log: Logger): ChangeFeed {
  const collected = new Map<string, ChangeEvent>();
  const listeners = new Set<(batch: EventBatch) => void>();
  const queue: EventBatch[] = [];
  let publishing = false;

  const publish = (batch: EventBatch): void => {
    queue.push(batch);
    // A listener may write: its own batch then waits until everyone has heard this one.
    if (publishing) return;
    publishing = true;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) tell(listeners, next, log);
    } finally {
      publishing = false;
    }
  };

  return {
    begin: () => collected.clear(),
    record: (change) => void collected.set(`${change.topic} ${change.id}`, change),
    flush: (at) => flush(sql, [...collected.values()], at),
    publish,
    onCommit: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    changesSince: (seq) => changesSince(sql, seq),
    lastSeq: () => lastSeq(sql),
  };
}

function tell(listeners: ReadonlySet<(batch: EventBatch) => void>, batch: EventBatch, log: Logger): void {
  for (const listener of [...listeners]) {
    try {
      listener(batch);
    } catch (error) {
      // The commit has happened; one deaf listener must not make its caller believe otherwise.
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'store.listenerFailed');
    }
  }
}

function flush(sql: Sql, changes: readonly ChangeEvent[], at: number): EventBatch | null {
  if (changes.length === 0) return null;
  sql.run(
    `INSERT INTO change (topic, entity_id, parent_id, at)
     SELECT value ->> 0, value ->> 1, value ->> 2, @at FROM json_each(@changes) ORDER BY key`,
    { changes: JSON.stringify(changes.map(({ topic, id, parentId }) => [topic, id, parentId])), at },
  );
  return { seq: lastSeq(sql), changes: [...changes] };
}

/** The counter outlives pruned rows, so that a client's place stays comparable. */
function lastSeq(sql: Sql): number {
  return sql.count(`SELECT seq FROM sqlite_sequence WHERE name = 'change'`);
}

const topic = oneOf(Topic.options);

function changesSince(sql: Sql, seq: number): EventBatch | null {
  const last = lastSeq(sql);
  if (seq === last) return { seq: last, changes: [] };
  // A place beyond the end comes from another life of this database, before a restore.
  if (seq > last || last - seq > MOST_CHANGES) return null;
  const rows = sql.all('SELECT topic, entity_id, parent_id FROM change WHERE seq > @seq ORDER BY seq', { seq });
  if (rows.length < last - seq) return null;
  return { seq: last, changes: fold(rows.map(readChange)) };
}

function readChange(row: SqlRow): ChangeEvent {
  return {
    topic: topic.read(row.topic ?? null),
    id: text.read(row.entity_id ?? null),
    parentId: nullable(text).read(row.parent_id ?? null),
  };
}

function fold(changes: readonly ChangeEvent[]): ChangeEvent[] {
  const last = new Map<string, ChangeEvent>();
  for (const change of changes) {
    const key = `${change.topic} ${change.id}`;
    last.delete(key);
    last.set(key, change);
  }
  return [...last.values()];
}
