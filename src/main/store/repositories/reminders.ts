/** Planned occurrences of the cadence. One per visit, step and start of the visit: planning twice adds nothing. */
import { ReminderState, ReminderStep } from '../../../contract/reminders.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { ReminderRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { RemindersReader, RemindersWriter, Slice } from '../store.ts';
import { defineTable, integer, nullable, oneOf, text } from '../table.ts';

const reminder = defineTable<ReminderRecord>('reminder', {
  id: text,
  appointmentId: text,
  kind: oneOf(ReminderStep.shape.kind.options),
  stepId: nullable(text),
  personId: text,
  visitAt: integer,
  dueAt: integer,
  sendBy: integer,
  releaseAt: integer,
  movedTo: nullable(integer),
  state: oneOf(ReminderState.options),
  reasonCode: nullable(text),
  reasonText: nullable(text),
  messageId: nullable(text),
  householdCode: nullable(integer),
  bodyOverride: nullable(text),
  dueOverride: nullable(integer),
  editedBy: nullable(text),
  createdAt: integer,
  updatedAt: integer,
});

const SELECT = `SELECT ${reminder.columns('r')} FROM reminder r`;

/** The list that last said something about the visit is in as a whole: nobody is told about the first half of a day (adr/0012). */
const LIST_IS_IN = `AND NOT EXISTS (SELECT 1 FROM import_run i
  WHERE i.import_id = (SELECT a.import_id FROM appointment a WHERE a.id = r.appointment_id))`;

const OF_MESSAGE = `${SELECT} WHERE r.message_id = @messageId ORDER BY r.household_code, r.id`;

export function createReminders(sql: Sql): RemindersWriter {
  return {
    get: (id) => reminder.one(sql.get(`${SELECT} WHERE r.id = @id`, { id })),
    getByMessage: (messageId) => reminder.one(sql.get(OF_MESSAGE, { messageId })),
    allByMessage: (messageId) => sql.all(OF_MESSAGE, { messageId }).map(reminder.read),
    ofAppointment: (appointmentId) =>
      sql
        .all(`${SELECT} WHERE r.appointment_id = @appointmentId ORDER BY r.due_at, r.id`, { appointmentId })
        .map(reminder.read),
    due: (at, limit) =>
      sql
        .all(
          `${SELECT} WHERE r.state = 'planned' AND r.release_at <= @at ${LIST_IS_IN} ORDER BY r.release_at, r.id ${LIMIT}`,
          {
            at,
            limit,
          },
        )
        .map(reminder.read),
    heldAsStale: (limit) =>
      sql
        .all(`${SELECT} WHERE r.state = 'held' AND r.reason_code = 'staleSchedule' ORDER BY r.send_by ${LIMIT}`, {
          limit,
        })
        .map(reminder.read),
    askedBetween: ({ personId, purpose, since, until, except }) =>
      sql.get(
        `SELECT 1 AS asked FROM reminder r JOIN cadence_step s ON s.id = r.step_id
          WHERE r.person_id = @personId AND r.due_at >= @since AND r.due_at <= @until AND r.id <> @except AND s.purpose = @purpose
            AND r.state IN ('queued', 'sent', 'delivered') LIMIT 1`,
        { personId, purpose, since, until, except },
      ) !== undefined,
    plannedBetween: ({ from, to, after, limit }) =>
      sql
        .all(
          `${SELECT} WHERE r.state = 'planned' AND r.release_at >= @from AND r.release_at < @to
             AND (r.release_at, r.id) > (@afterAt, @afterId) ${LIST_IS_IN} ORDER BY r.release_at, r.id ${LIMIT}`,
          { from, to, afterAt: after?.at ?? from - 1, afterId: after?.id ?? '', limit },
        )
        .map(reminder.read),
    list: (query) => listReminders(sql, query),
    nextDueAt: () =>
      nullable(integer).read(
        sql.get(`SELECT min(release_at) AS next FROM reminder WHERE state = 'planned'`)?.next ?? null,
      ),
    counts: (range) => countReminders(sql, range),
    countNeedingPerson: (now) =>
      sql.count(`SELECT count(*) AS reminders FROM reminder WHERE state IN ('held', 'failed') AND visit_at > @now`, {
        now,
      }),
    insert: (record) => insertReminder(sql, record),
    remove: (id) => void sql.run('DELETE FROM reminder WHERE id = @id AND message_id IS NULL', { id }),
    update: (id, patch) => reminder.update(sql, id, patch),
    followMessages: (messageIds, to, spare) =>
      sql
        .returning(
          `UPDATE reminder SET state = @state, reason_code = @reasonCode, reason_text = @reasonText, updated_at = @updatedAt
            WHERE message_id IN (SELECT value FROM json_each(@messageIds)) AND message_id IS NOT NULL
              AND state NOT IN (SELECT value FROM json_each(@spare)) AND (state <> @state OR reason_code IS NOT @reasonCode)
           RETURNING id, appointment_id AS appointmentId`,
          { ...to, messageIds: JSON.stringify(messageIds), spare: JSON.stringify(spare) },
        )
        .map((row) => ({ id: text.read(row.id ?? null), appointmentId: text.read(row.appointmentId ?? null) })),
  };
}

function insertReminder(sql: Sql, record: ReminderRecord): boolean {
  const { appointmentId, stepId, visitAt } = record;
  const known = sql.get(
    'SELECT 1 AS known FROM reminder WHERE appointment_id = @appointmentId AND step_id = @stepId AND visit_at = @visitAt',
    { appointmentId, stepId, visitAt },
  );
  if (known !== undefined) return false;
  reminder.insert(sql, record);
  return true;
}

/** What each filter of the board shows. */
const FILTERS: Readonly<Record<'all' | 'needsYou' | 'sent', string>> = {
  all: '',
  needsYou: `AND r.state IN ('held', 'failed')`,
  sent: `AND r.state IN ('sent', 'delivered')`,
};

function listReminders(sql: Sql, query: Parameters<RemindersReader['list']>[0]): Slice<ReminderRecord> {
  const after = decodeCursor(query.cursor, ['number', 'string']);
  const rows = sql.all(
    `${SELECT} WHERE r.due_at >= @from AND r.due_at < @to ${FILTERS[query.filter]}
       ${after === null ? '' : 'AND (r.due_at, r.id) > (@afterAt, @afterId)'}
      ORDER BY r.due_at, r.id ${LIMIT}`,
    {
      from: query.from,
      to: query.to,
      limit: query.limit + 1,
      ...(after === null ? {} : { afterAt: after[0] ?? 0, afterId: after[1] ?? '' }),
    },
  );
  return toSlice(rows, query.limit, reminder.read, (last) => [last.dueAt, last.id]);
}

function countReminders(
  sql: Sql,
  range: { readonly from: number; readonly to: number },
): ReturnType<RemindersReader['counts']> {
  const counted = new Map(
    sql
      .all(
        'SELECT state, count(*) AS reminders FROM reminder WHERE due_at >= @from AND due_at < @to GROUP BY state',
        range,
      )
      .map((row) => [row.state, Number(row.reminders)]),
  );
  return Object.fromEntries(ReminderState.options.map((state) => [state, counted.get(state) ?? 0])) as Record<
    ReminderRecord['state'],
    number
  >;
}
