/** Settings of the practice. Every value has a default, so a fresh database works; unknown keys are refused. */
import { z } from 'zod';
import { CivilDate, CivilTime, Id, Instant, Zone } from './common.ts';
import { command, query } from './procedure.ts';
import { everyone, managers } from './roles.ts';

export const Practice = z.object({
  name: z.string().trim().max(80).default(''),
  /** Opens every text; at most 20 characters. */
  shortName: z.string().trim().max(20).default(''),
  country: z.enum(['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'IN', 'DE', 'FR', 'ES']).default('US'),
  zone: Zone.default('America/New_York'),
  phone: z.string().max(40).default(''),
  address: z.string().max(200).default(''),
  mapLink: z.string().max(200).default(''),
  /** US practices under HIPAA: switches channel and content defaults (rules.md 7). */
  hipaa: z.boolean().default(true),
  clock: z.enum(['12h', '24h']).default('12h'),
});
export type Practice = z.infer<typeof Practice>;

export const Sending = z.object({
  /** Care texts leave only between these wall-clock times of the receiver. */
  open: CivilTime.default('08:00'),
  close: CivilTime.default('20:00'),
  /** Weekdays on which nothing automatic leaves, 1 Monday ... 7 Sunday. */
  closedDays: z.array(z.int().min(1).max(7)).max(6).default([]),
  /** At most so many texts a day through the phone's SIM. */
  perDay: z.int().min(1).max(5000).default(200),
  /** Least time between two texts through the phone, in ms. */
  paceMs: z.int().min(0).max(600_000).default(6000),
  undoMs: z.int().min(0).max(20_000).default(5000),
  /** At most so many parts in 30 minutes: Android stops an app that sends more. Null: the phone was told (by adb) to allow more. */
  perHalfHour: z.int().min(1).max(1000).nullable().default(30),
  /** At most so many different people a day through the phone's SIM; null: no limit. */
  recipientsPerDay: z.int().min(1).max(5000).nullable().default(150),
  /** The same words go to at most so many people an hour through the phone's SIM; null: no limit. */
  sameTextPerHour: z.int().min(1).max(1000).nullable().default(25),
  /** Automatic texts stop after so many failures in a row on one phone, and one is tried every 15 minutes; null: they go on. */
  failuresInARow: z.int().min(1).max(20).nullable().default(3),
});
export type Sending = z.infer<typeof Sending>;

export const Privacy = z.object({
  blurAfterIdleSeconds: z.int().min(0).max(3600).default(60),
  /** 0: never by itself. Counts only where people sign in with a PIN. */
  lockAfterMinutes: z.int().min(0).max(240).default(5),
  /** The computer's own lock, and its sleep, lock Deskbell, too. */
  lockWithSystem: z.boolean().default(true),
});

/** Which way texts go where there are two gateways. An answer always goes the way the person wrote. */
export const Routing = z.object({
  /** Where texts go to people who have not written; null: by the gateway that was connected first. */
  preferredGatewayId: Id.nullable().default(null),
  /** Texts go by another gateway while theirs has been down, refused or paused for `failoverAfterMinutes`. */
  failover: z.boolean().default(true),
  failoverAfterMinutes: z.int().min(1).max(720).default(10),
  /** Texts beyond the phone's daily limit go by another gateway at once. */
  spill: z.boolean().default(false),
  /** The owner has switched WhatsApp on, for patients, too (rules.md 6: off for practices under HIPAA unless they do). */
  whatsapp: z.boolean().default(false),
  /** Texts are erased from the provider's own records so many days after they ended; null: never. */
  eraseAfterDays: z.int().min(1).max(365).nullable().default(null),
  /** What is erased there: the words, or the whole record with its pictures. */
  erase: z.enum(['redact', 'delete']).default('redact'),
});
export type Routing = z.infer<typeof Routing>;

/** How reminders follow the schedule. When each leaves is the plan's (reminders.getCadence). */
export const ReminderRules = z.object({
  /** So long a change of the schedule waits before anybody is told of it. */
  settleMinutes: z.int().min(0).max(60).default(3),
  /** Reminders of visits that came by list wait for a person when the newest list is older, in hours of open days; null: never. */
  staleHours: z.int().min(1).max(336).nullable().default(30),
  /** Visits of one day at one shared phone: one text with a number for each visit, or a text each. */
  households: z.enum(['merge', 'each']).default('merge'),
  /** Single days the practice is closed: holidays. */
  closedDates: z.array(CivilDate).max(400).default([]),
  /** A person who was told of a visit, or confirmed it, is told when it is moved. */
  movedText: z.boolean().default(true),
  /** Null: the text named "Visit moved". */
  movedTemplateId: Id.nullable().default(null),
  /** The same when the practice cancels it. */
  cancelledText: z.boolean().default(false),
  /** Null: the text named "Visit cancelled". */
  cancelledTemplateId: Id.nullable().default(null),
});
export type ReminderRules = z.infer<typeof ReminderRules>;

/** What becomes of reminders that are due while this PC is off. */
export const HandOff = z.object({
  /** They are left with the gateway before, where it can keep them and give them back. */
  on: z.boolean().default(false),
  /** When this PC is on, by the practice's clock; a day that is not here is one without it. */
  pcOn: z
    .array(z.strictObject({ day: z.int().min(1).max(7), from: CivilTime, to: CivilTime }))
    .max(7)
    .default([1, 2, 3, 4, 5].map((day) => ({ day, from: '07:30', to: '19:00' }))),
});
export type HandOff = z.infer<typeof HandOff>;

/** What must not stand in a text, and what answers an emergency. */
export const Safety = z.object({
  /** Words of the practice's own that make the desk think twice, like diagnoses; `*` at the end: also longer words. */
  guardWords: z.array(z.string().trim().min(3).max(40)).max(200).default([]),
  /** Approved by the practice; empty: the usual text with the emergency number of the country. */
  emergencyText: z.string().trim().max(160).default(''),
  /** Hours of advertising: the hours that hold in every US state, or those of the receiver's own (rules.md 3). */
  marketingHours: z.enum(['nationalSafe', 'stateTable']).default('nationalSafe'),
});
export type Safety = z.infer<typeof Safety>;

/** What the law leaves to the practice about agreements to texts (rules.md 11.2 P12, P15). Holds for what is written down from now on. */
export const ConsentRules = z.object({
  /** The age at which a parent's agreement ends. */
  majorityYears: z.int().min(16).max(21).default(18),
  /** An agreement to advertising lapses after so many months without any contact. */
  marketingLapseMonths: z.int().min(3).max(60).default(24),
});
export type ConsentRules = z.infer<typeof ConsentRules>;

/** What is registered for texts to Indian numbers (rules.md 10, DLT): without it none leaves by Twilio. */
export const Dlt = z.object({
  /** The sender name (header), as it stands in the Messaging Service, too; empty: none yet. */
  header: z
    .string()
    .trim()
    .regex(/^(?:[A-Za-z0-9]{3,11})?$/)
    .default(''),
  /** Ready-made texts that are registered, each with the version that is. */
  texts: z
    .array(
      z.strictObject({
        templateId: Id,
        version: z.int().min(1),
        /** The id the register gave it. */
        registeredId: z
          .string()
          .trim()
          .regex(/^\d{6,25}$/),
      }),
    )
    .max(200)
    .default([]),
});
export type Dlt = z.infer<typeof Dlt>;

/** How long things are kept. Ranges and defaults: rules.md 12. */
export const Retention = z.object({
  /** Words of a thread, after its last text. */
  textMonths: z.int().min(3).max(120).default(24),
  /** What is left of a text without its words: when, what kind, whether it arrived. */
  factsYears: z.int().min(6).max(10).default(6),
  /** Pictures and files that came in. */
  fileDays: z.int().min(7).max(730).default(30),
  /** Threads whose number belongs to nobody. */
  unknownDays: z.int().min(30).max(365).default(90),
  draftDays: z.int().min(1).max(90).default(30),
  /** Rows of lists that were added, and what they changed. */
  listDays: z.int().min(30).max(365).default(90),
  /** Entries of the log. */
  auditYears: z.int().min(6).max(15).default(6),
  /** Agreements of somebody who was deleted, from that day on. */
  consentYears: z.int().min(6).max(30).default(10),
});
export type Retention = z.infer<typeof Retention>;

/** Backups of this PC: how long they are kept, and where each is copied to. */
export const Backup = z.object({
  /** Nightly backups older than this are removed; the newest three always stay (rules.md 12). */
  keepDays: z.int().min(7).max(90).default(35),
  /** A folder on another drive or a share that gets a copy of each nightly backup; empty: none. */
  copyTo: z.string().trim().max(1000).default(''),
});
export type Backup = z.infer<typeof Backup>;

export const Settings = z.object({
  practice: Practice,
  sending: Sending,
  privacy: Privacy,
  routing: Routing,
  reminders: ReminderRules,
  handOff: HandOff,
  safety: Safety,
  dlt: Dlt,
  consent: ConsentRules,
  retention: Retention,
  backup: Backup,
  setupDone: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const settings = {
  getSettings: query({ roles: everyone, input: z.strictObject({}), output: Settings }),
  /** Changes only what is given. INVALID_INPUT names the field, for example a zone that does not exist. */
  saveSettings: command({
    roles: managers,
    input: {
      practice: z.strictObject(looseShape(Practice)).optional(),
      sending: z.strictObject(looseShape(Sending)).optional(),
      privacy: z.strictObject(looseShape(Privacy)).optional(),
      routing: z.strictObject(looseShape(Routing)).optional(),
      reminders: z.strictObject(looseShape(ReminderRules)).optional(),
      handOff: z.strictObject(looseShape(HandOff)).optional(),
      safety: z.strictObject(looseShape(Safety)).optional(),
      dlt: z.strictObject(looseShape(Dlt)).optional(),
      consent: z.strictObject(looseShape(ConsentRules)).optional(),
      retention: z.strictObject(looseShape(Retention)).optional(),
      backup: z.strictObject(looseShape(Backup)).optional(),
      setupDone: z.boolean().optional(),
    },
    output: Settings.extend({ savedAt: Instant }),
  }),
};

/** The shape of an object's schema with defaults taken off and every field optional, for partial updates. */
function looseShape<S extends z.ZodRawShape>(
  schema: z.ZodObject<S>,
): { [K in keyof S]: z.ZodOptional<WithoutDefault<S[K]>> } {
  const loose: Record<string, z.ZodType> = {};
  for (const [key, field] of Object.entries(schema.shape)) {
    const inner = field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : (field as z.ZodType);
    loose[key] = inner.optional();
  }
  return loose as { [K in keyof S]: z.ZodOptional<WithoutDefault<S[K]>> };
}
type WithoutDefault<T> = T extends z.ZodDefault<infer I> ? I : T;
