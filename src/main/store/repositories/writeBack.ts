/** What the practice's own schedule says about visits, and what was told to it. Which difference counts is domain/writeBack's rule. */
import { AppointmentStatus } from '../../../contract/visits.ts';
import { LIMIT } from '../sql.ts';
import type { Sql, SqlRow } from '../sql.ts';
import type {
  ListedVisit,
  WriteBackCandidate,
  WriteBackJob,
  WriteBackTick,
  WriteBackWriter,
} from '../sourceRepositories.ts';
import { defineTable, flag, integer, nullable, oneOf, text } from '../table.ts';

const listed = defineTable<ListedVisit>(
  'listed_visit',
  {
    appointmentId: text,
    startsAt: integer,
    status: oneOf(AppointmentStatus.options),
    confirmed: flag,
    sourceId: nullable(text),
    listedAt: integer,
  },
  'appointment_id',
);

const tick = defineTable<WriteBackTick>(
  'write_back_tick',
  { appointmentId: text, fingerprint: text, actor: text, byItself: flag, at: integer },
  'appointment_id',
);

const job = defineTable<WriteBackJob>(
  'write_back_job',
  {
    appointmentId: text,
    fingerprint: text,
    state: oneOf(['due', 'sent', 'written', 'refused']),
    before: nullable(text),
    tries: integer,
    code: nullable(text),
    text: nullable(text),
    nextAt: integer,
    at: integer,
  },
  'appointment_id',
);

const BY_ID = 'WHERE appointment_id = @id';
const LISTED = `SELECT ${listed.columns()} FROM listed_visit ${BY_ID}`;
const TICK = `SELECT ${tick.columns()} FROM write_back_tick ${BY_ID}`;
const JOB = `SELECT ${job.columns()} FROM write_back_job ${BY_ID}`;

/** Everything that can be a difference, and some that is none. */
const CANDIDATES = `SELECT a.id, a.starts_at, a.clinician FROM appointment a JOIN listed_visit l ON l.appointment_id = a.id
  WHERE a.starts_at >= @from AND a.starts_at < @to
    AND (a.starts_at <> l.starts_at OR a.status <> l.status OR a.reply <> 'none')`;

export function createWriteBack(sql: Sql): WriteBackWriter {
  const listedOf = (id: string): ListedVisit | undefined => listed.one(sql.get(LISTED, { id }));
  const candidate = (row: SqlRow): WriteBackCandidate => {
    const id = text.read(row['id'] ?? null);
    const says = listedOf(id);
    if (says === undefined) throw new Error('A visit without what was listed of it.');
    return {
      startsAt: integer.read(row['starts_at'] ?? null),
      clinician: text.read(row['clinician'] ?? null),
      listed: says,
      tick: tick.one(sql.get(TICK, { id })) ?? null,
      job: job.one(sql.get(JOB, { id })) ?? null,
    };
  };
  return {
    candidates: ({ from, to, after, limit }) => {
      const more = after === null ? '' : 'AND (a.starts_at, a.clinician, a.id) > (@afterAt, @afterClinician, @afterId)';
      const key = after === null ? {} : { afterAt: after[0], afterClinician: after[1], afterId: after[2] };
      // The page before ends within its own instant: nothing before it has to be looked at again.
      const start = after === null ? from : Math.max(from, after[0]);
      return sql
        .all(`${CANDIDATES} ${more} ORDER BY a.starts_at, a.clinician, a.id ${LIMIT}`, {
          from: start,
          to,
          limit,
          ...key,
        })
        .map(candidate);
    },
    one: (id) => {
      const row = sql.get(
        `SELECT a.id, a.starts_at, a.clinician FROM appointment a JOIN listed_visit l ON l.appointment_id = a.id
          WHERE a.id = @id`,
        { id },
      );
      return row === undefined ? undefined : candidate(row);
    },
    listed: listedOf,
    setListed: (record) => setListed(sql, listedOf(record.appointmentId), record),
    setTick: (record) => {
      sql.run(`DELETE FROM write_back_tick ${BY_ID}`, { id: record.appointmentId });
      tick.insert(sql, record);
    },
    removeTick: (id) => void sql.run(`DELETE FROM write_back_tick ${BY_ID}`, { id }),
    setJob: (record) => {
      sql.run(`DELETE FROM write_back_job ${BY_ID}`, { id: record.appointmentId });
      job.insert(sql, record);
    },
    removeJob: (id) => void sql.run(`DELETE FROM write_back_job ${BY_ID}`, { id }),
  };
}

function setListed(sql: Sql, known: ListedVisit | undefined, record: ListedVisit): boolean {
  if (known === undefined) {
    listed.insert(sql, record);
    return true;
  }
  const { startsAt, status, confirmed, sourceId } = record;
  const same =
    known.startsAt === startsAt &&
    known.status === status &&
    known.confirmed === confirmed &&
    known.sourceId === sourceId;
  if (!same) listed.update(sql, record.appointmentId, record);
  return !same;
}
