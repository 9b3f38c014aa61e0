/** A row of an import: as it is stored, and as the contract shows it. */
import type { ImportRow } from '../../../contract/schedule.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import type { ImportRowRecord } from '../../store/records.ts';

/** A row as it is stored: the visit, whom it means, and what would happen. */
export interface ComparedRow extends VisitRow {
  readonly externalKey: string;
  readonly action: ImportRowRecord['action'];
  readonly wasAt: number | null;
}

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
