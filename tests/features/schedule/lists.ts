/** Importing lists in tests: rows as a practice writes them, previewed, mended and added on the virtual clock. */
import type { ImportPreview, PastImport } from '../../../src/contract/schedule.ts';
import type { InputOf, OutputOf } from '../../../src/contract/index.ts';
import type { TestPractice } from './practice.ts';

/** Everything that looks wrong is said to have been looked at. */
export const EVERY_BRAKE = [
  'rowsFell', 'allPast', 'oldList', 'wrongDay', 'sameFile', 'oneNumber', 'sameNumber', 'manyUnread', 'manyChanges',
]; // prettier-ignore

export interface Row {
  readonly id?: string;
  readonly person?: string;
  readonly name: string;
  readonly phone?: string;
  /** As `1/18/2027 9:30 AM`. */
  readonly at: string;
  readonly with?: string;
  readonly status?: string;
}

/** A list with ids of visits when a row has one, with ids of people when a row has one. */
export function listOf(rows: readonly Row[]): string {
  const withId = rows.some(({ id }) => id !== undefined);
  const withPerson = rows.some(({ person }) => person !== undefined);
  const cells = (row: Row): string[] => [
    ...(withId ? [row.id ?? ''] : []),
    ...(withPerson ? [row.person ?? ''] : []),
    row.name,
    row.phone ?? '',
    row.at.slice(0, row.at.indexOf(' ')),
    row.at.slice(row.at.indexOf(' ') + 1),
    row.with ?? 'Dr. Chen',
    row.status ?? '',
  ];
  const header = [...(withId ? ['AppointmentId'] : []), ...(withPerson ? ['PatientId'] : []), 'Patient', 'Mobile', 'Date', 'Time', 'Provider', 'Status']; // prettier-ignore
  return [header, ...rows.map(cells)].map((line) => line.join(',')).join('\r\n');
}

/** Long work breathes on the virtual clock: time has to move for it to go on. */
export async function settle<T>(practice: TestPractice, work: Promise<T> | T): Promise<T> {
  let open = true;
  const promise = Promise.resolve(work);
  void promise.catch(() => undefined).finally(() => (open = false));
  for (let turn = 0; turn < 20_000 && open; turn += 1) await practice.clock.advance(0);
  return promise;
}

export async function preview(
  practice: TestPractice,
  rows: readonly Row[] | string,
  more: Pick<InputOf<'schedule.previewImport'>, 'mapping'> = {},
): Promise<ImportPreview> {
  const text = typeof rows === 'string' ? rows : listOf(rows);
  return settle(
    practice,
    practice.schedule.previewImport(practice.context(), { fileName: 'list.csv', text, dateOrder: 'mdy', ...more }),
  );
}

export async function apply(
  practice: TestPractice,
  importId: string,
  confirmedBrakes: string[] = [],
): Promise<OutputOf<'schedule.applyImport'>> {
  const input = { importId, consent: 'agreedOnForm' as const, confirmedBrakes };
  return settle(practice, practice.schedule.applyImport(practice.context(), input));
}

/** Previews and adds, whatever the brakes say. */
export async function add(practice: TestPractice, rows: readonly Row[] | string) {
  return apply(practice, (await preview(practice, rows)).importId, EVERY_BRAKE);
}

export async function undo(practice: TestPractice, importId: string, keepSent = false) {
  return settle(practice, practice.schedule.undoImport(practice.context(), { importId, keepSent }));
}

export async function pastImports(practice: TestPractice): Promise<readonly PastImport[]> {
  return (await practice.schedule.listImports(practice.context(), { cursor: null, limit: 50 })).items;
}

export interface Standing {
  readonly who: string;
  readonly number: string;
  readonly at: string;
  readonly with: string;
  readonly status: string;
  readonly reply: string;
  readonly reminders: readonly string[];
}

/** The schedule as it stands, without the ids that were made up. */
export function schedule(practice: TestPractice): readonly Standing[] {
  return practice.store.read((tx) =>
    tx.appointments
      .list({ cursor: null, limit: 500 })
      .items.map(
        (visit): Standing => ({
          who: tx.people.get(visit.personId)?.name ?? '',
          number: tx.people.numbersOf(visit.personId).map(({ number }) => number.slice(-4)).join(' '),
          at: new Date(visit.startsAt).toISOString().slice(5, 16),
          with: visit.clinician,
          status: visit.status,
          reply: visit.reply,
          reminders: tx.reminders.ofAppointment(visit.id).map(({ state, dueAt }) => `${state} ${String(dueAt)}`).toSorted(),
        }),
      )
      .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
  ); // prettier-ignore
}

export function people(practice: TestPractice): readonly string[] {
  return practice.store.read((tx) =>
    tx.people
      .list({ search: '', cursor: null, limit: 500 })
      .items.map(({ id, name }) => `${name} ${tx.people.numbersOf(id).map(({ number }) => number.slice(-4)).join(' ')}`.trim()),
  ); // prettier-ignore
}
