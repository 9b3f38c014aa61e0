/** Who did what, when: append-only, hash-chained from the first row. Ids and codes only, no message text. */
import { z } from 'zod';
import { Cursor, Id, Instant, Limit, pageOf } from './common.ts';
import { command, query } from './procedure.ts';
import { overseers } from './roles.ts';

export const AuditEntry = z.object({
  seq: z.int(),
  at: Instant,
  actor: z.string(),
  /** What happened, `message.queued`, `consent.revoked`, `settings.saved`. */
  action: z.string(),
  entity: z.string().nullable(),
  entityId: Id.nullable(),
  /** Facts as codes and ids. */
  data: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const ChainCheck = z.object({
  ok: z.boolean(),
  entries: z.int(),
  /** First entry that does not fit; null when all do. */
  brokenAt: z.int().nullable(),
  fault: z.enum(['edited', 'missing', 'reordered', 'cut']).nullable(),
  head: z.string(),
  /** Result of SQLite's own check of the file. */
  integrity: z.enum(['ok', 'damaged', 'notChecked']),
  /** One sentence. */
  text: z.string(),
});
export type ChainCheck = z.infer<typeof ChainCheck>;

export const audit = {
  listEntries: query({
    roles: overseers,
    input: z.strictObject({
      action: z.string().max(60).optional(),
      entityId: Id.optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      cursor: Cursor.nullable().default(null),
      limit: Limit,
    }),
    output: pageOf(AuditEntry),
  }),
  verifyChain: command({ roles: overseers, input: { integrity: z.boolean().default(false) }, output: ChainCheck }),
};
