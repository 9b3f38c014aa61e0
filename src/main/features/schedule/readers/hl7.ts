/**
 * HL7 version 2 scheduling messages (SIU): new, moved, changed, cancelled, deleted, missed. Each message holds the whole visit, so of
 * several about one visit the last counts. A time without an offset is the practice's (peers.md E1).
 */
import { DomainError } from '../../../../contract/errors.ts';
import type { StatusMeaning } from '../../../../contract/schedule.ts';
import { createInstantReader, type ReadInstant } from '../../../domain/schedule/instants.ts';
import { tidy, type PersonName } from '../../../domain/schedule/names.ts';
import type { PhoneCell } from '../../../domain/schedule/phones.ts';
import { languageOf, writtenAddress } from '../../../domain/schedule/readRow.ts';
import { meaningOfStatus } from '../../../domain/schedule/statusWords.ts';
import { isRealDate, MINUTE_MS } from '../../../domain/time.ts';
import type { SourceText } from './delimited.ts';
import { splitHl7, type Hl7Message, type Hl7Segment } from './hl7Message.ts';
import type { ReadContext, VisitsSource } from './source.ts';
import { aboutLeftOut, cut, toVisitRow, type FoundStart, type FoundVisit } from './visit.ts';

/** By trigger event. Undefined: the status field decides. */
const EVENTS: Readonly<Record<string, StatusMeaning | 'byStatus'>> = {
  ...{ S12: 'byStatus', S13: 'byStatus', S14: 'byStatus' },
  ...{ S15: 'cancelled', S16: 'cancelled', S17: 'cancelled', S26: 'missed' },
};

export function looksLikeHl7(head: string): boolean {
  return /^\u000b?(?:MSH|FHS|BHS)[^\w\s]/.test(head);
}

/** Errors: FILE_NOT_A_SCHEDULE (no scheduling message), CANCELLED. */
export async function readHl7({ text, encoding }: SourceText, context: ReadContext): Promise<VisitsSource> {
  const { pace } = context;
  const instantOf = createInstantReader(context.zone);
  const byVisit = new Map<string, FoundVisit>();
  let messages = 0;
  let foreign = 0;
  let nobody = 0;
  for (const message of splitHl7(text)) {
    messages += 1;
    const event = EVENTS[eventOf(message)];
    if (event === undefined) foreign += 1;
    else if (segment(message, 'PID') === undefined) nobody += 1;
    else {
      const visit = visitOf(message, event, instantOf);
      // Deleting first moves the visit behind the others: rows stand in the order of the last word about each.
      const key = visit.externalId ?? `line ${visit.line}`;
      byVisit.delete(key);
      byVisit.set(key, visit);
    }
    if (pace.over()) await pace.rest();
  }
  if (byVisit.size === 0 && messages === foreign) {
    throw new DomainError(
      'FILE_NOT_A_SCHEDULE',
      'These HL7 messages are not about the schedule. Export SIU messages (S12 to S17, S26) and pick that file.',
    );
  }
  const warnings = [
    ...aboutLeftOut(foreign, 'messages that are not about a visit'),
    ...aboutLeftOut(nobody, 'time without a patient'),
  ];
  const visits = [...byVisit.values()].map((visit) => toVisitRow(visit, context));
  return { kind: 'visits', format: 'hl7', encoding, delimiter: null, signature: 'hl7 siu', warnings, visits };
}

function eventOf(message: Hl7Message): string {
  const header = segment(message, 'MSH');
  return header?.text(9, 1) === 'SIU' ? header.text(9, 2) : '';
}

function segment(message: Hl7Message, name: string): Hl7Segment | undefined {
  return message.segments.find((one) => one.name === name);
}

function visitOf(message: Hl7Message, event: StatusMeaning | 'byStatus', instantOf: ReadInstant): FoundVisit {
  const [sch, pid] = [segment(message, 'SCH'), segment(message, 'PID')];
  const start = startOf(message, instantOf);
  const status = sch?.text(25) || sch?.text(25, 2) || '';
  return {
    line: message.line,
    externalId: sch?.text(2) || sch?.text(1) || null,
    personExternalId: pid?.text(3) || pid?.text(2) || null,
    name: nameOf(pid),
    phones: phonesOf(pid),
    start,
    endsAt: endOf(message, start.at, instantOf),
    clinician: clinicianOf(message),
    location: locationOf(message),
    kind: cut(sch?.text(8, 2) || sch?.text(8) || sch?.text(7, 2) || sch?.text(7) || ''),
    // The event says that the visit stands: a word of the practice's own that we do not know changes nothing about that.
    meaning: event === 'byStatus' ? (meaningOfStatus(status, {}) ?? 'booked') : event,
    language: languageOf(pid?.text(15) ?? ''),
    ...addressOf(pid),
    silence: pid?.text(30) === 'Y' ? 'The record says that this person has died. No texts.' : undefined,
  };
}

