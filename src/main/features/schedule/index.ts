/** The schedule: getting a list in, and looking at and changing visits. */
import { DomainError } from '../../../contract/errors.ts';
import type { ImportCounts } from '../../../contract/schedule.ts';
import { addDays, instantOnDay, toLocal, type CivilDate } from '../../domain/time.ts';
import type { ReadTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { mustGetAppointment, saveAppointment, setAppointmentState, viewAppointment } from './appointments.ts';
import type { ScheduleDeps } from './deps.ts';
import type { ImportRuns } from './importRuns.ts';
import { fromRowRecord, toImportRow } from './importRows.ts';
import { fixRow } from './fixRow.ts';
import { previewImport } from './previewImport.ts';
import { decideMissing, listImports, setComplete } from './previews.ts';
import { createProgressBook, type ProgressBook } from './progress.ts';

export function createScheduleFeature(deps: ScheduleDeps, runs: ImportRuns): FeatureHandlers<'schedule'> {
  const progress = createProgressBook(deps);
  return {
    previewImport: (context, input) => previewImport(deps, progress, context, input),
    getImportProgress: (_context, { id }) => progressOf(deps, progress, id),
    listImportRows: (_context, input) =>
      deps.store.read((tx) => {
        const page = tx.imports.rows(input);
        return { items: page.items.map((row) => toImportRow(fromRowRecord(row))), next: page.next };
      }),
    fixImportRow: (context, input) =>
      runCommand(deps, context, 'schedule.fixImportRow', (tx, now) => fixRow(deps, tx, input, now)),
    setImportComplete: (context, input) =>
      runCommand(deps, context, 'schedule.setImportComplete', (tx) => setComplete(tx, input)),
    decideMissing: (context, input) =>
      runCommand(deps, context, 'schedule.decideMissing', (tx) => decideMissing(tx, input)),
    applyImport: (context, input) => runs.apply(context, input),
    cancelImport: (context, input) => {
      runs.cancel(context, input);
      return { done: true };
    },
    undoImport: (context, input) => runs.undo(context, input),
    listImports: (_context, input) => deps.store.read((tx) => listImports(tx, input)),
    listAppointments: (_context, input) => deps.store.read((tx) => listAppointments(deps, tx, input)),
    getAppointment: (_context, input) =>
      deps.store.read((tx) => viewAppointment(deps, tx, mustGetAppointment(tx, input.id))),
    saveAppointment: (context, input) =>
      runCommand(deps, context, 'schedule.saveAppointment', (tx, now) =>
        viewAppointment(deps, tx, saveAppointment(deps, tx, input, now)),
      ),
    setAppointmentState: (context, input) =>
      runCommand(deps, context, 'schedule.setAppointmentState', (tx, now) =>
        viewAppointment(deps, tx, setAppointmentState(deps, tx, input, context.actor.name, now)),
      ),
  };
}

/** Of a reading by its command's id, of an adding by the list's: its journal says how many rows are in. */
function progressOf(deps: ScheduleDeps, book: ProgressBook, id: string) {
  const reading = book.of(id);
  if (reading !== undefined) return { running: true, ...reading };
  return deps.store.read((tx) => {
    const run = tx.imports.run(id);
    const list = run === undefined ? undefined : tx.imports.get(id);
    if (run === undefined || list === undefined) return { running: false, done: 0, total: 0 };
    const done = rowsIn(run.totals.counts) + run.kept;
    return { running: true, done, total: Math.max(done, rowsIn(list.summary.counts)) };
  });
}

function rowsIn({ problems: _alsoCountedAbove, ...actions }: ImportCounts): number {
  return Object.values(actions).reduce((sum, rows) => sum + rows, 0);
}

/** A day of the practice when a date is given, or nothing else; otherwise the range or the person's visits as asked. */
function listAppointments(deps: ScheduleDeps, tx: ReadTx, input: ParsedInputOf<'schedule.listAppointments'>) {
  const { zone } = readSettings(tx).practice;
  const free = input.from !== undefined || input.to !== undefined || input.personId !== undefined;
  const day = input.date === undefined ? (free ? null : toLocal(deps.clock.now(), zone)) : parseDay(input.date);
  const range = day === null ? {} : { from: instantOnDay(day, 0, zone), to: instantOnDay(addDays(day, 1), 0, zone) };
  const page = tx.appointments.list({
    cursor: input.cursor,
    limit: input.limit,
    ...(input.from === undefined ? {} : { from: input.from }),
    ...(input.to === undefined ? {} : { to: input.to }),
    ...range,
    ...(input.personId === undefined ? {} : { personId: input.personId }),
    ...(input.clinician === undefined ? {} : { clinician: input.clinician }),
  });
  return {
    items: page.items.map((record) => viewAppointment(deps, tx, record)),
    next: page.next,
    date: day === null ? null : dayText(day),
    clinicians: [...tx.appointments.clinicians()],
    lastImportAt: tx.imports.lastApplied()?.appliedAt ?? null,
  };
}

function parseDay(text: string): CivilDate {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31) {
    throw new DomainError('INVALID_INPUT', 'There is no such day. Give a date like 2026-11-21.', { field: 'date' });
  }
  return { year, month, day };
}

function dayText({ year, month, day }: CivilDate): string {
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
