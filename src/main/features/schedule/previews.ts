/** What a person says about a preview as a whole, and the lists that were added. Changes no visit. */
import { DomainError } from '../../../contract/errors.ts';
import type { ImportAbsent, PastImport } from '../../../contract/schedule.ts';
import type { ImportRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { OutputOf, ParsedInputOf } from '../feature.ts';

/** Errors: IMPORT_EXPIRED, also once its adding has begun: what is being added is no preview any more. */
export function mustGetPreview(tx: ReadTx, importId: string): ImportRecord {
  const list = tx.imports.get(importId);
  if (list === undefined || list.state !== 'previewed' || tx.imports.run(importId) !== undefined) {
    throw new DomainError('IMPORT_EXPIRED', 'This preview is no longer kept. Choose the file again.');
  }
  return list;
}

export function setComplete(
  tx: WriteTx,
  { importId, complete }: ParsedInputOf<'schedule.setImportComplete'>,
): ImportAbsent {
  const list = mustGetPreview(tx, importId);
  tx.imports.saveSummary(importId, { ...list.summary, complete });
  tx.changed('import.changed', importId);
  // Nothing is cancelled that nobody sees any more.
  if (!complete) tx.imports.decideMissing(importId, null, 'leave');
  return absentOf(tx, { ...list, summary: { ...list.summary, complete } });
}

/** Errors: IMPORT_EXPIRED, CONFLICT. */
export function decideMissing(
  tx: WriteTx,
  { importId, lines, decision }: ParsedInputOf<'schedule.decideMissing'>,
): ImportAbsent {
  const list = mustGetPreview(tx, importId);
  if (list.summary.complete !== true) {
    throw new DomainError('CONFLICT', 'Say first that this list has every visit of its days.');
  }
  tx.imports.decideMissing(importId, lines, decision);
  tx.changed('import.changed', importId);
  return absentOf(tx, list);
}

function absentOf(tx: ReadTx, { id, summary }: ImportRecord): ImportAbsent {
  return { ...tx.imports.missing(id), complete: summary.complete ?? false };
}

/** The newest first. */
export function listImports(
  tx: ReadTx,
  { cursor, limit }: ParsedInputOf<'schedule.listImports'>,
): OutputOf<'schedule.listImports'> {
  const page = tx.imports.applied({ cursor, limit });
  return { items: page.items.map((list) => viewImport(tx, list)), next: page.next };
}

function viewImport(tx: ReadTx, list: ImportRecord): PastImport {
  return {
    importId: list.id,
    fileName: list.fileName,
    appliedAt: list.appliedAt ?? list.createdAt,
    actor: list.actor,
    counts: list.summary.counts,
    undo: undoOf(tx, list),
    undoneAt: list.undoneAt,
    undoneBy: list.undoneBy,
  };
}

function undoOf(tx: ReadTx, list: ImportRecord): PastImport['undo'] {
  if (list.undoneAt !== null) return 'undone';
  if (tx.imports.run(list.id) !== undefined) return 'running';
  if (!tx.imports.hasBefore(list.id)) return 'gone';
  return tx.imports.visitsTexted(list.id, list.startedAt ?? list.createdAt, 1) > 0 ? 'tooLate' : 'possible';
}
