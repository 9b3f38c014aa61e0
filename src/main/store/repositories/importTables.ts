/** The tables of lists and their rows, as the repositories of imports share them. */
import { ImportAction } from '../../../contract/schedule.ts';
import type { ImportRecord, ImportRowRecord, ImportSummary } from '../records.ts';
import { defineTable, flag, integer, json, nullable, oneOf, text } from '../table.ts';

export const file = defineTable<ImportRecord>('schedule_import', {
  id: text,
  fileName: text,
  signature: text,
  summary: json<ImportSummary>(),
  state: oneOf(['previewed', 'applied']),
  actor: text,
  createdAt: integer,
  appliedAt: nullable(integer),
  startedAt: nullable(integer),
  undoneAt: nullable(integer),
  undoneBy: nullable(text),
});

export const fileRow = defineTable<ImportRowRecord>(
  'schedule_import_row',
  {
    importId: text,
    line: integer,
    action: oneOf(ImportAction.options),
    problems: json<ImportRowRecord['problems']>(),
    data: json<ImportRowRecord['data']>(),
    visitId: nullable(text),
    needsYou: flag,
  },
  'import_id',
);

export const SELECT_IMPORT = `SELECT ${file.columns()} FROM schedule_import`;

/** Missing visits stand behind the lines of the file. */
export const MISSING_FROM = 10_000_000;
