/** Visits as the practice's schedule has them, and what the patient answered. */
import { AppointmentStatus, ReplyStatus } from '../../../contract/visits.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { AppointmentRecord, SettledVisit, Settling } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { AppointmentsReader, AppointmentsWriter, Slice } from '../store.ts';
import { createTransactionCache } from '../transactionCache.ts';
import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

const appointment = defineTable<AppointmentRecord>('appointment', {
  id: text,
  personId: text,
  externalKey: nullable(text),
  startsAt: integer,
  endsAt: integer,
  zone: text,
  clinician: text,
  location: text,
  kind: text,
  status: oneOf(AppointmentStatus.options),
  reply: oneOf(ReplyStatus.options),
  replySetBy: nullable(text),
  repliedAt: nullable(integer),
  importId: nullable(text),
  createdAt: integer,
  updatedAt: integer,
});

const SELECT = `SELECT ${appointment.columns()} FROM appointment`;
const UPCOMING = `${SELECT} WHERE person_id = @personId AND starts_at > @at AND status = 'booked' ORDER BY starts_at, id`;

export function createAppointments(sql: Sql): AppointmentsWriter {
  const upcoming = createTransactionCache<{ readonly at: number; readonly visits: readonly AppointmentRecord[] }>(sql);
  return {
    get: (id) => appointment.one(sql.get(`${SELECT} WHERE id = @id`, { id })),
    getByKey: (externalKey) => appointment.one(sql.get(`${SELECT} WHERE external_key = @externalKey`, { externalKey })),
    list: (query) => listAppointments(sql, query),
    upcomingOf: (personId, at) => {
      const known = upcoming.peek(personId);
      // What is to come after one moment holds all that is to come after a later one.
      if (known !== undefined && known.at <= at) return known.visits.filter(({ startsAt }) => startsAt > at);
      const visits = sql.all(UPCOMING, { personId, at }).map(appointment.read);
      upcoming.put(personId, { at, visits });
      return visits;
    },
    clinicians: () =>
      sql
        .all(`SELECT DISTINCT clinician FROM appointment WHERE clinician <> '' ORDER BY clinician`)
        .map((row) => text.read(row.clinician ?? null)),
    countComing: (now) =>
      sql.count(`SELECT count(*) AS visits FROM appointment WHERE starts_at > @now AND status = 'booked'`, { now }),
    settling: (id) => readSettling(sql, id),
    settled: (at, limit) =>
      sql
        .all(`${SELECT} WHERE settle_until <= @at ORDER BY settle_until, id ${LIMIT}`, { at, limit })
        .map(appointment.read),
    nextSettledAt: () =>
      nullable(integer).read(
        sql.get('SELECT min(settle_until) AS next FROM appointment WHERE settle_until IS NOT NULL')?.next ?? null,
      ),
    setSettling: (id, { until, base }) =>
      void sql.run('UPDATE appointment SET settle_until = @until, settle_base = @base WHERE id = @id', {
        id,
        until,
        base: base === null ? null : JSON.stringify(base),
      }),
    insert: (record) => {
      appointment.insert(sql, record, { settle_base: '"new"' });
      upcoming.drop(record.personId);
    },
    update: (id, patch) => {
      beginSettling(sql, id, patch);
      appointment.update(sql, id, patch);
      upcoming.clear();
    },
    remove: (id) => {
      sql.run('DELETE FROM appointment WHERE id = @id', { id });
      upcoming.clear();
    },
  };
}

function listAppointments(sql: Sql, query: Parameters<AppointmentsReader['list']>[0]): Slice<AppointmentRecord> {
  const after = decodeCursor(query.cursor, ['number', 'string']);
  const filters = {
    ...(query.from === undefined ? {} : { from: query.from }),
    ...(query.to === undefined ? {} : { to: query.to }),
    ...(query.personId === undefined ? {} : { personId: query.personId }),
    ...(query.clinician === undefined ? {} : { clinician: query.clinician }),
    ...(after === null ? {} : { afterAt: after[0] ?? 0, afterId: after[1] ?? '' }),
  };
  const conditions = [
    ...('from' in filters ? ['starts_at >= @from'] : []),
    ...('to' in filters ? ['starts_at < @to'] : []),
    ...('personId' in filters ? ['person_id = @personId'] : []),
    ...('clinician' in filters ? ['clinician = @clinician'] : []),
    ...('afterId' in filters ? ['(starts_at, id) > (@afterAt, @afterId)'] : []),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = sql.all(`${SELECT} ${where} ORDER BY starts_at, id ${LIMIT}`, {
    ...filters,
    limit: query.limit + 1,
  });
  return toSlice(rows, query.limit, appointment.read, (last) => [last.startsAt, last.id]);
}

const settlingColumns = { until: nullable(integer), base: nullable(json<SettledVisit | 'new'>()) };

function readSettling(sql: Sql, id: string): Settling {
  const row = sql.get('SELECT settle_until AS until, settle_base AS base FROM appointment WHERE id = @id', { id });
  return {
    until: settlingColumns.until.read(row?.until ?? null),
    base: settlingColumns.base.read(row?.base ?? null),
  };
}

/** Whoever changes a start or a status: what stood before is kept, once, until it has settled. */
function beginSettling(sql: Sql, id: string, patch: Partial<AppointmentRecord>): void {
  if (patch.startsAt === undefined && patch.status === undefined) return;
  sql.run(
    `UPDATE appointment SET settle_until = NULL, settle_base = coalesce(settle_base, json_object('startsAt', starts_at, 'status', status,
        'reply', reply, 'replySetBy', reply_set_by, 'repliedAt', replied_at))
      WHERE id = @id AND (starts_at <> coalesce(@startsAt, starts_at) OR status <> coalesce(@status, status))`,
    { id, startsAt: patch.startsAt ?? null, status: patch.status ?? null },
  );
}