/** SCH-11 (to 2.4), TQ1-7 (from 2.5), else the start of the service, the person or the room. */
function startOf(message: Hl7Message, instantOf: ReadInstant): FoundStart {
  const written =
    segment(message, 'SCH')?.text(11, 4) ||
    segment(message, 'TQ1')?.text(7) ||
    segment(message, 'AIS')?.text(4) ||
    segment(message, 'AIP')?.text(6) ||
    segment(message, 'AIL')?.text(6) ||
    '';
  return readTime(written, instantOf);
}

function endOf(message: Hl7Message, start: number | null, instantOf: ReadInstant): number | null {
  const sch = segment(message, 'SCH');
  const written = readTime(sch?.text(11, 5) || segment(message, 'TQ1')?.text(8) || '', instantOf).at;
  if (written !== null || start === null) return written;
  const length = Number(sch?.text(9) || segment(message, 'AIS')?.text(7) || Number.NaN);
  const unit = /^h/i.test(sch?.text(10) ?? '') ? 60 : /^s/i.test(sch?.text(10) ?? '') ? 1 / 60 : 1;
  const minutes = length * unit;
  return minutes >= 1 && minutes <= 1440 ? start + minutes * MINUTE_MS : null;
}

/** `YYYYMMDDHHMM[SS[.S]][+/-ZZZZ]` */
function readTime(written: string, instantOf: ReadInstant): FoundStart {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(?:\d{2}(?:\.\d+)?)?([+-])?(\d{2})?(\d{2})?$/.exec(written.trim());
  if (match === null) return { at: null };
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number) as [number, number, number, number, number];
  if (!isRealDate({ year, month, day }) || hour > 23 || minute > 59) return { at: null };
  if (match[6] !== undefined && match[7] !== undefined) {
    const offset = Number(`${match[6]}1`) * (Number(match[7]) * 60 + Number(match[8] ?? 0));
    return { at: Date.UTC(year, month - 1, day, hour, minute - offset) };
  }
  const { kind, at } = instantOf({ year, month, day }, { hour, minute });
  return kind === 'one' ? { at: at[0] } : { at: null, readings: at };
}

/** PID-5: the legal name where several are given. */
function nameOf(pid: Hl7Segment | undefined): PersonName {
  const names = pid?.field(5) ?? [];
  const [family = '', given = '', middle = ''] = names.find((name) => name[6] === 'L') ?? names[0] ?? [];
  return { givenName: tidy(`${given} ${middle}`), familyName: tidy(family) };
}

/** PID-11: where they live (home, legal, current) before where post goes; not where they work, were born, or were not found. */
function addressOf(pid: Hl7Segment | undefined): Pick<FoundVisit, 'address'> {
  const all = pid?.field(11) ?? [];
  const ofType = (...types: readonly string[]): readonly string[] | undefined =>
    all.find((parts) => types.includes(parts[6] ?? ''));
  const found = ofType('H') ?? ofType('L', 'C', 'P') ?? ofType('') ?? ofType('M');
  if (found === undefined) return {};
  const [, , , region = '', postcode = '', country = ''] = found;
  return writtenAddress({ country, region, postcode });
}

/** PID-13 and PID-14; of each number the use (PRN, PRS, ORN, WPN) and the equipment (PH, CP). */
function phonesOf(pid: Hl7Segment | undefined): readonly PhoneCell[] {
  const found = [13, 14].flatMap((index) => (pid?.field(index) ?? []).map((parts) => ({ parts, work: index === 14 })));
  return found.flatMap(({ parts, work }): readonly PhoneCell[] => {
    const [written = '', use = '', equipment = '', , country = '', area = '', local = '', extension = ''] = parts;
    if (use === 'NET' || /^(?:internet|fx|bp)$/i.test(equipment)) return [];
    const built = local === '' ? '' : `${country === '' || country === '1' ? '' : `+${country} `}${area} ${local}`;
    const number = /\d/.test(written) ? written : built;
    const text = `${number}${extension === '' || /x\s*\d/i.test(number) ? '' : ` x${extension}`}`.trim();
    if (text === '') return [];
    if (equipment === 'CP' || use === 'PRS' || use === 'ORN') return [{ text, label: 'mobile' }];
    if (work || use === 'WPN') return [{ text, label: 'work' }];
    return [{ text, label: use === 'PRN' ? 'home' : 'none' }];
  });
}

/** AIP-3, else the attending of PV1-7: `id^family^given^^^^prefix` or `id^name`. */
function clinicianOf(message: Hl7Message): string {
  const parts = segment(message, 'AIP')?.field(3)[0] ?? segment(message, 'PV1')?.field(7)[0] ?? [];
  const [id = '', family = '', given = '', , , prefix = ''] = parts;
  if (family === '') return cut(id);
  return cut([prefix, given, tidy(family)].filter((part) => part !== '').join(' '));
}

/** AIL-3, else PV1-3: the place, and the facility behind it. */
function locationOf(message: Hl7Message): string {
  const parts = segment(message, 'AIL')?.field(3)[0] ?? segment(message, 'PV1')?.field(3)[0] ?? [];
  const [place = '', room = '', , facility = ''] = parts;
  const words = [facility, place, room].filter((part, index, all) => part !== '' && all.indexOf(part) === index);
  return cut(words.join(' '), 120);
}
