/**
 * The parts of FHIR R4 resources that are read, as shapes that take what comes: a field that is not as the standard has it is as if it were
 * not there, and never stops the file.
 */
import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const count = z.number().optional().catch(undefined);
const listOf = <T extends z.ZodType>(item: T) => z.array(item).catch([]).default([]);

const Concept = z.object({ text, coding: listOf(z.object({ code: text, display: text })) });
const Period = z.object({ end: text }).optional().catch(undefined);

export const HumanName = z.object({
  use: text,
  text,
  family: text,
  given: listOf(z.string()),
  prefix: listOf(z.string()),
  period: Period,
});
export type HumanName = z.infer<typeof HumanName>;

export const ContactPoint = z.object({ system: text, use: text, value: text, rank: count, period: Period });
export type ContactPoint = z.infer<typeof ContactPoint>;

export const Address = z.object({
  use: text,
  type: text,
  state: text,
  postalCode: text,
  country: text,
  period: Period,
});
export type Address = z.infer<typeof Address>;

const Identifier = z.object({ value: text, type: Concept.optional().catch(undefined) });
const Reference = z.object({ reference: text, type: text, display: text }).optional().catch(undefined);

/** Any resource: a patient, a practitioner, a place; what a kind does not have is empty. */
export const Resource = z.object({
  resourceType: z.string(),
  id: text,
  /** Of people a list; of places a text. */
  name: z
    .union([z.string(), z.array(HumanName)])
    .optional()
    .catch(undefined),
  identifier: listOf(Identifier),
  telecom: listOf(ContactPoint),
  /** Of people a list; of places one. */
  address: listOf(Address),
  language: text,
  communication: listOf(z.object({ preferred: flag, language: Concept })),
  deceasedBoolean: flag,
  deceasedDateTime: text,
  practitioner: Reference,
});
export type Resource = z.infer<typeof Resource>;

export const Appointment = z.object({
  resourceType: z.literal('Appointment'),
  id: text,
  identifier: listOf(Identifier),
  status: z.string().catch(''),
  start: text,
  end: text,
  minutesDuration: count,
  description: text,
  appointmentType: Concept.optional().catch(undefined),
  serviceType: listOf(Concept),
  participant: listOf(z.object({ actor: Reference })),
  contained: listOf(Resource),
});
export type Appointment = z.infer<typeof Appointment>;

/** An entry of a bundle, or anything else: unknown inside. */
export const Entry = z.object({
  fullUrl: text,
  resource: z.looseObject({ resourceType: z.string() }).optional().catch(undefined),
  request: z.object({ method: text, url: text }).optional().catch(undefined),
});

/** A bundle inside a bundle, or as one line of many. */
export const Bundle = z.object({ resourceType: z.literal('Bundle'), entry: listOf(z.unknown()) });
