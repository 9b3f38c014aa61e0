/**
 * Old threads: the words of their texts, what is left of those, and threads that belong to nobody. A text that may still leave keeps its
 * words, and what a legal hold covers stays as it is.
 */
import type { RetentionPlace } from '../privacyRepositories.ts';
import type { Sql } from '../sql.ts';
import { LIMIT } from '../sql.ts';
import { integer, text } from '../table.ts';
import { TEXT_IS_HELD } from './held.ts';
import type { Handled, OldThing } from './retentionWalk.ts';

export type ThreadKind = 'texts' | 'facts' | 'unknownNumbers';

const MAY_LEAVE = `m.status IN ('queued', 'held', 'scheduled', 'sending', 'needsReview')`;
/** In event_data of a text whose words are gone: the thread says so in their place. */
const REMOVED = '{"removed":"age"}';
const HAS_WORDS = `(m.body <> '' OR m.kind = 'event' OR m.event_data IS NOT '${REMOVED}')`;

/** The texts of thread `@id` that the kind is about, whoever holds them. */
const OLD_TEXTS: Readonly<Record<ThreadKind, string>> = {
  texts: `FROM message m JOIN conversation c ON c.id = m.conversation_id
    WHERE m.conversation_id = @id AND NOT ${MAY_LEAVE} AND ${HAS_WORDS}`,
  facts: `FROM message m JOIN conversation c ON c.id = m.conversation_id
    WHERE m.conversation_id = @id AND m.created_at < @before AND NOT ${MAY_LEAVE} AND NOT ${HAS_WORDS}`,
  unknownNumbers: `FROM message m JOIN conversation c ON c.id = m.conversation_id
    WHERE m.conversation_id = @id`,
};

const AT_REST = `NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.created_at >= @before)`;
const OLD_THREADS: Readonly<Record<ThreadKind, string>> = {
  texts: `(c.cleaned_at IS NULL OR c.cleaned_at <= c.last_at) AND ${AT_REST}`,
  facts: `c.cleaned_at IS NOT NULL AND ${AT_REST}`,
  unknownNumbers: `NOT EXISTS (SELECT 1 FROM person_number n WHERE n.number = c.address) AND ${AT_REST}
    AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND ${MAY_LEAVE})`,
};

/** Threads whose last text is older than `before`, in the order of their place. */
export function findThreads(sql: Sql, kind: ThreadKind, before: number) {
  return (after: RetentionPlace, limit: number): readonly OldThing[] =>
    sql
      .all(
        `SELECT c.id, c.sort_at FROM conversation c
          WHERE c.sort_at < @before AND (c.sort_at, c.id) > (@at, @after) AND ${OLD_THREADS[kind]}
          ORDER BY c.sort_at, c.id ${LIMIT}`,
        { before, at: after.at, after: after.id, limit },
      )
      .map((row) => {
        const id = text.read(row['id'] ?? null);
        return { id, at: integer.read(row['sort_at'] ?? null), touches: id };
      });
}

/** Counts what `removeTexts` would remove in this thread. */
export function countTexts(sql: Sql, kind: ThreadKind, before: number) {
  return ({ id }: OldThing): Handled => {
    const parameters = ofKind(kind, id, before);
    const held = sql.count(`SELECT count(*) ${OLD_TEXTS[kind]} AND ${TEXT_IS_HELD}`, parameters);
    return { rows: sql.count(`SELECT count(*) ${OLD_TEXTS[kind]}`, parameters) - held, held, finished: true };
  };
}

