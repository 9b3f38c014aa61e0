/**
 * The outbox: jobs, leases and attempts. Every transition is one compare-and-set; what a transition means is the dispatcher's business.
 * Order: within a lane by the order of making (model-codebases.md 3.6).
 */
import type { AttemptRecord, JobRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import { createCarried } from './carried.ts';
import { readStuck } from './stuckTexts.ts';
import type { Sql } from '../sql.ts';
import type { NewJob, OutboxReader, OutboxWriter } from '../store.ts';
import { defineTable, integer, nullable, oneOf, text } from '../table.ts';

const JOB_STATES = [
  'ready',
  'leased',
  'unknown',
  'done',
  'dead',
  'expired',
  'cancelled',
  'held',
  'needsReview',
] as const;

const job = defineTable<JobRecord>('outbox_job', {
  id: text,
  messageId: text,
  dedupeKey: text,
  lane: text,
  priority: integer,
  state: oneOf(JOB_STATES),
  runAt: integer,
  sendBy: nullable(integer),
  attempts: integer,
  leaseOwner: nullable(text),
  leaseUntil: nullable(integer),
  gatewayId: nullable(text),
  lastCode: nullable(text),
  sendAt: nullable(integer),
  createdAt: integer,
  updatedAt: integer,
});

const attempt = defineTable<AttemptRecord>('send_attempt', {
  id: text,
  jobId: text,
  messageId: text,
  number: integer,
  gatewayId: text,
  claimedAt: integer,
  leavesAt: nullable(integer),
  finishedAt: nullable(integer),
  outcome: oneOf(['inFlight', 'accepted', 'rejected', 'retry', 'pause', 'unknown', 'absent']),
  gatewayMessageId: nullable(text),
  body: nullable(text),
  bodyKey: nullable(text),
  code: nullable(text),
  detail: nullable(text),
});

const SELECT_JOB = `SELECT ${job.columns('j')} FROM outbox_job j`;
const SELECT_ATTEMPT = `SELECT ${attempt.columns('a')} FROM send_attempt a`;

/** The longest pause between two tries of a text (model-codebases.md 3.6), ms. */
const LONGEST_BACKOFF_MS = 15 * 60_000;
/**
 * An older job whose sending was tried keeps its place in the lane over the pause before its retry. One put off for longer waits for
 * something else, a morning or a person, and an answer from the desk must not wait with it. The pause is counted from the try: the younger
 * job may have been due long before, behind a doubt.
 */
const WAITS_FOR_RETRY = `EXISTS (SELECT 1 FROM send_attempt t WHERE t.job_id = b.id AND b.run_at <= t.finished_at + ${LONGEST_BACKOFF_MS})`;
/** The condition on `state` repeats that of the partial index, which SQLite would otherwise not use. */
const IN_LANE = "b.lane = j.lane AND b.seq <> j.seq AND b.state IN ('ready', 'leased', 'unknown')";

/**
 * What is too late is decided here, by the clock: from that moment it neither leaves nor keeps its place in the lane, however many
 * there are and whenever `expire` files them.
 */
const IN_TIME = (table: 'j' | 'b'): string => `(${table}.send_by IS NULL OR ${table}.send_by > @now)`;

/**
 * The next job that may leave. A lane is taken while a job of it is leased or unknown. An older ready job goes first when it is
 * due or waits for its retry; one that merely waits for a later hour does not keep back what is due now.
 */
const NEXT_JOB = `SELECT j.id FROM outbox_job j
  WHERE j.state = 'ready' AND j.run_at <= @now AND j.priority >= @minPriority AND ${IN_TIME('j')}
    AND (@anyGateway OR (@unbound AND j.gateway_id IS NULL) OR j.gateway_id IN (SELECT value FROM json_each(@gatewayIds)))
    AND NOT EXISTS (SELECT 1 FROM outbox_job b
                     WHERE ${IN_LANE} AND (b.state <> 'ready' OR (b.seq < j.seq AND ${IN_TIME('b')}
                                                     AND (b.run_at <= @now OR ${WAITS_FOR_RETRY}))))
  ORDER BY j.priority DESC, j.run_at, j.seq LIMIT 1`;

const NEXT_RUN_AT = `SELECT j.run_at FROM outbox_job j
  WHERE j.state = 'ready'
    AND NOT EXISTS (SELECT 1 FROM outbox_job b
                     WHERE ${IN_LANE} AND (b.state <> 'ready' OR (b.seq < j.seq AND ${WAITS_FOR_RETRY})))
  ORDER BY j.run_at LIMIT 1`;

export function createOutbox(sql: Sql): OutboxWriter {
  return {
    ...createOutboxReader(sql),
    ...createCarried(sql),
    enqueue: (fresh, at) => enqueue(sql, fresh, at),
    ...createLeases(sql),
    ...createAttempts(sql),
    setPriority: (jobId, priority) =>
      void sql.run('UPDATE outbox_job SET priority = @priority WHERE id = @jobId', { jobId, priority }),
    sendAtOnce: (jobId, at) =>
      void sql.run('UPDATE outbox_job SET send_at = NULL, updated_at = @at WHERE id = @jobId', { jobId, at }),
    bind: (jobId, { from, gatewayId, runAt }, at) =>
      sql.run(
        `UPDATE outbox_job SET gateway_id = @gatewayId, updated_at = @at, run_at = coalesce(@runAt, run_at)
          WHERE id = @jobId AND state IN ('ready', 'held') AND gateway_id IS @from`,
        { jobId, from, gatewayId, runAt: runAt ?? null, at },
      ) === 1,
  };
}

function createOutboxReader(sql: Sql): Omit<OutboxReader, keyof ReturnType<typeof createCarried>> {
  return {
    get: (id) => job.one(sql.get(`${SELECT_JOB} WHERE j.id = @id`, { id })),
    getByMessage: (messageId) => job.one(sql.get(`${SELECT_JOB} WHERE j.message_id = @messageId`, { messageId })),
    attempt: (id) => attempt.one(sql.get(`${SELECT_ATTEMPT} WHERE a.id = @id`, { id })),
    attemptsOf: (jobId) =>
      sql.all(`${SELECT_ATTEMPT} WHERE a.job_id = @jobId ORDER BY a.number`, { jobId }).map(attempt.read),
    lastAttempt: (jobId) =>
      attempt.one(sql.get(`${SELECT_ATTEMPT} WHERE a.job_id = @jobId ORDER BY a.number DESC LIMIT 1`, { jobId })),
    inState: (state, limit) =>
      sql.all(`${SELECT_JOB} WHERE j.state = @state ORDER BY j.run_at, j.seq ${LIMIT}`, { state, limit }).map(job.read),
    counts: (now) => countJobs(sql, now),
    nextRunAt: () => {
      const row = sql.get(NEXT_RUN_AT);
      return row === undefined ? null : integer.read(row.run_at ?? null);
    },
    countAhead: () =>
      sql.count(
        `SELECT count(*) AS jobs FROM outbox_job WHERE send_at IS NOT NULL AND state IN ('ready', 'leased')`,
        {},
      ),
    countFor: (gatewayId) =>
      sql.count(`SELECT count(*) AS jobs FROM outbox_job WHERE state = 'ready' AND gateway_id = @gatewayId`, {
        gatewayId,
      }),
    waitingFor: ({ gatewayIds, now, codes, after, limit }) =>
      sql
        .all(
          `SELECT ${job.columns('j')}, j.seq AS seq FROM outbox_job j
            WHERE j.state = 'ready' AND (j.run_at <= @now OR j.last_code IN (SELECT value FROM json_each(@codes)))
              AND ((@unbound AND j.gateway_id IS NULL) OR j.gateway_id IN (SELECT value FROM json_each(@gatewayIds)))
              AND (j.run_at, j.seq) > (@runAt, @seq)
            ORDER BY j.run_at, j.seq ${LIMIT}`,
          {
            now,
            codes: JSON.stringify(codes),
            unbound: gatewayIds.includes(null) ? 1 : 0,
            gatewayIds: JSON.stringify(gatewayIds.filter((id) => id !== null)),
            runAt: after?.runAt ?? -1,
            seq: after?.seq ?? -1,
            limit,
          },
        )
        .map((row) => ({ ...job.read(row), seq: integer.read(row.seq ?? null) })),
    oldestDueFor: (gatewayId, now) => {
      const row = sql.get(
        `SELECT min(created_at) AS at FROM outbox_job WHERE state = 'ready' AND run_at <= @now AND gateway_id = @gatewayId`,
        { gatewayId, now },
      );
      return nullable(integer).read(row?.at ?? null);
    },
    stuck: (now) =>
      sql
        .all(
          // Beside min() the plain columns are those of the oldest row.
          `SELECT j.state, j.state = 'ready' AND j.run_at <= @now AS due, coalesce(m.reason_code, j.last_code) AS code,
                  j.gateway_id AS gatewayId, count(*) AS texts, min(m.created_at) AS oldestAt, m.id AS messageId,
                  m.conversation_id AS conversationId
             FROM outbox_job j JOIN message m ON m.id = j.message_id
            WHERE j.state IN ('ready', 'leased', 'unknown', 'held', 'needsReview')
            GROUP BY 1, 2, 3, 4`,
          { now },
        )
        .map(readStuck),
    boundTo: () =>
      sql
        .all(`SELECT DISTINCT gateway_id FROM outbox_job WHERE state = 'ready'`)
        .map((row) => nullable(text).read(row.gateway_id ?? null)),
  };
}

function countJobs(sql: Sql, now: number): ReturnType<OutboxReader['counts']> {
  const ready = sql.get(
    `SELECT count(*) FILTER (WHERE run_at <= @now) AS due, count(*) FILTER (WHERE run_at > @now) AS later,
            min(run_at) FILTER (WHERE run_at <= @now) AS oldest
       FROM outbox_job WHERE state = 'ready'`,
    { now },
  );
  const others = new Map(
    sql
      .all(
        `SELECT state, count(*) AS jobs FROM outbox_job
          WHERE state IN ('leased', 'unknown', 'needsReview', 'held') GROUP BY state`,
      )
      .map((row) => [row.state, Number(row.jobs)]),
  );
  return {
    ready: Number(ready?.due ?? 0),
    waiting: Number(ready?.later ?? 0),
    leased: others.get('leased') ?? 0,
    unknown: others.get('unknown') ?? 0,
    held: others.get('held') ?? 0,
    needsReview: others.get('needsReview') ?? 0,
    oldestReadyAt: nullable(integer).read(ready?.oldest ?? null),
  };
}

function enqueue(sql: Sql, fresh: NewJob, at: number): boolean {
  return (
    sql.run(
      `INSERT INTO outbox_job (id, message_id, dedupe_key, lane, priority, state, run_at, send_by, gateway_id, send_at, created_at, updated_at)
       VALUES (@id, @messageId, @dedupeKey, @lane, @priority, @state, @runAt, @sendBy, @gatewayId, @sendAt, @at, @at)
       ON CONFLICT (dedupe_key) DO NOTHING`,
      { ...fresh, state: fresh.state ?? 'ready', sendAt: fresh.sendAt ?? null, at },
    ) === 1
  );
}

type Leases = Pick<OutboxWriter, 'claim' | 'renewLease' | 'settle' | 'transition' | 'reclaim' | 'expire'>;

function createLeases(sql: Sql): Leases {
  return {
    claim: ({ owner, now, until, minPriority, gatewayIds }) => {
      const [row] = sql.returning(
        `UPDATE outbox_job SET state = 'leased', attempts = attempts + 1, lease_owner = @owner, lease_until = @until, updated_at = @now
          WHERE id = (${NEXT_JOB}) RETURNING ${job.columns()}`,
        { owner, now, until, ...claimFilter(minPriority, gatewayIds) },
      );
      return row === undefined ? undefined : job.read(row);
    },
    renewLease: (jobId, owner, until) =>
      sql.run(
        `UPDATE outbox_job SET lease_until = @until WHERE id = @jobId AND state = 'leased' AND lease_owner = @owner`,
        { jobId, owner, until },
      ) === 1,
    settle: (jobId, owner, to, at) =>
      move(sql, `id = @jobId AND state = 'leased' AND lease_owner = @owner`, { jobId, owner }, to, at),
    transition: (jobId, from, to, at) =>
      move(
        sql,
        'id = @jobId AND state IN (SELECT value FROM json_each(@from))',
        { jobId, from: JSON.stringify(from) },
        to,
        at,
      ),
    reclaim: (owner, now) => reclaim(sql, owner, now),
    expire: (now, limit) =>
      sql
        .returning(
          `UPDATE outbox_job SET state = 'expired', updated_at = @now
            WHERE seq IN (SELECT seq FROM outbox_job WHERE state = 'ready' AND send_by IS NOT NULL AND send_by <= @now
                           ORDER BY send_by ${LIMIT})
           RETURNING id, message_id`,
          { now, limit },
        )
        .map((row) => ({ jobId: text.read(row.id ?? null), messageId: text.read(row.message_id ?? null) })),
  };
}

function claimFilter(minPriority: number | undefined, gatewayIds: readonly (string | null)[] | undefined) {
  return {
    minPriority: minPriority ?? Number.MIN_SAFE_INTEGER,
    anyGateway: gatewayIds === undefined ? 1 : 0,
    unbound: gatewayIds?.includes(null) === true ? 1 : 0,
    gatewayIds: JSON.stringify(gatewayIds?.filter((id) => id !== null) ?? []),
  };
}

type Move = Parameters<OutboxWriter['settle']>[2];

/** Leaves the lease and sets the new state, for the one job that fits `condition`. */
function move(sql: Sql, condition: string, parameters: Record<string, string>, to: Move, at: number): boolean {
  if (to.state === 'leased') throw new Error('Only claim() leases a job.');
  const assignments = [
    'state = @state',
    'lease_owner = NULL',
    'lease_until = NULL',
    'updated_at = @at',
    ...(to.runAt === undefined ? [] : ['run_at = @runAt']),
    ...(to.code === undefined ? [] : ['last_code = @code']),
  ];
  return (
    sql.run(`UPDATE outbox_job SET ${assignments.join(', ')} WHERE ${condition}`, {
      ...parameters,
      state: to.state,
      at,
      ...(to.runAt === undefined ? {} : { runAt: to.runAt }),
      ...(to.code === undefined ? {} : { code: to.code }),
    }) === 1
  );
}

/** Outcomes after which the text surely did not leave, so that the job may simply be ready again. */
const SURELY_NOT_SENT = "('rejected', 'retry', 'pause', 'absent')";

function reclaim(sql: Sql, owner: string, now: number): readonly JobRecord[] {
  const lost = sql
    .all(
      `SELECT j.id FROM outbox_job j
        WHERE j.state = 'leased' AND (j.lease_owner <> @owner OR j.lease_until <= @now) ORDER BY j.run_at, j.seq`,
      { owner, now },
    )
    .map((row) => text.read(row.id ?? null));
  for (const jobId of lost) {
    sql.run(
      `UPDATE outbox_job SET lease_owner = NULL, lease_until = NULL, updated_at = @now,
              state = CASE WHEN EXISTS (SELECT 1 FROM send_attempt a
                                         WHERE a.job_id = @jobId AND a.outcome NOT IN ${SURELY_NOT_SENT})
                           THEN 'unknown' ELSE 'ready' END
        WHERE id = @jobId`,
      { jobId, now },
    );
    sql.run(
      `UPDATE send_attempt SET outcome = 'unknown', finished_at = @now WHERE job_id = @jobId AND outcome = 'inFlight'`,
      { jobId, now },
    );
  }
  return lost.flatMap((id) => sql.all(`${SELECT_JOB} WHERE j.id = @id`, { id }).map(job.read));
}

function createAttempts(sql: Sql): Pick<OutboxWriter, 'beginAttempt' | 'finishAttempt'> {
  return {
    beginAttempt: (fresh) =>
      attempt.insert(sql, {
        body: null,
        bodyKey: null,
        leavesAt: null,
        ...fresh,
        finishedAt: null,
        outcome: 'inFlight',
        gatewayMessageId: null,
        code: null,
        detail: null,
      }),
    finishAttempt: (id, result) => attempt.update(sql, id, result),
  };
}
