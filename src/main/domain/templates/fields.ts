/**
 * The details a template may use: group, kind, whether one may be empty, and how each reads in a text, by language and clock. Pure;
 * where the values come from is the feature's.
 */
import type { TemplateField, TemplateFieldInfo } from '../../../contract/templates.ts';
import { dateText, relativeDayText, timeText } from '../timeText.ts';
import type { TextStyle } from '../timeText.ts';
import type { CivilDate, LocalTime } from '../time.ts';

/** What the details stand for; one without a value is left out or empty. */
export type TemplateValues = Readonly<Partial<Record<TemplateField, string>>>;

type FieldSchema = Omit<TemplateFieldInfo, 'field' | 'example'>;

/** In the order of the menu. */
export const TEMPLATE_FIELDS: Readonly<Record<TemplateField, FieldSchema>> = {
  firstName: { group: 'people', type: 'name', mayBeEmpty: false },
  lastName: { group: 'people', type: 'name', mayBeEmpty: true },
  visitDay: { group: 'visit', type: 'day', mayBeEmpty: false },
  visitRelativeDay: { group: 'visit', type: 'day', mayBeEmpty: false },
  visitTime: { group: 'visit', type: 'time', mayBeEmpty: false },
  clinician: { group: 'visit', type: 'name', mayBeEmpty: true },
  visitKind: { group: 'visit', type: 'words', mayBeEmpty: true },
  location: { group: 'visit', type: 'words', mayBeEmpty: true },
  practiceName: { group: 'practice', type: 'words', mayBeEmpty: false },
  practiceShortName: { group: 'practice', type: 'words', mayBeEmpty: false },
  practicePhone: { group: 'practice', type: 'phone', mayBeEmpty: false },
  practiceAddress: { group: 'practice', type: 'words', mayBeEmpty: true },
  mapLink: { group: 'links', type: 'link', mayBeEmpty: true },
};

export function isTemplateField(name: string): name is TemplateField {
  return Object.hasOwn(TEMPLATE_FIELDS, name);
}

export interface FieldFacts {
  readonly practice: {
    readonly name: string;
    readonly shortName: string;
    /** As people dial it. */
    readonly phone: string;
    readonly address: string;
    readonly mapLink: string;
  };
  readonly person: { readonly firstName: string; readonly lastName: string } | null;
  readonly visit: {
    /** By the clock of the visit's zone. */
    readonly startsAt: LocalTime;
    readonly clinician: string;
    readonly kind: string;
    readonly location: string;
  } | null;
  /**
   * The day on which the text leaves, in the visit's zone. Null: nobody knows yet, and then no text says "tomorrow", for it would be
   * untrue on another day.
   */
  readonly leavesOn: CivilDate | null;
}

/** The value of each detail that has one. */
export function fieldValues({ practice, person, visit, leavesOn }: FieldFacts, style: TextStyle): TemplateValues {
  return {
    practiceName: practice.name,
    practiceShortName: practice.shortName,
    practicePhone: practice.phone,
    practiceAddress: practice.address,
    mapLink: practice.mapLink,
    ...person,
    ...(visit === null
      ? {}
      : {
          visitDay: dateText(visit.startsAt, style),
          visitRelativeDay:
            leavesOn === null ? dateText(visit.startsAt, style) : relativeDayText(visit.startsAt, leavesOn, style),
          visitTime: timeText(visit.startsAt, style),
          clinician: visit.clinician,
          visitKind: visit.kind,
          location: visit.location,
        }),
  };
}

/** An invented person with a visit the next day: long names, so that a text that fits here fits nearly everybody. */
export function sampleFacts(practice: FieldFacts['practice'], today: CivilDate, tomorrow: CivilDate): FieldFacts {
  const startsAt: LocalTime = { ...tomorrow, hour: 10, minute: 30, second: 0, weekday: 1, msOfDay: 37_800_000 };
  return {
    practice: {
      ...practice,
      name: orSample(practice.name, 'Lakeside Family Clinic'),
      shortName: orSample(practice.shortName, 'Lakeside Clinic'),
      phone: orSample(practice.phone, '(206) 555-0100'),
      address: orSample(practice.address, '12 Lake Road'),
      mapLink: orSample(practice.mapLink, 'lakeside.example/map'),
    },
    person: { firstName: 'Alexandra', lastName: 'Fernandez' },
    visit: { startsAt, clinician: 'Dr. Winter', kind: 'Check-up', location: 'Lakeside' },
    leavesOn: today,
  };
}

function orSample(value: string, sample: string): string {
  return value.trim() === '' ? sample : value;
}
