/**
 * Finds who an event of a calendar is for and how to reach them, in the places where programs write it: lines "Patient: ...", own fields,
 * the guests, the title. What is not found stays empty; nothing is made up. Pure.
 */
import type { ColumnMeaning } from '../../../../contract/schedule.ts';
import { meaningOfHeader } from '../../../domain/schedule/columns.ts';
import { splitName, type PersonName } from '../../../domain/schedule/names.ts';
import type { PhoneCell } from '../../../domain/schedule/phones.ts';

export interface CalendarFacts {
  readonly name: PersonName;
  readonly phones: readonly PhoneCell[];
  readonly kind: string;
  readonly of: (meaning: ColumnMeaning) => string;
}

export interface CalendarTexts {
  readonly title: string;
  readonly description: string;
  /** Own fields of the program that wrote the calendar, by name without the `X-`. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Names of the guests, without rooms and the organizer. */
  readonly guests: readonly string[];
  readonly guestPhones: readonly string[];
}

const phone = /(?:(?:cell|mobile|phone|tel|ph|c|m|p)[.:\s]+)?\+?\(?\d[\d\s().-]{7,}\d(?:\s*x\s*\d+)?/iu;
/** Words of visits, which look like names when they stand in a title. */
const kinds =
  /\b(?:appointment|appt|visit|cleaning|checkup|check-up|check|exam|consult|consultation|follow-?up|therapy|session|treatment|new|patient|client|recall|hygiene|crown|filling|extraction|root|canal|implant|x-?ray|physical|vaccine|vaccination|injection|intake|initial|annual|evaluation|massage|online|video|telehealth|call|minutes?|min|hour|cita|consulta|limpieza|revisión|revision|terapia|termin)\b/i;

export function readCalendarTexts(texts: CalendarTexts): CalendarFacts {
  const told = keyed([...texts.fields, ...linesOf(texts.description)]);
  const of = (meaning: ColumnMeaning): string => told.get(meaning)?.[0] ?? '';
  const title = readTitle(texts.title);
  const written = of('name') || joined(of('givenName'), of('familyName')) || texts.guests[0] || '';
  return {
    name: splitName(written === '' ? title.name : written),
    phones: phonesOf(told, texts, title.phone),
    kind: of('kind') || title.kind,
    of,
  };
}

type Told = ReadonlyMap<ColumnMeaning, readonly string[]>;

/** "Cell Phone: ..." means what a column of that name means. */
function keyed(pairs: readonly (readonly [string, string])[]): Told {
  const told = new Map<ColumnMeaning, string[]>();
  for (const [key, value] of pairs) {
    const meaning = meaningOfHeader(key.replace(/_/g, ' '));
    if (meaning === undefined || value.trim() === '') continue;
    told.set(meaning, [...(told.get(meaning) ?? []), value.trim()]);
  }
  return told;
}

function linesOf(description: string): readonly (readonly [string, string])[] {
  return description
    .replace(/<br\s*\/?>|<\/p>/gi, '\n')
    .replace(/<[^>]{1,200}>/g, '')
    .split(/\n|(?<=\S)\s*\|\s*/)
    .flatMap((line): readonly (readonly [string, string])[] => {
      const match = /^\s*([\p{L}][\p{L}\s/#.-]{1,30}?)\s*[:=]\s*(.+)$/u.exec(line);
      return match === null ? [] : [[match[1] ?? '', match[2] ?? '']];
    });
}

function phonesOf(told: Told, { guestPhones, description }: CalendarTexts, inTitle: string): readonly PhoneCell[] {
  const cells: PhoneCell[] = [
    ...(told.get('phone') ?? []).map((text): PhoneCell => ({ text, label: 'mobile' })),
    ...(told.get('phone2') ?? []).map((text): PhoneCell => ({ text, label: 'none' })),
    ...guestPhones.map((text): PhoneCell => ({ text, label: 'none' })),
  ];
  if (inTitle !== '') cells.push({ text: inTitle, label: 'none' });
  // A number in the running text may be anybody's: only where there is no other, and only one.
  const running = [...description.matchAll(new RegExp(phone, 'giu'))].map(([text]) => text);
  if (cells.length === 0 && running.length === 1) cells.push({ text: running[0] ?? '', label: 'none' });
  return cells;
}

/** "Cleaning - Ana Cruz (206) 555-0117": the number, the part that is a name, the part that is the kind. */
function readTitle(title: string): { readonly name: string; readonly phone: string; readonly kind: string } {
  const number = phone.exec(title)?.[0] ?? '';
  const rest = title
    .replace(number, ' ')
    .replace(/\(\s*\)/g, ' ')
    .replace(/^\s*(?:appointment|appt|visit|session|cita)\s+(?:with|for|con|de)\s+/i, '')
    .trim();
  const pieces = rest
    .split(/\s+[-–—|/]\s+|:\s+|\s*[()[\]]\s*|\s+(?:with|for|con)\s+/)
    .map((piece) => piece.replace(/^[\s,;-]+|[\s,;-]+$/g, ''))
    .filter((piece) => piece !== '');
  const at = pieces.findIndex(looksLikePerson);
  const name = at >= 0 ? (pieces[at] ?? '') : pieces.length === 1 && !kinds.test(rest) ? rest : '';
  const kind = pieces.filter((piece) => piece !== name && !looksLikePerson(piece)).join(', ');
  return { name, phone: number, kind };
}

function looksLikePerson(piece: string): boolean {
  return (
    !kinds.test(piece) && /^(?:\p{Lu}[\p{L}'’.-]*,?\s+){1,3}\p{Lu}[\p{L}'’.-]*$/u.test(piece) && !/^Dr\b/.test(piece)
  );
}

function joined(given: string, family: string): string {
  return given === '' && family === '' ? '' : `${family}, ${given}`;
}
