/** The program itself: who is signed in, how it is doing, backups. */
import { z } from 'zod';
import { Id, Instant, Purpose } from './common.ts';
import { GatewaySummary } from './gateways.ts';
import { command, query } from './procedure.ts';
import { everyone, managers, Role } from './roles.ts';

export const Session = z.object({
  userName: z.string(),
  role: Role,
  /** Procedures this role may not call: what screens leave out. The router refuses them in any case. */
  refused: z.array(z.string()),
  /** Purposes of texts this role may write. */
  sends: z.array(Purpose),
  /** Writes down that somebody agreed to texts, beside opt-outs. */
  recordsAgreements: z.boolean(),
  contractVersion: z.int(),
  version: z.string(),
  demo: z.boolean(),
  /** What this shell can do beside the contract; clients ask here, never which shell it is. */
  capabilities: z.array(
    z.enum(['openFiles', 'nativeNotifications', 'windowControls', 'autoUpdate', 'demo', 'restart']),
  ),
});
export type Session = z.infer<typeof Session>;

export const Health = z.object({
  version: z.string(),
  now: Instant,
  startedAt: Instant,
  demo: z.boolean(),
  gateways: z.array(GatewaySummary),
  queue: z.object({
    ready: z.int(),
    waiting: z.int(),
    sending: z.int(),
    /** May or may not have gone out: a person must look. */
    needsReview: z.int(),
    failedToday: z.int(),
    sentToday: z.int(),
    oldestReadyAt: Instant.nullable(),
  }),
  /** Automatic sending is held back, with the reason; null when it runs. */
  sendingHeld: z
    .object({
      /** `clockSkew`: a gateway says another time. `clockDoubt`: the clock jumped, and no gateway has told the time since. */
      code: z.enum(['remindersPaused', 'catchingUp', 'clockSkew', 'clockDoubt', 'sendFence', 'remindersOff']),
      since: Instant,
    })
    .nullable(),
  sending: z.object({ open: z.string(), close: z.string(), perDay: z.int() }),
  store: z.object({
    path: z.string(),
    sizeBytes: z.int(),
    schema: z.int(),
    encrypted: z.boolean(),
    synchronous: z.literal('FULL'),
    lastBackupAt: Instant.nullable(),
  }),
  auditHead: z.string(),
  /** Environment switches that change where texts go; shown so that nobody overlooks them. */
  overrides: z.array(z.string()),
});
export type Health = z.infer<typeof Health>;

/** Texts that did not go out, or not yet, for one reason and by one route. */
export const QueueExplanation = z.object({
  /** `waiting`: due, and something is in the way. `later`: not due yet. `checking`: under way or asked after. `failed`: today. */
  state: z.enum(['needsReview', 'failed', 'held', 'waiting', 'checking', 'later']),
  code: z.string(),
  /** Why, in words for the desk; names nobody. */
  text: z.string(),
  /** What somebody can do; empty: nothing has to be done. */
  nextStep: z.string(),
  count: z.int(),
  /** When the oldest of them was written. */
  oldestAt: Instant.nullable(),
  gatewayId: Id.nullable(),
  gatewayLabel: z.string().nullable(),
  /** The oldest of them, to look at. */
  example: z.object({ messageId: Id, conversationId: Id }),
});
export type QueueExplanation = z.infer<typeof QueueExplanation>;

export const system = {
  getSession: query({ roles: everyone, input: z.strictObject({}), output: Session }),
  getHealth: query({ roles: everyone, input: z.strictObject({}), output: Health }),
  /** Why texts did not go out: everything that waits, is held, is in doubt or failed today, by reason, the most pressing first. */
  explainQueue: query({
    roles: everyone,
    input: z.strictObject({}),
    output: z.object({ items: z.array(QueueExplanation) }),
  }),
  /** Writes an encrypted, checked copy. The path is on the machine of the core. */
  createBackup: command({
    roles: managers,
    input: { path: z.string().min(1).max(1000).optional() },
    output: z.object({ path: z.string(), sizeBytes: z.int(), checked: z.literal(true) }),
  }),
};
