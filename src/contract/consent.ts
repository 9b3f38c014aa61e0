/** The consent ledger: append-only events, and the state computed from them (rules.md 11.1). */
import { z } from 'zod';
import { Cursor, E164, Id, Instant, Language, Limit, pageOf, Purpose } from './common.ts';
import { command, query } from './procedure.ts';
import { desk, readers } from './roles.ts';

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

export const ConsentState = z.object({
  number: E164,
  optedOut: z.object({ at: Instant, word: z.string(), scope: z.enum(['number', 'person', 'purpose']) }).nullable(),
  suspended: z.boolean(),
  levels: z.object({ care: ConsentLevel, billing: ConsentLevel, marketing: ConsentLevel, employee: ConsentLevel }),
  /** When and how the strongest care consent was given, for "Yes, agreed to texts. Signed form, 12 Mar 2026". */
  since: Instant.nullable(),
  method: ConsentMethod.nullable(),
});
export type ConsentState = z.infer<typeof ConsentState>;

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
  recordEvent: command({
    roles: desk,
    input: {
      number: z.string().max(40).optional(),
      personId: Id.optional(),
      /** `grant` and `revoke` by staff; `restore` is refused after a STOP: only the person can, by texting START. */
      kind: ConsentEventKind,
      level: ConsentLevel.optional(),
      purpose: Purpose.optional(),
      method: ConsentMethod,
      evidence: z.string().max(200).default(''),
    },
    output: ConsentState,
  }),
};
