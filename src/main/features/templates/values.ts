/** The values of a template's details for one person and one visit, as they stand in a text. Reads only. */
import { renderTemplate } from '../../domain/templates/render.ts';
import type { RenderedTemplate, TemplateValues } from '../../domain/templates/render.ts';
import { dateText, timeText } from '../../domain/timeText.ts';
import { toLocal } from '../../domain/time.ts';
import type { AppointmentRecord, PersonRecord, TemplateRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import { nameOfPractice, phoneOfPractice, styleOf } from './practice.ts';

/** The text of `template` for this person and visit; `missing` names details without a value. */
export function renderFor(
  tx: ReadTx,
  input: {
    readonly template: Pick<TemplateRecord, 'body' | 'language'>;
    readonly person: PersonRecord | null;
    readonly appointment: AppointmentRecord | null;
  },
): RenderedTemplate {
  return renderTemplate(input.template.body, valuesFor(tx, input));
}

function valuesFor(tx: ReadTx, { template, person, appointment }: Parameters<typeof renderFor>[1]): TemplateValues {
  const { practice } = readSettings(tx);
  const style = styleOf(practice, template.language === 'es' ? 'es' : 'en');
  const visit = appointment === null ? null : toLocal(appointment.startsAt, appointment.zone);
  return {
    practiceName: practice.name,
    practiceShortName: nameOfPractice(practice),
    practicePhone: phoneOfPractice(practice),
    mapLink: practice.mapLink,
    ...(person === null ? {} : { firstName: person.givenName === '' ? person.name : person.givenName }),
    ...(visit === null ? {} : { visitDay: dateText(visit, style), visitTime: timeText(visit, style) }),
    ...(appointment === null
      ? {}
      : { clinician: appointment.clinician, visitKind: appointment.kind, location: appointment.location }),
  };
}
