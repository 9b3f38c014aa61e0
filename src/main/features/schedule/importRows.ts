/** A stored row of an import, as the contract shows it. */
import { ImportRow } from '../../../contract/schedule.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { ComparedRow } from './previewImport.ts';

export function toImportRow(row: ComparedRow): ImportRow {
  return {
    line: row.line,
    action: row.action,
    name: fullName(row.name),
    phone: row.phone,
    phoneRaw: row.phoneRaw,
    startsAt: row.startsAt,
    wasAt: row.wasAt,
    clinician: row.clinician,
    kind: row.kind,
    problems: [...row.problems],
  };
}
