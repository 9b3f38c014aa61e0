/**
 * What a restored copy takes from the data it replaces, where that can still be read: the ledger of consent with all it needs, numbers
 * that must not be texted, legal holds, and what became of texts and reminders that the copy still takes for waiting. Never anything that could
 * make a text leave. One transaction on the copy; runs on the maintenance thread.
 */
import { atOnce } from '../driver.ts';
import type { Connection } from '../driver.ts';
import type { CarriedOver } from './types.ts';

export const NOTHING_CARRIED: CarriedOver = { readable: false, optOuts: 0, ledger: 0, texts: 0, reminders: 0 };

/** The tables whose rows are only ever added, in the order in which they need one another, with what tells two rows apart. */
const LEDGER: readonly (readonly [table: string, keys: readonly string[]])[] = [
  ['wording', ['id', 'language', 'version']],
  ['consent_file', ['id']],
  ['consent_event', ['id']],
  ['suppression', ['hash', 'scope']],
  ['legal_hold', ['id']],
  ['legal_hold_number', ['hold_id', 'number']],
  // Who was deleted since the copy was made is deleted again the next night (jobs/maintenance).
  ['erasure', ['id']],
];

const LOST_TIME = `'afterRestore'`;
const SENT_BEFORE = `'It was dealt with before the data was restored. Look at the phone or ask the person.'`;

/** `now` is the copy, with the old data attached as `old`. Undone whole when it fails. */
export function carryOver(now: Connection): CarriedOver {
  return atOnce(now, (): CarriedOver => {
    takeSuppressionKey(now);
    const optOuts = count(
      now,
      `SELECT count(*) AS n FROM old.consent_event o WHERE o.kind IN ('revoke', 'number_wrong')
          AND NOT EXISTS (SELECT 1 FROM main.consent_event c WHERE c.id = o.id)`,
    );
    let ledger = 0;
    for (const [table, keys] of LEDGER) ledger += copyMissing(now, table, keys);
    // Up to here the ledger is sealed anew when it is opened (store/ledgerSeal).
    now.exec('UPDATE main.ledger_start SET seq = (SELECT coalesce(max(seq), 0) FROM main.consent_event)');
    takeSuspensions(now);
    return { readable: true, optOuts, ledger, texts: takeFates(now), reminders: takeReminders(now) };
  });
}

/** Rows of the old data that the copy lacks, by the columns both have. The order of a ledger is given anew: after what is there. */
function copyMissing(now: Connection, table: string, keys: readonly string[]): number {
  const columns = shared(now, table).filter((name) => name !== 'seq');
  if (!keys.every((key) => columns.includes(key))) return 0;
  const list = columns.map((name) => `"${name}"`).join(', ');
  const same = keys.map((key) => `c."${key}" = o."${key}"`).join(' AND ');
  const order = shared(now, table).includes('seq') ? 'ORDER BY o.seq' : '';
  return now
    .prepare(
      `INSERT INTO main.${table} (${list}) SELECT ${list} FROM old.${table} o
        WHERE NOT EXISTS (SELECT 1 FROM main.${table} c WHERE ${same}) ${order}`,
    )
    .run().changes;
}

