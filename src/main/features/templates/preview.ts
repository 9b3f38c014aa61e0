/** A text as somebody would get it: real or invented details, what is wrong with it, how long it is, what it costs. Reads only. */
import { DomainError } from '../../../contract/errors.ts';
import { countSegments } from '../../../contract/segments.ts';
import type { SegmentCount } from '../../../contract/segments.ts';
import { plainCharacter } from '../../domain/templates/characters.ts';
import { TEMPLATE_FIELDS } from '../../domain/templates/fields.ts';
import { renderTemplate } from '../../domain/templates/render.ts';
import type { TemplateField } from '../../../contract/templates.ts';
import type { AppointmentRecord, PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { OutputOf, ParsedInputOf } from '../feature.ts';
import { problemsOf } from './problems.ts';
import { sampleValues, valuesFor } from './values.ts';

/** Errors: NOT_FOUND for a person or visit that is gone. */
export function previewTemplate(
  tx: ReadTx,
  input: ParsedInputOf<'templates.previewTemplate'>,
  now: number,
): OutputOf<'templates.previewTemplate'> {
  const { person, appointment } = subject(tx, input, now);
  const real = person !== null;
  const values = real
    ? valuesFor(tx, { template: input, person, appointment, leavesAt: now })
    : sampleValues(tx, input.language, now);
  const { body, missing } = renderTemplate(input.body, values);
  const { firstOffender, ...segments } = countSegments(body);
  return {
    body,
    missing: [...missing],
    problems: [...problemsOf(tx, { body: input.body, category: input.category, values, real }, now)],
    segments,
    offender: offenderOf(body, firstOffender),
    cost: costOf(tx, segments.parts),
    person: person === null ? null : { id: person.id, name: person.name, language: person.language },
    visitAt: appointment?.startsAt ?? null,
  };
}

/** The details there are, in the order of the menu, as they read for an invented person. */
export function listFields(tx: ReadTx, language: string, now: number): OutputOf<'templates.listFields'> {
  const values = sampleValues(tx, language, now);
  const fields = Object.entries(TEMPLATE_FIELDS) as [TemplateField, (typeof TEMPLATE_FIELDS)[TemplateField]][];
  return { items: fields.map(([field, schema]) => ({ field, ...schema, example: values[field] ?? '' })) };
}

function subject(
  tx: ReadTx,
  { personId, appointmentId }: ParsedInputOf<'templates.previewTemplate'>,
  now: number,
): { readonly person: PersonRecord | null; readonly appointment: AppointmentRecord | null } {
  const appointment = appointmentId === undefined ? undefined : tx.appointments.get(appointmentId);
  const whose = personId ?? appointment?.personId;
  const person = whose === undefined ? undefined : tx.people.get(whose);
  const gone =
    (appointmentId !== undefined && appointment === undefined) || (whose !== undefined && person === undefined);
  if (gone) throw new DomainError('NOT_FOUND', 'This visit or person is no longer there.');
  if (person === undefined) return { person: null, appointment: null };
  // A visit of somebody else is never shown with this person's name.
  const theirs = appointment?.personId === person.id ? appointment : undefined;
  return { person, appointment: theirs ?? tx.appointments.upcomingOf(person.id, now)[0] ?? null };
}

function offenderOf(
  body: string,
  offender: SegmentCount['firstOffender'],
): OutputOf<'templates.previewTemplate'>['offender'] {
  if (offender === null) return null;
  const replacement = plainCharacter(offender.text);
  const partsWithout = countSegments(body.replaceAll(offender.text, replacement ?? '')).parts;
  return { ...offender, replacement, partsWithout };
}

/** By what the provider charged last; null where nobody says what a text costs (the phone). */
function costOf(tx: ReadTx, parts: number): OutputOf<'templates.previewTemplate'>['cost'] {
  const price = tx.templates.lastPrice();
  return price === null || parts === 0
    ? null
    : { micros: Math.round(price.microsPerPart * parts), currency: price.currency };
}
