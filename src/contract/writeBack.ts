/**
 * "Changes for your calendar": what happened here that the practice's own system does not know yet, in the order of its screen, for
 * people to type over there, tick by tick.
 */
import { z } from 'zod';
import { Cursor, Id, Instant, Limit, pageOf, Zone } from './common.ts';
import { command, query } from './procedure.ts';
import { desk, managers } from './roles.ts';

/** `arrived` also stands for a visit that is over; `rebooked`: the list says cancelled, here it is on again. */
export const VisitChange = z.enum(['cancelled', 'newTime', 'moved', 'rebooked', 'missed', 'arrived', 'confirmed']);
export type VisitChange = z.infer<typeof VisitChange>;

export const WriteBackRow = z.object({
  appointmentId: Id,
  /** The practice's own number of the visit; null when its list has none. */
  externalId: z.string().nullable(),
  personName: z.string(),
  startsAt: Instant,
  /** Where the visit stands in the practice's own schedule. */
  listedAt: Instant,
  zone: Zone,
  clinician: z.string(),
  kind: z.string(),
  /** The gravest first. */
  changes: z.array(VisitChange).min(1),
  /** When it came to this. */
  since: Instant,
  /** Of these very changes: they come back when the visit changes again. */
  fingerprint: z.string().max(120),
  done: z.object({ by: z.string(), at: Instant, byItself: z.boolean() }).nullable(),
  /** What the practice's system was told by itself; null: it cannot be, or it is not switched on. */
  written: z.object({ state: z.enum(['due', 'sent', 'written', 'refused']), text: z.string(), at: Instant }).nullable(),
});
export type WriteBackRow = z.infer<typeof WriteBackRow>;

const Show = z.enum(['open', 'done', 'all']).default('open');

export const writeBack = {
  listChanges: query({
    roles: desk,
    input: z.strictObject({
      show: Show,
      /** Visits that start in this range; a week back and all that is to come when left out. */
      from: Instant.optional(),
      to: Instant.optional(),
      cursor: Cursor.nullable().default(null),
      limit: Limit,
    }),
    output: pageOf(WriteBackRow),
  }),
  /** How many are not ticked: all of them, and those of visits that start before the end of today. */
  countChanges: query({ roles: desk, input: z.strictObject({}), output: z.object({ open: z.int(), today: z.int() }) }),
  /** Ticks a change off, or takes the tick back. Errors: NOT_FOUND; CONFLICT: it has changed since. */
  tickChange: command({
    roles: desk,
    input: { appointmentId: Id, fingerprint: z.string().max(120), done: z.boolean() },
    output: WriteBackRow,
  }),
  /** The list as a CSV file. Cells that a spreadsheet would take for formulas are text. Kept in the audit trail. */
  exportChanges: command({
    roles: managers,
    input: { show: Show },
    output: z.object({ fileName: z.string(), text: z.string() }),
  }),
};