/** A copy from before there were such fingerprints got a key of its own by its update; theirs must be the old data's. */
function takeSuppressionKey(now: Connection): void {
  if (shared(now, 'suppression_key').length === 0) return;
  if (count(now, 'SELECT count(*) AS n FROM main.suppression') > 0) return;
  const triggers = now
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = 'suppression_key'`,
    )
    .all();
  for (const { name } of triggers) now.exec(`DROP TRIGGER main."${name}"`);
  now.exec('UPDATE main.suppression_key SET key = (SELECT key FROM old.suppression_key)');
  for (const { sql } of triggers) now.exec(sql);
}

/** A number that was stopped since stays stopped. */
function takeSuspensions(now: Connection): void {
  now.exec(`
    INSERT INTO main.phone_number (number, kind, suspended_at, suspended_code)
      SELECT o.number, o.kind, o.suspended_at, o.suspended_code FROM old.phone_number o
       WHERE o.suspended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.phone_number c WHERE c.number = o.number);
    UPDATE main.phone_number AS c SET suspended_at = o.suspended_at, suspended_code = o.suspended_code
      FROM old.phone_number o
     WHERE o.number = c.number AND o.suspended_at IS NOT NULL AND c.suspended_at IS NULL`);
}

const OPEN = `('ready', 'leased', 'unknown', 'held', 'needsReview')`;

/** Texts that wait in the copy and had ended in the old data: their end, with what the gateway had said. */
function takeFates(now: Connection): number {
  const ended = `SELECT o.id FROM old.outbox_job o JOIN main.outbox_job c ON c.id = o.id
                  WHERE c.state IN ${OPEN} AND o.state NOT IN ${OPEN}`;
  now.exec(`
    CREATE TEMP TABLE ended AS ${ended};
    UPDATE main.message AS c
       SET status = o.status, reason_code = o.reason_code, reason_text = o.reason_text, not_before = o.not_before,
           gateway_id = o.gateway_id, gateway_message_id = o.gateway_message_id, sent_at = o.sent_at,
           delivered_at = o.delivered_at
      FROM old.message o
     WHERE o.id = c.id AND c.id IN (SELECT message_id FROM main.outbox_job WHERE id IN (SELECT id FROM ended));
    UPDATE main.outbox_job AS c
       SET state = o.state, last_code = o.last_code, lease_owner = NULL, lease_until = NULL, gateway_id = o.gateway_id
      FROM old.outbox_job o WHERE o.id = c.id AND c.id IN (SELECT id FROM ended)`);
  const texts = count(now, 'SELECT count(*) AS n FROM ended');
  now.exec('DROP TABLE ended');
  copyAttempts(now);
  return texts;
}

/** Attempts made since, also of texts whose end is unknown: they are asked after by them. */
function copyAttempts(now: Connection): void {
  const columns = shared(now, 'send_attempt').map((name) => `"${name}"`);
  const list = columns.join(', ');
  now.exec(
    `INSERT INTO main.send_attempt (${list}) SELECT ${list} FROM old.send_attempt o
      WHERE EXISTS (SELECT 1 FROM main.outbox_job j WHERE j.id = o.job_id)
        AND NOT EXISTS (SELECT 1 FROM main.send_attempt c WHERE c.id = o.id OR (c.job_id = o.job_id AND c.number = o.number))`,
  );
}

/** Reminders the copy still has before it, and the old data had dealt with: they keep that end. */
function takeReminders(now: Connection): number {
  return now
    .prepare(
      `UPDATE main.reminder AS c
          SET state = CASE WHEN o.state IN ('sent', 'delivered', 'failed', 'skipped', 'expired', 'dropped') THEN o.state ELSE 'held' END,
              reason_code = coalesce(CASE WHEN o.state IN ('queued', 'held') THEN ${LOST_TIME} ELSE o.reason_code END, ${LOST_TIME}),
              reason_text = coalesce(CASE WHEN o.state IN ('queued', 'held') THEN ${SENT_BEFORE} ELSE o.reason_text END, ${SENT_BEFORE}),
              updated_at = o.updated_at
         FROM old.reminder o
        WHERE (o.id = c.id OR (o.appointment_id = c.appointment_id AND o.step_id = c.step_id AND o.visit_at = c.visit_at))
          AND c.state IN ('planned', 'queued', 'held') AND o.state <> c.state AND o.state <> 'planned'`,
    )
    .run().changes;
}

/** Columns that both files have; none where one of them has no such table. */
function shared(now: Connection, table: string): string[] {
  const of = (schema: string): string[] =>
    now
      .prepare<[string, string], { name: string }>('SELECT name FROM pragma_table_info(?, ?)')
      .all(table, schema)
      .map((column) => column.name);
  const theirs = new Set(of('old'));
  return of('main').filter((name) => theirs.has(name));
}

function count(now: Connection, sql: string): number {
  return now.prepare<[], { n: number }>(sql).get()?.n ?? 0;
}
