/** The values of a template's details for one person and one visit, as they stand in a text. Reads only. */
import { fieldValues, sampleFacts } from '../../domain/templates/fields.ts';
import type { FieldFacts } from '../../domain/templates/fields.ts';
import { renderTemplate } from '../../domain/templates/render.ts';
import type { RenderedTemplate, TemplateValues } from '../../domain/templates/render.ts';
import { addDays, toLocal } from '../../domain/time.ts';
import type { AppointmentRecord, PersonRecord, TemplateRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import { nameOfPractice, phoneOfPractice, styleOf } from './practice.ts';

export interface RenderInput {
  readonly template: Pick<TemplateRecord, 'body' | 'language'>;
  readonly person: PersonRecord | null;
  readonly appointment: AppointmentRecord | null;
  /** When the text leaves (UTC ms). Left out: not known, and the text names the day instead of "tomorrow". */
  readonly leavesAt?: number;
}

/** The text of `template` for this person and visit; `missing` names details without a value. */
export function renderFor(tx: ReadTx, input: RenderInput): RenderedTemplate {
  return renderTemplate(input.template.body, valuesFor(tx, input));
}

/** What each detail stands for; one without a value is left out or empty. */
export function valuesFor(tx: ReadTx, { template, person, appointment, leavesAt }: RenderInput): TemplateValues {
  const zone = appointment?.zone ?? readSettings(tx).practice.zone;
  const facts: FieldFacts = {
    practice: practiceFacts(tx),
    person:
      person === null
        ? null
        : { firstName: person.givenName === '' ? person.name : person.givenName, lastName: person.familyName },
    visit:
      appointment === null
        ? null
        : {
            startsAt: toLocal(appointment.startsAt, appointment.zone),
            clinician: appointment.clinician,
            kind: appointment.kind,
            location: appointment.location,
          },
    leavesOn: leavesAt === undefined ? null : toLocal(leavesAt, zone),
  };
  return fieldValues(facts, styleFor(tx, template.language));
}

/** The same for an invented person with a visit tomorrow; what the practice has set is its own. */
export function sampleValues(tx: ReadTx, language: string, now: number): TemplateValues {
  const { year, month, day } = toLocal(now, readSettings(tx).practice.zone);
  const today = { year, month, day };
  return fieldValues(sampleFacts(practiceFacts(tx), today, addDays(today, 1)), styleFor(tx, language));
}

function practiceFacts(tx: ReadTx): FieldFacts['practice'] {
  // Reading its phone number takes longer than making a text.
  return tx.settings.derived('practiceFacts', () => {
    const { practice } = readSettings(tx);
    return {
      name: practice.name,
      shortName: nameOfPractice(practice),
      phone: phoneOfPractice(practice),
      address: practice.address,
      mapLink: practice.mapLink,
    };
  });
}

function styleFor(tx: ReadTx, language: string) {
  return styleOf(readSettings(tx).practice, language === 'es' ? 'es' : 'en');
}
