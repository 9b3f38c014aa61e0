/**
 * Taking a person away with everything of theirs that an index finds. Copies that only a search finds (rows of lists, answers kept for repeats)
 * are left to the maintenance thread (`eraseCopies.ts`). The ledger of consent is the consent feature's.
 */
import { fold, hasWord } from '../../domain/privacy/mentions.ts';
import type { ErasureRecord } from '../privacyRecords.ts';
import type { ErasuresWriter, Footprint } from '../privacyRepositories.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import { defineTable, integer, json, nullable, text } from '../table.ts';
import { message, SELECT_MESSAGE } from './messageTable.ts';
import { forgetNumber, removeRows, removeWords } from './oldThreads.ts';

const erasure = defineTable<ErasureRecord>('erasure', {
  id: text,
  personId: text,
  startedAt: integer,
  finishedAt: nullable(integer),
  needles: nullable(json<NonNullable<ErasureRecord['needles']>>()),
  counts: json<ErasureRecord['counts']>(),
});

const SELECT = `SELECT ${erasure.columns()} FROM erasure`;
const THREADS = `SELECT c.id FROM conversation c WHERE c.address IN (SELECT value FROM json_each(@numbers))`;
/** Texts about them, and all of threads that are theirs alone. */
const THEIR_TEXTS = `SELECT m.seq FROM message m WHERE m.person_id = @personId
  UNION SELECT m.seq FROM message m WHERE m.conversation_id IN (${THREADS})
  UNION SELECT m.seq FROM message m JOIN appointment a ON a.id = m.appointment_id WHERE a.person_id = @personId
  UNION SELECT m.seq FROM message m JOIN reminder r ON r.message_id = m.id WHERE r.person_id = @personId`;

export function createErasures(sql: Sql): ErasuresWriter {
  const visitIds = (personId: string): readonly string[] =>
    sql
      .all('SELECT id FROM appointment WHERE person_id = @personId', { personId })
      .map((row) => text.read(row['id'] ?? null));
  return {
    get: (id) => erasure.one(sql.get(`${SELECT} WHERE id = @id`, { id })),
    unfinished: () => sql.all(`${SELECT} WHERE finished_at IS NULL ORDER BY started_at`).map(erasure.read),
    returned: () =>
      sql
        .all('SELECT DISTINCT p.id FROM erasure e JOIN person p ON p.id = e.person_id')
        .map((row) => text.read(row['id'] ?? null)),
    insert: (record) => erasure.insert(sql, record),
    visitIds,
    textsAbout: (personId, ownNumbers, after, limit) =>
      sql
        .all(
          `${SELECT_MESSAGE} WHERE m.seq IN (${THEIR_TEXTS}) AND m.seq > @after AND m.kind <> 'event' ORDER BY m.seq ${LIMIT}`,
          { personId, numbers: JSON.stringify(ownNumbers), after, limit },
        )
        .map(message.read),
    footprint: (personId, ownNumbers) => footprint(sql, personId, ownNumbers),
    openTexts: (personId, ownNumbers, limit) =>
      sql
        .all(
          `SELECT m.id FROM message m WHERE m.seq IN (${THEIR_TEXTS}) AND m.direction = 'out'
              AND (m.status IN ('queued', 'held', 'scheduled', 'sending', 'needsReview')
                OR EXISTS (SELECT 1 FROM outbox_job j WHERE j.message_id = m.id AND j.state IN ('ready', 'leased', 'unknown')))
            ${LIMIT}`,
          { personId, numbers: JSON.stringify(ownNumbers), limit },
        )
        .map((row) => text.read(row['id'] ?? null)),
    removeOldestTexts: (personId, ownNumbers, most) => {
      const parameters = { personId, numbers: JSON.stringify(ownNumbers) };
      const left = sql.count(`SELECT count(*) FROM (${THEIR_TEXTS})`, parameters);
      if (left <= most) return 0;
      const seqs = sql
        .all(`SELECT seq FROM (${THEIR_TEXTS}) ORDER BY seq ${LIMIT}`, {
          ...parameters,
          limit: Math.min(most, left - most),
        })
        .map((row) => integer.read(row['seq'] ?? null));
      removeWords(sql, seqs);
      removeRows(sql, seqs);
      return seqs.length;
    },
    removePerson: (personId, numbers, names) => removePerson(sql, personId, numbers, names),
  };
}

