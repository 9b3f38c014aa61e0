/**
 * Importing without a person at the screen: a watched folder or a subscribed feed reads, adds and takes out lists by the same ways as the
 * screen, in its own name. What needs a person (a brake, a doubtful date order, a missing column) is refused or said, never decided.
 */
import type { ImportPreview } from '../../../contract/schedule.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import type { Applied } from './addSlice.ts';
import type { ScheduleDeps } from './deps.ts';
import type { ImportRuns } from './importRuns.ts';
import { previewImport } from './previewImport.ts';
import { createProgressBook } from './progress.ts';
import type { Undone } from './undoSlice.ts';

/** In whose name, and until when somebody wants the answer. */
export interface ImportActor {
  readonly name: string;
  readonly signal: AbortSignal;
}

export interface ImportService {
  /** Reads a list and keeps its preview for a day. Errors: as `schedule.previewImport`. */
  preview(actor: ImportActor, input: ParsedInputOf<'schedule.previewImport'>): Promise<ImportPreview>;
  /** Adds a previewed list. Errors: as `schedule.applyImport`; IMPORT_BRAKED means that a person has to look. */
  apply(actor: ImportActor, input: ParsedInputOf<'schedule.applyImport'>): Promise<Applied>;
  /** Takes a list out again. Errors: as `schedule.undoImport`. */
  undo(actor: ImportActor, input: ParsedInputOf<'schedule.undoImport'>): Promise<Undone>;
}

/** What keeps a preview from being added without a person; null when nothing does. */
export function needsPerson(preview: ImportPreview): 'columns' | 'dateOrder' | 'brake' | null {
  if (preview.missing.length > 0) return 'columns';
  if (preview.dateOrderAmbiguous) return 'dateOrder';
  return preview.warnings.some(({ severity }) => severity === 'brake') ? 'brake' : null;
}

export function createImportService(deps: ScheduleDeps, runs: Pick<ImportRuns, 'apply' | 'undo'>): ImportService {
  const progress = createProgressBook(deps);
  const context = ({ name, signal }: ImportActor): CallContext => ({
    actor: { id: 'program', name, role: 'manager' },
    signal,
    commandId: null,
  });
  return {
    preview: (actor, input) => previewImport(deps, progress, context(actor), input),
    apply: (actor, input) => runs.apply(context(actor), input),
    undo: (actor, input) => runs.undo(context(actor), input),
  };
}
