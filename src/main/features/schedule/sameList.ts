/**
 * What the rows of a list meant when this very list was added before. Whom a row means is read from who stands in the schedule, and adding a
 * list changes that: asked again, the same list could answer otherwise. It means what it meant. In short tasks; reads only.
 */
import { fullName } from '../../domain/schedule/names.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { AppointmentRecord, ImportRowRecord } from '../../store/records.ts';
import type { ScheduleDeps } from './deps.ts';
import { fromRowRecord, MISSING_FROM, type ComparedRow } from './importRows.ts';
import type { Course } from './readVisits.ts';

/** A visit; `nothing`: it took nothing away and added nothing; `again`: another row of the list stood for the same visit. */
export type Remembered = AppointmentRecord | 'nothing' | 'again';

interface ListToRemember {
  readonly signature: string;
  /** Of its rows, in whatever order (listFacts.ts). */
  readonly digest: string;
  readonly visits: readonly VisitRow[];
}

/** Lists of the same kind that are looked at. */
const EARLIER = 5;
/** What a list changed is kept for a little longer (store/repositories/importUndo.ts). */
const KEPT_MS = 28 * DAY_MS;
/** Rows read in one task. */
const PAGE = 200;

/** By line; empty for a list that is new. A row that a person left out or mended is read like a new one. */
export async function rememberedOf(
  deps: Pick<ScheduleDeps, 'store' | 'clock'>,
  list: ListToRemember,
  course: Course,
): Promise<ReadonlyMap<number, Remembered>> {
  const importId = deps.store.read((tx) => {
    const earlier = tx.imports
      .ofKind(list.signature, EARLIER)
      .find(({ summary }) => summary.facts?.digest === list.digest);
    const fresh = (earlier?.appliedAt ?? 0) > deps.clock.now() - KEPT_MS;
    if (earlier === undefined || !fresh || earlier.summary.stopped === true) return null;
    return tx.imports.run(earlier.id) === undefined ? earlier.id : null;
  });
  if (importId === null) return new Map();
  const changed = await changedBy(deps, importId, course);
  const before = await meantBefore(deps, importId, changed, course);
  const found = new Map<number, Remembered>();
  for (const row of list.visits) {
    if (course.pace.over()) await course.pace.rest();
    const meant = before.get(said(row))?.shift();
    if (meant === undefined) continue;
    const { visitId, instead } = meant;
    // A visit that is gone since is looked for anew.
    const visit = visitId === null ? instead : deps.store.read((tx) => tx.appointments.get(visitId));
    if (visit !== undefined) found.set(row.line, visit);
  }
  return found;
}

/** Visit by line, of the rows that changed something. Of several rows that changed one visit the last counts: it stands as that one said. */
async function changedBy(
  { store }: Pick<ScheduleDeps, 'store'>,
  importId: string,
  { pace }: Course,
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  const visits = new Set<string>();
  for (let line = MISSING_FROM - 1; ;) {
    const page = store.read((tx) => tx.imports.before(importId, line, PAGE));
    for (const { line: at, appointmentId } of page) {
      if (!visits.has(appointmentId)) found.set(at, appointmentId);
      visits.add(appointmentId);
    }
    const last = page.at(-1);
    if (last === undefined) return found;
    line = last.line - 1;
    await pace.rest();
  }
}

interface Meant {
  readonly visitId: string | null;
  /** Where it is no visit. */
  readonly instead: 'nothing' | 'again';
}

/** What each row meant, by what it says; rows that say the same in the order of the file. */
async function meantBefore(
  { store }: Pick<ScheduleDeps, 'store'>,
  importId: string,
  changed: ReadonlyMap<number, string>,
  { pace }: Course,
): Promise<ReadonlyMap<string, Meant[]>> {
  const found = new Map<string, Meant[]>();
  const taken = new Set(changed.values());
  for (let line = -1; ;) {
    const page = store.read((tx) => tx.imports.rowsAfter(importId, line, PAGE));
    const last = page.at(-1);
    if (last === undefined || last.line >= MISSING_FROM) return found;
    for (const record of page) {
      const meant = meantBy(record, changed, taken);
      if (meant === null) continue;
      const key = said(fromRowRecord(record));
      const alike = found.get(key);
      if (alike === undefined) found.set(key, [meant]);
      else alike.push(meant);
    }
    line = last.line;
    await pace.rest();
  }
}

/** Null: to be read like a new one. */
function meantBy(record: ImportRowRecord, changed: ReadonlyMap<number, string>, taken: Set<string>): Meant | null {
  const row: ComparedRow = fromRowRecord(record);
  const visitId = changed.get(row.line);
  if (visitId !== undefined) return { visitId, instead: 'nothing' };
  if (row.take === false || row.problems.some(({ severity }) => severity === 'error')) return null;
  if (row.visitId !== null && !taken.has(row.visitId)) {
    taken.add(row.visitId);
    return { visitId: row.visitId, instead: 'nothing' };
  }
  return { visitId: null, instead: row.action === 'skipped' ? 'nothing' : 'again' };
}

/** Everything a row says of its visit; not where it stands in the file, nor what was found to be wrong with it. */
function said(row: VisitRow): string {
  const { externalId, personExternalId, name, phoneRaw, startsAt, endsAt } = row;
  const { clinician, location, kind, status, confirmed } = row;
  return JSON.stringify([
    ...[externalId, personExternalId, fullName(name), phoneRaw, startsAt, endsAt],
    ...[clinician, location, kind, status, confirmed],
  ]);
}
