/** Whatever shape a table is written in, the same visits come back; whatever bytes come in, the answer is visits or a clear refusal. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import { toInstant, toLocal } from '../../../../src/main/domain/time.ts';
import { writeWorkbook } from '../../../fakes/workbookWriter.ts';
import { openReadingRoom, readInput, type ReadingRoom } from './readFixture.ts';

const ZONE = 'America/New_York';

interface Plain {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly line: number;
  readonly at: number;
  readonly status: 'booked' | 'confirmed' | 'cancelled' | 'missed';
}

const names = fc.constantFrom('Ana', 'Bo', 'Jo', 'María José', 'Zoë', 'Íñigo', 'Lena', 'Shaun');
const families = fc.constantFrom('Cruz', 'Kim', 'Doe', 'García López', "O'Neil", 'Müller', 'Vogel', 'Lund-Berg');
const visit = fc.record({
  given: names,
  family: families,
  // Numbers of fiction: 555-0100 to 555-0199.
  line: fc.integer({ min: 100, max: 199 }),
  // By day, in quarters of an hour, away from the nights the clocks change.
  at: fc
    .record({ day: fc.integer({ min: 13, max: 60 }), quarter: fc.integer({ min: 28, max: 75 }) })
    .map(
      ({ day, quarter }) =>
        toInstant(
          { year: 2027, month: 1 + Math.floor(day / 31), day: 1 + (day % 28), hour: 0, minute: 0, second: 0 },
          ZONE,
        ) +
        31 * 86_400_000 +
        quarter * 900_000,
    ),
  status: fc.constantFrom('booked', 'confirmed', 'cancelled', 'missed'),
});
const visits = fc
  .array(visit, { minLength: 1, maxLength: 12 })
  .map((all): readonly Plain[] => all.map((one, at) => ({ ...one, id: `V${at + 1}` })));

interface Shape {
  readonly delimiter: string;
  readonly date: 'mdy' | 'dmy' | 'iso' | 'words' | 'serial';
  readonly clock: '12h' | '24h';
  readonly joined: boolean;
  readonly name: 'comma' | 'plain' | 'split';
  readonly phone: 'bare' | 'brackets' | 'e164' | 'labelled';
  readonly spanish: boolean;
  readonly titles: boolean;
  readonly order: readonly number[];
}

const shape: fc.Arbitrary<Shape> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  date: fc.constantFrom('mdy', 'dmy', 'iso', 'words', 'serial'),
  clock: fc.constantFrom('12h', '24h'),
  joined: fc.boolean(),
  name: fc.constantFrom('comma', 'plain', 'split'),
  phone: fc.constantFrom('bare', 'brackets', 'e164', 'labelled'),
  spanish: fc.boolean(),
  titles: fc.boolean(),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }),
});

const two = (value: number): string => String(value).padStart(2, '0');
const months = ['January', 'February', 'March', 'April'];

function dateOf(at: number, kind: Shape['date']): string {
  const { year, month, day } = toLocal(at, ZONE);
  if (kind === 'mdy') return `${month}/${day}/${year}`;
  if (kind === 'dmy') return `${two(day)}.${two(month)}.${year}`;
  if (kind === 'iso') return `${year}-${two(month)}-${two(day)}`;
  if (kind === 'words') return `${months[month - 1] ?? ''} ${day}, ${year}`;
  return String(Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569);
}

function clockOf(at: number, kind: Shape['clock']): string {
  const { hour, minute } = toLocal(at, ZONE);
  if (kind === '24h') return `${two(hour)}:${two(minute)}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)} ${hour < 12 ? 'AM' : 'PM'}`;
}

const words: Readonly<Record<Plain['status'], readonly [string, string]>> = {
  booked: ['Scheduled', 'Programada'],
  confirmed: ['Confirmed', 'Confirmada'],
  cancelled: ['Cancelled', 'Cancelada'],
  missed: ['No Show', 'No asistió'],
};

/** Header and rows; a column that the shape has not is left out of both. */
function write(all: readonly Plain[], form: Shape): readonly (readonly string[])[] {
  // A day number with a clock behind it is no day number.
  const date = form.date === 'serial' && form.joined ? 'iso' : form.date;
  const language = form.spanish ? 1 : 0;
  const columns: readonly (readonly [readonly [string, string], (one: Plain) => string] | null)[] = [
    [['Appt ID', 'Folio'], ({ id }) => id],
    form.name === 'split'
      ? [['First Name', 'Nombre'], ({ given }) => given]
      : [['Patient Name', 'Paciente'], ({ given, family }) => `${family}, ${given}`],
    form.name === 'split' ? [['Last Name', 'Apellidos'], ({ family }) => family] : null,
    [['Cell Phone', 'Teléfono móvil'], ({ line }) => phoneOf(line, form.phone)],
    form.joined
      ? [['Appointment', 'Fecha y hora'], ({ at }) => `${dateOf(at, date)} ${clockOf(at, form.clock)}`]
      : [['Appt Date', 'Fecha'], ({ at }) => dateOf(at, date)],
    form.joined ? null : [['Start Time', 'Hora'], ({ at }) => clockOf(at, form.clock)],
    [['Status', 'Estado'], ({ status }) => words[status][language] ?? ''],
  ];
  const kept = form.order.map((index) => columns[index] ?? null).filter((column) => column !== null);
  const rows = [kept.map(([headers]) => headers[language]), ...all.map((one) => kept.map(([, cell]) => cell(one)))];
  return form.titles ? [['Riverside Dental'], ['Schedule of the week'], ...rows] : rows;
}

