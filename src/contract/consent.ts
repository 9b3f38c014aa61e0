/** The consent ledger: append-only events, and the state computed from them (rules.md 11.1). */
import { z } from 'zod';
import { MAX_ATTACHMENT_BYTES } from './attachments.ts';
import { Channel, CivilDate, Cursor, E164, Id, Instant, Language, Limit, pageOf, Purpose } from './common.ts';
import { command, query } from './procedure.ts';
import { careReaders, desk, everyone, managers, readers } from './roles.ts';

export const ConsentLevel = z.enum(['written', 'express', 'provided_number', 'unproven', 'pending', 'none', 'revoked']);
export type ConsentLevel = z.infer<typeof ConsentLevel>;

export const ConsentEventKind = z.enum(['grant', 'revoke', 'restore', 'number_wrong', 'number_verified', 'note']);
export const ConsentMethod = z.enum(['spoken', 'paper', 'form', 'text', 'website', 'import', 'provider', 'staff']);

/** Who spoke, by their relation to the person; never a name. */
export const ConsentGiver = z.enum(['self', 'parent', 'guardian', 'caregiver']);
export type ConsentGiver = z.infer<typeof ConsentGiver>;

export const ConsentEvent = z.object({
  id: Id,
  at: Instant,
  number: E164,
  /** null: about the number as a whole. */
  personId: Id.nullable(),
  personName: z.string().nullable(),
  kind: ConsentEventKind,
  level: ConsentLevel.nullable(),
  /** null: every purpose. */
  purpose: Purpose.nullable(),
  channel: z.enum(['sms', 'whatsapp']),
  method: ConsentMethod,
  /** The word of the text that did it (STOP), a form's name; never a whole text. */
  evidence: z.string(),
  /** Who wrote it down, by their name of today; `patient`: the program, from a text; `import`. */
  actor: z.string(),
  /** When it was written down; null in entries of older versions. */
  recordedAt: Instant.nullable(),
  /** It holds only from then on (an employee's last day); null: at once. */
  effectiveAt: Instant.nullable(),
  /** A parent's agreement is unproven from then on; null: it has no end. */
  endsAt: Instant.nullable(),
  givenBy: ConsentGiver.nullable(),
  /** The words that were shown, read out or signed. */
  wordingId: z.string().nullable(),
  wordingVersion: z.int().nullable(),
  language: Language.nullable(),
  /** The scan or photo; null when there is none, or it was taken away with the person. The fingerprint (hex) stays. */
  fileId: Id.nullable(),
  fileSha256: z.string().nullable(),
});
export type ConsentEvent = z.infer<typeof ConsentEvent>;

/** What consent is kept for, apart from each other (rules.md 2.2). */
export const ConsentPurpose = z.enum(['care', 'billing', 'marketing', 'employee']);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

/** One purpose on one number, with what stands behind it. */
export const PurposeState = z.object({
  level: ConsentLevel,
  /** When and how the agreement that counts was given; null: none counts. */
  at: Instant.nullable(),
  method: ConsentMethod.nullable(),
  givenBy: ConsentGiver.nullable(),
  /** When it ends or has ended; null: it has no end. */
  endsAt: Instant.nullable(),
  refusedAt: Instant.nullable(),
});
export type PurposeState = z.infer<typeof PurposeState>;

export const ConsentState = z.object({
  number: E164,
  optedOut: z.object({ at: Instant, word: z.string(), scope: z.enum(['number', 'person', 'purpose']) }).nullable(),
  suspended: z.boolean(),
  levels: z.object({ care: ConsentLevel, billing: ConsentLevel, marketing: ConsentLevel, employee: ConsentLevel }),
  /** When and how the strongest care consent was given, for "Yes, agreed to texts. Signed form, 12 Mar 2026". */
  since: Instant.nullable(),
  method: ConsentMethod.nullable(),
  purposes: z.object({ care: PurposeState, billing: PurposeState, marketing: PurposeState, employee: PurposeState }),
  /** The opt-out was told to the desk: a form they sign, or their own request in person, can end it, as well as START. */
  mayAgreeAgain: z.boolean(),
  /** A text that may have meant "stop" waits for a person's decision. */
  suspected: z.boolean(),
  /** The first moment after an employee's last day; null: none is set. */
  leavesAt: Instant.nullable(),
});
export type ConsentState = z.infer<typeof ConsentState>;

/** The words of an agreement in one language; `{practice}` stands where its name goes. */
export const Wording = z.object({
  id: z.string(),
  version: z.int(),
  language: Language,
  purpose: ConsentPurpose,
  text: z.string(),
  validFrom: Instant,
  author: z.string(),
});
export type Wording = z.infer<typeof Wording>;