/** Removes at most `room` texts of the thread, or their words, the oldest first. */
export function removeTexts(sql: Sql, kind: ThreadKind, before: number, now: number) {
  return (thread: OldThing, room: number): Handled => {
    const parameters = ofKind(kind, thread.id, before);
    const seqs = sql
      .all(`SELECT m.seq ${OLD_TEXTS[kind]} AND NOT ${TEXT_IS_HELD} ORDER BY m.created_at, m.seq ${LIMIT}`, {
        ...parameters,
        limit: room,
      })
      .map((row) => integer.read(row['seq'] ?? null));
    if (kind === 'texts') removeWords(sql, seqs);
    else removeRows(sql, seqs);
    // Whether more is left shows when it is asked again.
    if (seqs.length === room) return { rows: seqs.length, held: 0, finished: false };
    const held = sql.count(`SELECT count(*) ${OLD_TEXTS[kind]} AND ${TEXT_IS_HELD}`, parameters);
    if (held === 0) endThread(sql, kind, thread.id, now);
    return { rows: seqs.length, held, finished: true };
  };
}

function ofKind(kind: ThreadKind, id: string, before: number): { readonly id: string; readonly before?: number } {
  return kind === 'facts' ? { id, before } : { id };
}

/** Words, pictures and what a sending kept of them, in every place where they stand. */
export function removeWords(sql: Sql, seqs: readonly number[]): void {
  const parameters = { seqs: JSON.stringify(seqs) };
  const chosen = '(SELECT value FROM json_each(@seqs))';
  const ids = `(SELECT id FROM message WHERE seq IN ${chosen})`;
  sql.run(`DELETE FROM message WHERE kind = 'event' AND seq IN ${chosen}`, parameters);
  sql.run(
    `INSERT INTO message_search (message_search, rowid, body) SELECT 'delete', seq, body FROM message WHERE seq IN ${chosen}`,
    parameters,
  );
  sql.run(`UPDATE message SET body = '', event_data = '${REMOVED}' WHERE seq IN ${chosen}`, parameters);
  // The index knows every text, and is told again when the row goes.
  sql.run(`INSERT INTO message_search (rowid, body) SELECT seq, '' FROM message WHERE seq IN ${chosen}`, parameters);
  sql.run(`UPDATE send_attempt SET body = NULL, body_key = NULL, detail = NULL WHERE message_id IN ${ids}`, parameters);
  sql.run(`UPDATE reminder SET body_override = NULL WHERE message_id IN ${ids}`, parameters);
  sql.run(
    `UPDATE attachment SET content = NULL, size_bytes = NULL, ref = NULL, next_try_at = NULL, name = 'Removed',
        problem = coalesce(problem, 'Removed for its age.') WHERE message_id IN ${ids}`,
    parameters,
  );
}

/** Whole texts, with everything that hangs on them. */
export function removeRows(sql: Sql, seqs: readonly number[]): void {
  sql.run('DELETE FROM message WHERE seq IN (SELECT value FROM json_each(@seqs))', { seqs: JSON.stringify(seqs) });
}

/** Nothing of the kind is left in it. */
function endThread(sql: Sql, kind: ThreadKind, id: string, now: number): void {
  if (kind === 'texts') {
    sql.run(`UPDATE conversation SET cleaned_at = @now, last_preview = '' WHERE id = @id`, { id, now });
    return;
  }
  const isEmpty = sql.get('SELECT 1 FROM message WHERE conversation_id = @id LIMIT 1', { id }) === undefined;
  if (isEmpty) removeEmptyThread(sql, id);
}

/** Takes an empty thread away, unless somebody has its number, and what was known of the number where nothing else needs it. */
export function removeEmptyThread(sql: Sql, id: string): void {
  const gone = sql.returning(
    `DELETE FROM conversation WHERE id = @id
        AND NOT EXISTS (SELECT 1 FROM person_number n WHERE n.number = conversation.address) RETURNING address`,
    { id },
  );
  for (const row of gone) forgetNumber(sql, text.read(row['address'] ?? null));
}

/** A number that is somebody's, was reported as wrong, or that somebody decided about stays known. */
export function forgetNumber(sql: Sql, number: string): void {
  sql.run(
    `DELETE FROM phone_number WHERE number = @number AND suspended_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM person_number n WHERE n.number = @number)
        AND NOT EXISTS (SELECT 1 FROM consent_event e WHERE e.number = @number)
        AND NOT EXISTS (SELECT 1 FROM conversation c WHERE c.address = @number)`,
    { number },
  );
}
