/** A row of an import: as it is stored, and as the contract shows it. */
import type { ImportRow, RowAnswer, RowQuestion } from '../../../contract/schedule.ts';
import { needsPerson } from '../../domain/schedule/needsPerson.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import type { ImportRowRecord } from '../../store/records.ts';

/** Missing visits stand behind the lines of the file (store/repositories/imports.ts). */
export const MISSING_FROM = 10_000_000;

/** A row as it is stored: the visit, whom it means, and what would happen. */
export interface ComparedRow extends VisitRow {
  /** Under which the next list finds the visit; empty for a line that stands twice. */
  readonly externalKey: string;
  readonly action: ImportRowRecord['action'];
  readonly wasAt: number | null;
  /** The visit the row means; of a missing visit the visit itself. */
  readonly visitId: string | null;
  /** The person the row means for certain, as the whole list was read; null: somebody new, or nobody is sure. */
  readonly personId: string | null;
  readonly question?: RowQuestion;
  /** What a person said about whom it means. */
  readonly answer?: RowAnswer;
  /** A person took it in spite of its problem (true) or left it out (false). */
  readonly take?: boolean;
  /** Of a missing visit. */
  readonly decision?: 'cancel' | 'leave';
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
    ...(row.question === undefined ? {} : { question: row.question }),
    ...(row.decision === undefined ? {} : { decision: row.decision }),
    ...(row.take === false ? { leftOut: true } : {}),
    ...(needsPerson(row) ? { needsYou: true } : {}),
  };
}

/** What most rows say of these: not stored, a list may have a hundred thousand of them. */
const USUAL: Readonly<Partial<Record<string, unknown>>> = {
  externalId: null,
  personExternalId: null,
  phone: null,
  phoneRaw: '',
  startsAt: null,
  endsAt: null,
  clinician: '',
  location: '',
  kind: '',
  status: 'booked',
  confirmed: false,
  language: null,
  consent: null,
  externalKey: '',
  wasAt: null,
  personId: null,
} satisfies Partial<ComparedRow>;

/** Stored beside the rest, in columns of their own. */
const COLUMNS: ReadonlySet<string> = new Set(['line', 'action', 'problems', 'visitId']);

/** As it is stored. */
export function toRowRecord(importId: string, row: ComparedRow): ImportRowRecord {
  const { line, action, problems, visitId } = row;
  const data: Record<string, unknown> = {};
  // A list has a hundred thousand of them: no copy of the row on the way.
  for (const field of Object.keys(row) as (keyof ComparedRow)[]) {
    if (!COLUMNS.has(field) && row[field] !== USUAL[field]) data[field] = row[field];
  }
  return { importId, line, action, problems, data, visitId, needsYou: needsPerson(row) };
}

/** As it was compared. */
export function fromRowRecord({ line, action, problems, visitId, data }: ImportRowRecord): ComparedRow {
  return { ...USUAL, ...data, line, action, problems, visitId } as unknown as ComparedRow;
}
