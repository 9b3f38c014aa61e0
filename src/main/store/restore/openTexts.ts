/**
 * Texts and reminders that wait in a restored copy although they may have gone out in the time that is lost. What a gateway can answer is
 * asked of it (`unknown`, jobs/reconcile); everything else is put before a person. Nothing that may be out stays ready to leave.
 */
import { atOnce } from '../driver.ts';
import type { Connection } from '../driver.ts';
import type { OpenTexts } from './types.ts';

export interface LostTime {
  /** From the last thing in the copy to the restore, UTC ms. */
  readonly from: number;
  readonly to: number;
  /** What became of them was read from the old data. */
  readonly known: boolean;
}

/** The longest a text is left with a gateway ahead of its time (architecture.md, decision 5), ms. */
const AHEAD_MS = 96 * 3_600_000;
export const AFTER_RESTORE = 'afterRestore';
const WORDS = 'It may have gone out before the data was restored. Look at the phone or ask the person.';

/** One transaction on the copy. With `known`, `now` has the old data attached as `old`. */
export function settleOpenTexts(now: Connection, lost: LostTime): OpenTexts {
  return atOnce(now, () => (lost.known ? followOld(now, lost) : assumeWorst(now, lost)));
}

/** The old data knows how far each had come. */
function followOld(now: Connection, { to }: LostTime): OpenTexts {
  const asked = now
    .prepare(
      `UPDATE main.outbox_job AS c SET state = 'unknown', run_at = @to, lease_owner = NULL, lease_until = NULL
         FROM old.outbox_job o WHERE o.id = c.id AND c.state IN ('ready', 'leased', 'unknown', 'held')
          AND o.state IN ('leased', 'unknown')`,
    )
    .run({ to }).changes;
  now.exec(`
    UPDATE main.outbox_job AS c SET state = o.state, last_code = o.last_code, lease_owner = NULL, lease_until = NULL
      FROM old.outbox_job o WHERE o.id = c.id AND c.state IN ('ready', 'leased', 'unknown')
       AND o.state IN ('held', 'needsReview');
    UPDATE main.message AS c SET status = o.status, reason_code = o.reason_code, reason_text = o.reason_text
      FROM old.message o WHERE o.id = c.id
       AND c.id IN (SELECT message_id FROM main.outbox_job WHERE state IN ('held', 'needsReview'))`);
  return { asked, forPerson: 0 };
}

function assumeWorst(now: Connection, lost: LostTime): OpenTexts {
  const asked = askGateways(now, lost);
  const left = now
    .prepare(
      `UPDATE main.outbox_job SET state = 'needsReview', last_code = '${AFTER_RESTORE}', lease_owner = NULL, lease_until = NULL
        WHERE state = 'held' OR (state IN ('ready', 'leased') AND ${MAY_BE_OUT})`,
    )
    .run({ to: lost.to }).changes;
  now
    .prepare(
      `UPDATE main.message SET status = 'needsReview', reason_code = '${AFTER_RESTORE}', reason_text = @words
        WHERE id IN (SELECT message_id FROM main.outbox_job WHERE state = 'needsReview' AND last_code = '${AFTER_RESTORE}')`,
    )
    .run({ words: WORDS });
  const reminders = now
    .prepare(
      `UPDATE main.reminder SET state = 'held', reason_code = '${AFTER_RESTORE}', reason_text = @words
        WHERE state = 'planned' AND min(due_at, release_at) >= @from AND min(due_at, release_at) <= @until`,
    )
    .run({ words: WORDS, from: lost.from, until: lost.to + (handsOver(now) ? AHEAD_MS : 0) }).changes;
  return { asked, forPerson: left + reminders };
}

/** Due in the lost time, or left with a gateway ahead. One whose hour is still to come cannot have left. */
const MAY_BE_OUT = `(run_at <= @to OR send_at IS NOT NULL)`;

/**
 * As if each had been tried at the beginning of the lost time, by its gateway or the first there is: then its gateway is asked about it,
 * and one that is not known there is decided anew. An attempt needs an id that no other has: the job's with its number.
 */
function askGateways(now: Connection, { from, to }: LostTime): number {
  now
    .prepare(
      `INSERT INTO main.send_attempt (id, job_id, message_id, number, gateway_id, claimed_at, finished_at, outcome)
         SELECT j.id || '-restored-' || @to, j.id, j.message_id,
                1 + coalesce((SELECT max(a.number) FROM main.send_attempt a WHERE a.job_id = j.id), 0),
                coalesce(j.gateway_id, (SELECT id FROM main.gateway ORDER BY created_at, id LIMIT 1)), @from, @to, 'unknown'
           FROM main.outbox_job j
          WHERE j.state IN ('ready', 'leased') AND ${MAY_BE_OUT} AND EXISTS (SELECT 1 FROM main.gateway)`,
    )
    .run({ from, to });
  return now
    .prepare(
      `UPDATE main.outbox_job SET state = 'unknown', run_at = @to, lease_owner = NULL, lease_until = NULL
        WHERE state = 'unknown' OR (state IN ('ready', 'leased') AND ${MAY_BE_OUT} AND EXISTS (SELECT 1 FROM main.gateway))`,
    )
    .run({ to }).changes;
}

function handsOver(now: Connection): boolean {
  const row = now.prepare<[], { value: string }>(`SELECT value FROM main.setting WHERE key = 'handOff'`).get();
  try {
    const parsed: unknown = JSON.parse(row?.value ?? 'null');
    return typeof parsed === 'object' && parsed !== null && 'on' in parsed && parsed.on === true;
  } catch {
    return false;
  }
}