function phoneOf(line: number, kind: Shape['phone']): string {
  if (kind === 'bare') return `2065550${line}`;
  if (kind === 'brackets') return `(206) 555-0${line}`;
  if (kind === 'e164') return `+12065550${line}`;
  return `C: 206-555-0${line} / H: 206-555-0${line === 199 ? 100 : line + 1}`;
}

function toText(rows: readonly (readonly string[])[], delimiter: string): string {
  const quote = (cell: string): string =>
    cell.includes(delimiter) || /["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rows.map((row) => row.map(quote).join(delimiter)).join('\r\n');
}

describe('schedules of any shape', () => {
  let room: ReadingRoom;
  beforeAll(async () => (room = await openReadingRoom()));
  afterAll(() => room.close());

  async function readBack(all: readonly Plain[], form: Shape, input: Parameters<typeof readInput>[1]): Promise<void> {
    const { source, reading } = await readInput(room, input);
    const order =
      reading.dateOrderAmbiguous && form.date !== 'words'
        ? { dateOrder: form.date === 'dmy' ? ('dmy' as const) : ('mdy' as const) }
        : {};
    const again = 'dateOrder' in order ? await readInput(room, { ...input, ...order }) : { source, reading };
    const seen = again.reading.visits.map(({ externalId, name, phone, startsAt, status, confirmed }) => ({
      id: externalId,
      ...{ given: name.givenName, family: name.familyName },
      phone,
      at: startsAt,
      status: confirmed ? 'confirmed' : status,
    }));
    expect(seen).toEqual(
      all.map(({ id, given, family, line, at, status }) => ({
        id,
        given,
        family,
        phone: `+12065550${line}`,
        at,
        status,
      })),
    );
  }

  test('tables written in any supported shape are read back to the same visits, each time', async () => {
    await fc.assert(
      fc.asyncProperty(visits, shape, async (all, form) => {
        const input = { fileName: 'list.csv', text: toText(write(all, form), form.delimiter) };
        await readBack(all, form, input);
        expect(await readInput(room, input)).toEqual(await readInput(room, input));
      }),
      { numRuns: 60 },
    );
  });

  test('workbooks are read back to the same visits', async () => {
    await fc.assert(
      fc.asyncProperty(visits, shape, async (all, form) => {
        const bytes = writeWorkbook([{ name: 'Week', rows: write(all, form) }]);
        await readBack(all, form, { fileName: 'list.xlsx', base64: Buffer.from(bytes).toString('base64') });
      }),
      { numRuns: 2 },
    );
  });

  const answers = async (bytes: Uint8Array, fileName: string): Promise<void> => {
    const input = { fileName, base64: Buffer.from(bytes).toString('base64') };
    const error: unknown = await readInput(room, input).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined) return;
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).message).toMatch(/^[A-Z"'].*\.$/s);
  };

  test('garbage is refused in a sentence, whatever it begins like', async () => {
    const beginnings = [
      '',
      'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n',
      'MSH|^~\\&|',
      '{"resourceType":"Bundle","entry":[',
      '[{"resourceType":',
      'Name,Phone,Date,Time\n',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }), async (start, bytes) => {
        await answers(Buffer.concat([Buffer.from(start), bytes]), 'garbage');
      }),
      { numRuns: 80 },
    );
  });

  test('files of the corpus with parts cut out, doubled or turned over are read or refused, never anything else', async () => {
    const folder = fileURLToPath(new URL('../../../fixtures/schedules/', import.meta.url));
    const files = readdirSync(folder).filter(
      (name) => /\.(?:csv|ics|hl7|json|ndjson|txt)$/.test(name) && name !== 'unclosed-quote.csv',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(2),
        async (file, a, b, what) => {
          const bytes = readFileSync(`${folder}${file}`);
          const [from, to] = [Math.min(a, b), Math.max(a, b)].map((part) => Math.floor(part * bytes.length)) as [
            number,
            number,
          ];
          const part = bytes.subarray(from, to);
          const middle =
            what === 0 ? Buffer.alloc(0) : what === 1 ? Buffer.concat([part, part]) : Buffer.from(part).reverse();
          await answers(Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)]), file);
        },
      ),
      { numRuns: 80 },
    );
  });
});