/** Exactly one of the two. */
const DoNotText = {
  /** The list as text: CSV, one number a line, anything in which numbers can be found. */
  text: z.string().min(1).max(2_000_000).optional(),
  /** The list as a file, an Excel workbook (.xlsx) or text in any encoding, at most 25 MB, in base64. */
  base64: z.base64().max(34_000_000).optional(),
};
export const DoNotTextReport = z.object({
  /** Different numbers found. */
  numbers: z.int(),
  /** Of them: who belongs to people we know; who had opted out before. */
  known: z.int(),
  already: z.int(),
  /** Lines in which no number was found, header and empty lines apart; at most 20 are named. */
  unreadable: z.int(),
  unreadableLines: z.array(z.int()),
});
export type DoNotTextReport = z.infer<typeof DoNotTextReport>;

export const consent = {
  getState: query({
    roles: readers,
    input: z.strictObject({ number: z.string().max(40).optional(), personId: Id.optional() }),
    output: ConsentState,
  }),
  listEvents: query({
    roles: readers,
    input: z.strictObject({
      personId: Id.optional(),
      number: E164.optional(),
      cursor: Cursor.nullable().default(null),
      limit: Limit,
    }),
    output: pageOf(ConsentEvent),
  }),
  /**
   * Writes down what somebody said. `grant` and `revoke` by staff; `restore` is refused after a STOP: only the person can, by texting
   * START. Errors: INVALID_INPUT, NOT_FOUND, CONFLICT (they opted out), FORBIDDEN (a clinician records opt-outs only).
   */
  recordEvent: command({
    roles: desk,
    input: {
      number: z.string().max(40).optional(),
      personId: Id.optional(),
      kind: ConsentEventKind,
      level: ConsentLevel.optional(),
      purpose: Purpose.optional(),
      method: ConsentMethod,
      evidence: z.string().max(200).default(''),
      channel: Channel.optional(),
      /** Who spoke. A parent or guardian speaks until the child is of age: `birthDate` is needed, and is not kept. */
      givenBy: ConsentGiver.optional(),
      birthDate: CivilDate.optional(),
      /** When it was said, if not now. Not later than now. */
      saidAt: Instant.optional(),
      /** The words they agreed to; the newest version in the person's language when only `wordingId` is sent. */
      wordingId: z.string().max(40).optional(),
      wordingVersion: z.int().min(1).optional(),
      language: Language.optional(),
      /** The scan or photo of what they signed: JPEG, PNG or PDF, at most 5 MB. Kept in the encrypted database. */
      file: z
        .strictObject({
          name: z.string().trim().min(1).max(100),
          data: z.base64().max(Math.ceil(MAX_ATTACHMENT_BYTES / 3) * 4),
        })
        .optional(),
    },
    output: ConsentState,
  }),
  /**
   * "They asked us to stop", at the desk, by phone or letter: one press, every role, no reason. All numbers of a person, or this number.
   * `stopped`: how many texts that waited will not leave.
   */
  saidStop: command({
    roles: everyone,
    input: { number: z.string().max(40).optional(), personId: Id.optional() },
    output: z.object({ state: ConsentState, stopped: z.int() }),
  }),
  /** A person has read the doubtful text: it did not mean "stop". CONFLICT: nothing is in doubt. */
  clearSuspicion: command({ roles: desk, input: { number: z.string().max(40) }, output: ConsentState }),
  /** The last day of an employee, after which work texts end; null: they stay. */
  setLastDay: command({
    roles: managers,
    input: { personId: Id, lastDay: CivilDate.nullable() },
    output: ConsentState,
  }),
  /** The scan or photo behind an entry. NOT_FOUND: it was taken away with the person. */
  getFile: query({
    roles: careReaders,
    input: z.strictObject({ id: Id }),
    output: z.object({ name: z.string(), contentType: z.string(), data: z.string() }),
  }),
  /**
   * Everything that proves one person's consent, as a PDF: what was agreed, when, how and by which words, what was sent, opt-outs. That it
   * was made is kept in the activity log. NOT_FOUND.
   */
  makeProof: command({
    roles: managers,
    input: { personId: Id },
    output: z.object({ fileName: z.string(), data: z.string(), sha256: z.string() }),
  }),
  /** Every version, the newest of each language first. */
  listWordings: query({ roles: readers, input: z.strictObject({}), output: z.object({ items: z.array(Wording) }) }),
  /** Other words are a new version; who agreed to the old ones, agreed to the old ones. */
  saveWording: command({
    roles: managers,
    input: { id: ConsentPurpose, language: Language, text: z.string().trim().min(20).max(1000) },
    output: Wording,
  }),
  /**
   * What a list of people who must not be texted would do. Changes nothing. Errors: INVALID_INPUT, FILE_UNREADABLE, TOO_LARGE, CANCELLED;
   * the same for `addDoNotText`.
   */
  readDoNotText: query({ roles: managers, input: z.strictObject(DoNotText), output: DoNotTextReport }),
  /** Nobody on the list is texted any more, whoever they are and whatever they agreed to before. */
  addDoNotText: command({ roles: managers, input: DoNotText, output: DoNotTextReport }),
};
