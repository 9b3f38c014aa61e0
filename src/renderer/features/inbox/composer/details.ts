/** Details a person can put into a text, with the values this conversation has for them. Pure. */
import type { Appointment, Person, Settings, TemplateField } from '../../../contract.ts';
import type { Formats } from '../../../i18n/format.ts';

export type DetailValues = Readonly<Partial<Record<TemplateField, string>>>;

/** In the order of the menu. */
export const DETAIL_FIELDS: readonly TemplateField[] = [
  'firstName',
  'visitDay',
  'visitTime',
  'clinician',
  'visitKind',
  'location',
  'practiceName',
  'practicePhone',
  'mapLink',
];
const ALL_FIELDS: readonly TemplateField[] = [
  ...DETAIL_FIELDS,
  'lastName',
  'visitRelativeDay',
  'practiceShortName',
  'practiceAddress',
];

export interface DetailSources {
  readonly person: Person | undefined;
  readonly visit: Appointment | undefined;
  readonly practice: Settings['practice'] | undefined;
  readonly formats: Pick<Formats, 'date' | 'time'>;
}

/** What is known; a detail without a value is left out. */
export function detailValues({ person, visit, practice, formats }: DetailSources): DetailValues {
  const values: Record<string, string | undefined> = {
    firstName: person?.givenName,
    lastName: person?.familyName,
    visitDay: visit && formats.date(visit.startsAt, visit.startsAt, visit.zone),
    // For looking at only: the core says "tomorrow" where that is known.
    visitRelativeDay: visit && formats.date(visit.startsAt, visit.startsAt, visit.zone),
    visitTime: visit && formats.time(visit.startsAt, visit.zone),
    clinician: visit?.clinician,
    visitKind: visit?.kind,
    location: visit?.location,
    practiceName: practice?.name,
    practiceShortName: practice?.shortName,
    practicePhone: practice?.phone,
    practiceAddress: practice?.address,
    mapLink: practice?.mapLink,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value.trim() !== ''));
}

export interface OpenDetail {
  readonly field: TemplateField;
  /** Where it stands, UTF-16 units: usable as a selection. */
  readonly start: number;
  readonly end: number;
}

/** The first detail in braces that nobody filled in; such a text must not leave. */
export function firstOpenDetail(body: string): OpenDetail | null {
  for (const match of body.matchAll(/\{(\w+)\}/g)) {
    const field = ALL_FIELDS.find((known) => known === match[1]);
    if (field) return { field, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

/** A template's text as it will read here; details without a value stay in their braces. For looking at, never for sending. */
export function previewOf(body: string, values: DetailValues): string {
  return body.replace(/\{(\w+)\}/g, (whole, name: string) => values[name as TemplateField] ?? whole);
}