function footprint(sql: Sql, personId: string, ownNumbers: readonly string[]): Footprint {
  const parameters = { personId, numbers: JSON.stringify(ownNumbers) };
  const texts = sql.get(
    `SELECT count(*) AS texts, min(created_at) AS first, max(created_at) AS last FROM message WHERE seq IN (${THEIR_TEXTS})
        AND kind <> 'event'`,
    parameters,
  );
  const visits = sql.get(
    'SELECT count(*) AS visits, min(starts_at) AS first, max(starts_at) AS last FROM appointment WHERE person_id = @personId',
    { personId },
  );
  const files = sql.count(
    `SELECT count(*) FROM attachment a JOIN message m ON m.id = a.message_id WHERE m.seq IN (${THEIR_TEXTS})`,
    parameters,
  );
  const times = [texts?.['first'], texts?.['last'], visits?.['first'], visits?.['last']].filter(
    (at): at is number => typeof at === 'number',
  );
  return {
    texts: integer.read(texts?.['texts'] ?? null),
    visits: integer.read(visits?.['visits'] ?? null),
    files,
    span: times.length === 0 ? null : { from: Math.min(...times), to: Math.max(...times) },
  };
}

function removePerson(
  sql: Sql,
  personId: string,
  { own, shared }: { readonly own: readonly string[]; readonly shared: readonly string[] },
  names: readonly string[],
): readonly string[] {
  const parameters = { personId, numbers: JSON.stringify(own) };
  const seqs = sql.all(THEIR_TEXTS, parameters).map((row) => integer.read(row['seq'] ?? null));
  // Words first: what a sending kept of them goes with them, and the search index is told the words it knows.
  removeWords(sql, seqs);
  removeRows(sql, seqs);
  removeNamed(sql, shared, names);
  for (const table of ['slot_offer', 'waitlist_entry']) {
    sql.run(`DELETE FROM ${table} WHERE person_id = @personId`, { personId });
  }
  // A hold in force would have stopped this; of one that is over, the trail keeps that there was one.
  sql.run(
    `DELETE FROM legal_hold_number WHERE number IN (SELECT value FROM json_each(@numbers))
        AND hold_id IN (SELECT id FROM legal_hold WHERE released_at IS NOT NULL)`,
    { numbers: parameters.numbers },
  );
  sql.run(`UPDATE person_merge SET data = '{}' WHERE kept_id = @personId OR merged_id = @personId`, { personId });
  sql.run('DELETE FROM one_time_code WHERE number IN (SELECT value FROM json_each(@numbers))', {
    numbers: parameters.numbers,
  });
  sql.run('DELETE FROM person WHERE id = @personId', { personId });
  sql.run(`DELETE FROM conversation WHERE id IN (${THREADS})`, { numbers: parameters.numbers });
  for (const number of own) forgetNumber(sql, number);
  return sql.all(THREADS, { numbers: JSON.stringify(shared) }).map((row) => text.read(row['id'] ?? null));
}

/** In threads that others go on with, words that name the person. */
function removeNamed(sql: Sql, shared: readonly string[], names: readonly string[]): void {
  const folded = names.map(fold).filter((name) => name !== '');
  const named = sql
    .all(`SELECT m.seq, m.body, m.event_data FROM message m WHERE m.conversation_id IN (${THREADS})`, {
      numbers: JSON.stringify(shared),
    })
    .filter((row) => {
      const words = fold(`${String(row['body'] ?? '')} ${String(row['event_data'] ?? '')}`);
      return folded.some((name) => hasWord(words, name));
    })
    .map((row) => integer.read(row['seq'] ?? null));
  removeWords(sql, named);
}
