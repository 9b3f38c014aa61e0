/** People and their numbers. Several people may share a number; a person may have several. */
import { z } from 'zod';
import { Cursor, E164, Id, Instant, Language, Limit, pageOf, Zone } from './common.ts';
import { command, Done, query } from './procedure.ts';
import { desk, readers } from './roles.ts';

export const PersonKind = z.enum(['patient', 'client', 'employee']);
export type PersonKind = z.infer<typeof PersonKind>;

export const NumberKind = z.enum(['unknown', 'mobile', 'landline', 'tollFree']);
export type NumberKind = z.infer<typeof NumberKind>;

/** Whether this person can be texted on their first number, in one word; the consent feature knows why. */
export const CanText = z.enum(['yes', 'ask', 'optedOut', 'landline', 'noNumber', 'suspended']);
export type CanText = z.infer<typeof CanText>;

export const PersonNumber = z.object({
  number: E164,
  /** As people write it in the practice's country, `(206) 555-0172`. */
  display: z.string(),
  label: z.string().max(30),
  kind: NumberKind,
  /** Other people on the same number. */
  sharedWith: z.array(z.object({ id: Id, name: z.string() })),
  /** How many have it beside these: more than 0 where so many have it that it is no household's. */
  sharedMore: z.int(),
});
export type PersonNumber = z.infer<typeof PersonNumber>;

/** Where a person lives, as far as the hours of texts need it. */
export const PersonAddress = z.object({
  /** ISO 3166 alpha 2; null: the practice's. */
  country: z.string().nullable(),
  /** `WA`, `NSW`; in countries whose regions are not known here, as written. */
  region: z.string().nullable(),
  postcode: z.string().nullable(),
  /** All zones the address may lie in: texts wait until it is a fit hour in every one. Empty: it says nothing of the clock. */
  zones: z.array(Zone),
});
export type PersonAddress = z.infer<typeof PersonAddress>;

export const PersonSummary = z.object({
  id: Id,
  name: z.string(),
  kind: PersonKind,
  primaryNumber: E164.nullable(),
  primaryDisplay: z.string().nullable(),
  canText: CanText,
  nextVisitAt: Instant.nullable(),
});
export type PersonSummary = z.infer<typeof PersonSummary>;

export const Person = PersonSummary.extend({
  givenName: z.string(),
  familyName: z.string(),
  language: Language,
  zone: Zone.nullable(),
  /** Null: nothing is known of it. */
  address: PersonAddress.nullable(),
  /** Desk note; patients never see it. */
  note: z.string(),
  externalId: z.string().nullable(),
  numbers: z.array(PersonNumber),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Person = z.infer<typeof Person>;

/** People who look the same; only a person says whether they are. `sameId`: the practice's id written in two ways. */
export const Duplicates = z.object({
  reason: z.enum(['sameName', 'nearName', 'sameId']),
  people: z.array(Person),
});
export type Duplicates = z.infer<typeof Duplicates>;

/** What is taken from the person who is merged; the rest stays as the kept one has it. `number`: their number is the one we text. */
export const MergeField = z.enum(['name', 'kind', 'language', 'zone', 'address', 'externalId', 'note', 'number']);
export type MergeField = z.infer<typeof MergeField>;

export const people = {
  /** A page may be short, or empty with a `next`: the rest was not looked at yet. */
  listDuplicates: query({
    roles: readers,
    input: z.strictObject({ cursor: Cursor.nullable().default(null), limit: Limit }),
    output: pageOf(Duplicates),
  }),
  /**
   * Makes one person of two: numbers united, visits, texts and consent of both kept, the stricter consent. Errors: NOT_FOUND,
   * INVALID_INPUT, CONFLICT while a text about a visit that stands twice is leaving.
   */
  mergePeople: command({
    roles: desk,
    input: { keepId: Id, mergeId: Id, take: z.array(MergeField).default([]) },
    output: z.object({ person: Person, mergeId: Id, undoable: z.boolean(), why: z.string().nullable() }),
  }),
  /** Parts two people again, within an hour and while neither was changed. Errors: NOT_FOUND, CONFLICT, TOO_LATE with the reason. */
  undoMerge: command({ roles: desk, input: { id: Id }, output: z.object({ kept: Person, merged: Person }) }),
  /** They look the same and are not: they are not asked about again. Errors: NOT_FOUND. */
  keepApart: command({ roles: desk, input: { personId: Id, otherId: Id }, output: Done }),
  listPeople: query({
    roles: readers,
    input: z.strictObject({
      /** Part of a name, or digits of a number. */
      search: z.string().max(100).default(''),
      filter: z.enum(['all', 'canText', 'ask', 'optedOut', 'landline']).default('all'),
      cursor: Cursor.nullable().default(null),
      limit: Limit,
    }),
    output: pageOf(PersonSummary).extend({ total: z.int() }),
  }),
  getPerson: query({ roles: readers, input: z.strictObject({ id: Id }), output: Person }),
  savePerson: command({
    roles: desk,
    input: {
      /** Leave out to add a new person. */
      id: Id.optional(),
      /** Full name; split at the last space when given and family name are not sent. */
      name: z.string().trim().min(1).max(120).optional(),
      givenName: z.string().trim().max(60).optional(),
      familyName: z.string().trim().max(60).optional(),
      kind: PersonKind.optional(),
      language: Language.optional(),
      zone: Zone.nullable().optional(),
      /** Replaces the whole address, as people write it; null or empty: nothing is known of it. */
      address: z
        .strictObject({
          country: z.string().max(60).optional(),
          region: z.string().max(60).optional(),
          postcode: z.string().max(20).optional(),
        })
        .nullable()
        .optional(),
      note: z.string().max(2000).optional(),
      externalId: z.string().max(64).nullable().optional(),
      /** Replaces the whole list when given; any way of writing a number is understood. First is the one we text. */
      numbers: z
        .array(
          z.union([
            z.string().max(40),
            z.strictObject({ number: z.string().max(40), label: z.string().max(30).optional() }),
          ]),
        )
        .max(10)
        .optional(),
    },
    output: Person,
  }),
};
