/**
 * iCalendar files: single events, series with their exceptions, cancelled ones. Whole days are no visits. What lies before today is left
 * out: feeds keep years of it. Series are followed for 120 days.
 */
import { DomainError } from '../../../../contract/errors.ts';
import type { StatusMeaning } from '../../../../contract/schedule.ts';
import { noVisit } from '../../../domain/schedule/notVisits.ts';
import { languageOf } from '../../../domain/schedule/readRow.ts';
import { meaningOfStatus } from '../../../domain/schedule/statusWords.ts';
import { DAY_MS, instantOnDay, toLocal } from '../../../domain/time.ts';
import { readCalendarTexts } from './calendarText.ts';
import type { SourceText } from './delimited.ts';
import { icsText, splitIcs, type IcsEvent, type IcsParts } from './icsLines.ts';
import { datesOf, property, value } from './icsSeries.ts';
import { createIcsTimes, readLength, type IcsTimes } from './icsTimes.ts';
import type { ReadContext, VisitsSource } from './source.ts';
import { aboutLeftOut, cut, toVisitRow, type FoundStart, type FoundVisit } from './visit.ts';

/** How far ahead series are followed. */
const WINDOW_DAYS = 120;

export function looksLikeIcs(head: string): boolean {
  return /^BEGIN:VCALENDAR/i.test(head);
}

/** Errors: FILE_NOT_A_SCHEDULE (no event), CANCELLED. */
export async function readIcs({ text, encoding }: SourceText, context: ReadContext): Promise<VisitsSource> {
  const { pace, zone, now } = context;
  const parts: IcsParts = { method: '', zone: '', zones: new Map() };
  const byUid = new Map<string, IcsEvent[]>();
  for (const event of splitIcs(text, parts)) {
    const uid = value(event, 'UID') || `line ${event.line}`;
    byUid.set(uid, [...(byUid.get(uid) ?? []), event]);
    if (pace.over()) await pace.rest();
  }
  if (byUid.size === 0) {
    throw new DomainError(
      'FILE_NOT_A_SCHEDULE',
      'There is no event in this calendar. Export it again and pick that file.',
    );
  }
  const from = instantOnDay(toLocal(now, zone), 0, zone);
  const times = createIcsTimes(parts, { zone, from, to: now + WINDOW_DAYS * DAY_MS });
  const book = { times, from, method: parts.method, days: 0, blocks: 0 };
  const found: FoundVisit[] = [];
  for (const [uid, events] of byUid) {
    found.push(...visitsOf(uid, events, book));
    if (pace.over()) await pace.rest();
  }
  const unknown = times.unknownZones().length;
  return {
    ...{ kind: 'visits', format: 'ics', encoding, delimiter: null, signature: 'ics' },
    warnings: [
      ...aboutLeftOut(book.days, 'whole days'),
      ...aboutLeftOut(book.blocks, 'lunch, blocked time or a test patient'),
      ...(unknown === 0
        ? []
        : [
            {
              code: 'unknownZone',
              text: "This calendar names a time zone we don't know. Its times are read in yours.",
            },
          ]),
    ],
    visits: found.map((visit) => toVisitRow(visit, context)),
  };
}

interface Book {
  readonly times: IcsTimes;
  readonly from: number;
  readonly method: string;
  /** What was passed over. */
  days: number;
  blocks: number;
}

function visitsOf(uid: string, events: readonly IcsEvent[], book: Book): readonly FoundVisit[] {
  const told = new Map<IcsEvent, boolean>();
  const isTold = (event: IcsEvent): boolean => {
    const known = told.get(event) ?? isForAPatient(event, book);
    told.set(event, known);
    return known;
  };
  return datesOf(uid, events, book.times)
    .filter(({ event, start }) => isTold(event) && (start.at === null || start.at >= book.from))
    .map(({ event, id, start }) => visitOf(event, id, start, book));
}

function isForAPatient(event: IcsEvent, book: Book): boolean {
  const start = property(event, 'DTSTART');
  if (start?.params.VALUE === 'DATE' || /^\d{8}$/.test(start?.value.trim() ?? '')) {
    book.days += 1;
    return false;
  }
  const title = icsText(value(event, 'SUMMARY'));
  if (noVisit([title], { name: title, phone: '' }, []) === 'block') {
    book.blocks += 1;
    return false;
  }
  return true;
}

function visitOf(event: IcsEvent, externalId: string, start: FoundStart, { times, method }: Book): FoundVisit {
  const facts = readCalendarTexts({
    title: icsText(value(event, 'SUMMARY')),
    description: icsText(value(event, 'DESCRIPTION')),
    fields: event.properties
      .filter(({ name }) => name.startsWith('X-'))
      .map(({ name, value: text }) => [name.slice(2).replace(/-/g, ' ').toLowerCase(), icsText(text)] as const),
    ...guestsOf(event),
  });
  const length = lengthOf(event, times);
  return {
    line: event.line,
    externalId,
    personExternalId: facts.of('personId') || null,
    name: facts.name,
    phones: facts.phones,
    start,
    endsAt: start.at === null || length === null ? null : start.at + length,
    clinician: cut(facts.of('clinician')),
    location: cut(icsText(value(event, 'LOCATION')) || facts.of('location'), 120),
    kind: cut(facts.kind || icsText(value(event, 'CATEGORIES'))),
    meaning: meaningOf(event, method, facts.of('status')),
    language: languageOf(facts.of('language')),
  };
}

/** CONFIRMED says that the event is certain, not that the patient has answered. */
function meaningOf(event: IcsEvent, method: string, told: string): StatusMeaning {
  if (method === 'CANCEL' || /^cancell?ed$/i.test(value(event, 'STATUS').trim())) return 'cancelled';
  if (/^\s*(?:cancell?ed|cancelada?|storniert)\b/i.test(value(event, 'SUMMARY'))) return 'cancelled';
  return meaningOfStatus(told, {}) ?? 'booked';
}

function lengthOf(event: IcsEvent, times: IcsTimes): number | null {
  const [start, end] = [times.timeOf(property(event, 'DTSTART')).at, times.timeOf(property(event, 'DTEND')).at];
  return start !== null && end !== null ? end - start : readLength(property(event, 'DURATION')?.value);
}

function guestsOf(event: IcsEvent): { readonly guests: readonly string[]; readonly guestPhones: readonly string[] } {
  const attendees = event.properties.filter(
    ({ name, params }) =>
      name === 'ATTENDEE' && !/^(?:ROOM|RESOURCE)$/i.test(params.CUTYPE ?? '') && params.ROLE !== 'CHAIR',
  );
  const organizer = property(event, 'ORGANIZER')?.value.toLowerCase();
  const others = attendees.filter(({ value: address }) => address.toLowerCase() !== organizer);
  return {
    guests: others
      .map(({ params }) => icsText(params.CN ?? ''))
      .filter((name) => /\p{L}/u.test(name) && !name.includes('@')),
    guestPhones: others.flatMap(({ value: address }) => (/^(?:tel|sms):/i.test(address) ? [address.slice(4)] : [])),
  };
}
