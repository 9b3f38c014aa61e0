/** Backups, restoring one, the fence that is up after it, and changing the key of the data. Paths are of the machine of the core. */
import { z } from 'zod';
import { Instant } from './common.ts';
import { command, Done, query } from './procedure.ts';
import { managers } from './roles.ts';

/** One backup in the folder of backups. */
export const BackupEntry = z.object({
  file: z.string(),
  /** `beforeUpdate` and `beforeRestore` are made by the program before it changes the whole database. */
  kind: z.enum(['nightly', 'beforeUpdate', 'beforeRestore']),
  at: Instant,
  sizeBytes: z.int(),
  /** The file that opens it with the recovery code on another computer lies beside it. */
  hasKeys: z.boolean(),
});
export type BackupEntry = z.infer<typeof BackupEntry>;

const Pending = z.enum(['restore', 'keyChange']);

export const BackupsState = z.object({
  folder: z.string(),
  /** The newest first. */
  entries: z.array(BackupEntry),
  lastAt: Instant.nullable(),
  /** No backup for three days or longer; null: all is well. */
  lateDays: z.int().nullable(),
  /** Why the newest backup could not be copied to the other folder; null: it was, or there is none. */
  copyProblem: z.string().nullable(),
  lastTest: z.object({ at: Instant, ok: z.boolean() }).nullable(),
  /** Waits for the next start. */
  pending: Pending.nullable(),
  /** How the one before went. */
  lastChange: z.object({ kind: Pending, done: z.boolean(), text: z.string().nullable(), at: Instant }).nullable(),
  keyMadeAt: Instant.nullable(),
  /** What is being done with a backup that is restored right now, in this order; null: none is. */
  step: z.enum(['copying', 'converting', 'updating', 'checking', 'settling']).nullable(),
});
export type BackupsState = z.infer<typeof BackupsState>;

/** What the data of now has and the backup has not. */
export const LostSince = z.object({
  textsOut: z.int(),
  textsIn: z.int(),
  notes: z.int(),
  visits: z.int(),
  people: z.int(),
  optOuts: z.int(),
  agreements: z.int(),
  /** People deleted or merged since, who would be back. */
  peopleBack: z.int(),
});
export type LostSince = z.infer<typeof LostSince>;

export const BackupLook = z.object({
  fault: z.enum(['missing', 'cutOff', 'damaged', 'newer', 'otherBuild', 'otherKey', 'notABackup']).nullable(),
  /** In words for a person, with the next step. */
  text: z.string(),
  sizeBytes: z.int(),
  content: z
    .object({
      older: z.boolean(),
      lastEntryAt: Instant.nullable(),
      people: z.int(),
      texts: z.int(),
      visits: z.int(),
    })
    .nullable(),
  lost: LostSince.nullable(),
  /** No key at hand opens it, and its recovery code would. */
  asksForCode: z.boolean(),
  /** It is of other data (another PC's): nothing of what is here is carried over, its recovery code becomes the one of this PC. */
  foreign: z.boolean(),
});
export type BackupLook = z.infer<typeof BackupLook>;

export const FenceState = z.object({
  up: z.boolean(),
  restoredAt: Instant,
  /** The last thing the backup knew of. */
  lostFrom: Instant,
  /** What became of texts could be read from the data that was replaced. */
  oldReadable: z.boolean(),
  optOutsKept: z.int(),
  /** Texts that gateways are still asked about: the fence stays up until they have answered. */
  asking: z.int(),
  /** Texts that may or may not have gone out: a person looks at each. */
  needsReview: z.int(),
  liftedAt: Instant.nullable(),
  liftedBy: z.string().nullable(),
});
export type FenceState = z.infer<typeof FenceState>;

/** A backup that lies somewhere on this PC or on a drive of it. */
export const FoundBackup = z.object({ path: z.string(), at: Instant, sizeBytes: z.int(), hasKeys: z.boolean() });
export type FoundBackup = z.infer<typeof FoundBackup>;

const Place = z.string().min(1).max(1000);
const Code = z.string().min(1).max(100);

export const backups = {
  getState: query({ roles: managers, input: z.strictObject({}), output: BackupsState }),
  /** Backups in a folder; without one, in the usual places and on the drives of this PC. The newest first. */
  findBackups: query({
    roles: managers,
    input: z.strictObject({ folder: Place.optional() }),
    output: z.object({ items: z.array(FoundBackup) }),
  }),
  /** Opens a backup and says whether it can be restored and what would be lost. Errors: INVALID_INPUT, DATA_WRONG_KEY for the code. */
  lookAt: command({ roles: managers, input: { file: Place, recoveryCode: Code.optional() }, output: BackupLook }),
  /** Restores it into a file that is thrown away. Errors: why it could not be restored. */
  testRestore: command({
    roles: managers,
    input: { file: Place },
    output: z.object({ people: z.int(), texts: z.int(), visits: z.int(), trailWhole: z.boolean() }),
  }),
  /**
   * At the next start, which `restart` asks for at once where the program can start itself anew (`getState` says how far it has come
   * until then). Errors: CONFLICT when another change waits, and why the backup cannot be used.
   */
  restore: command({
    roles: ['owner'],
    input: { file: Place, recoveryCode: Code.optional(), restart: z.boolean().default(false) },
    output: Done,
  }),
  /** Takes back what waits for the next start. */
  cancelChange: command({ roles: ['owner'], input: {}, output: Done }),
  /** A new recovery code, to be written down and typed again in `changeKey`. It opens nothing before. */
  offerKeyChange: command({ roles: ['owner'], input: {}, output: z.object({ recoveryCode: z.string() }) }),
  /** At the next start. Errors: INVALID_INPUT when the code is neither the one offered nor the one of now. */
  changeKey: command({ roles: ['owner'], input: { recoveryCode: Code }, output: Done }),
  /** Starts the program anew, where it can by itself. Errors: NOT_AVAILABLE. */
  restart: command({ roles: ['owner'], input: {}, output: Done }),
  /** Null: the data was never restored. */
  getFence: query({ roles: managers, input: z.strictObject({}), output: z.object({ fence: FenceState.nullable() }) }),
  /** Lets automatic texts leave again. Errors: CONFLICT while gateways are still asked. */
  liftFence: command({ roles: managers, input: {}, output: FenceState }),
};
