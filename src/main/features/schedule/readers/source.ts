/**
 * What a reader makes of a file: a table, whose columns still need a meaning, or visits, where the format says what is what. Types only:
 * a new format is one more reader, and nothing behind this seam has to know it.
 */
import type { ImportFormat, ImportPreview } from '../../../../contract/schedule.ts';
import type { PhoneReading, VisitRow } from '../../../domain/schedule/readRow.ts';
import type { Workbooks } from '../../../platform/ports.ts';
import type { Pace } from '../pace.ts';

/** What was handed in: the bytes of a file, or text (pasted, or a file read by the caller). */
export interface SourceInput {
  readonly fileName: string;
  readonly base64?: string | undefined;
  readonly text?: string | undefined;
}

export interface TableRecord {
  readonly cells: readonly string[];
  /** Line of the file on which the record begins, 1-based. */
  readonly line: number;
}

export interface Table {
  readonly headers: readonly string[];
  readonly body: readonly TableRecord[];
  /** The first values of each column that are not empty. */
  readonly samples: readonly (readonly string[])[];
  /** The same for files of one kind: what was chosen for one is offered for the next. */
  readonly signature: string;
}

interface Read {
  readonly format: ImportFormat;
  /** Null where the file is no text. */
  readonly encoding: ImportPreview['encoding'];
  /** Null where nothing separates cells. */
  readonly delimiter: string | null;
  /** About the file as a whole, for the person who looks at the preview. */
  readonly warnings: ImportPreview['warnings'];
}

export interface TableSource extends Read {
  readonly kind: 'table';
  readonly table: Table;
}

export interface VisitsSource extends Read {
  readonly kind: 'visits';
  readonly visits: readonly VisitRow[];
  readonly signature: string;
}

export type Source = TableSource | VisitsSource;

/** What a reader may know about the practice, and the ways out of its own task. */
export interface ReadContext {
  /** Of the practice: a time without a zone is meant there. */
  readonly zone: string;
  /** UTC ms. */
  readonly now: number;
  readonly parsePhone: (raw: string) => PhoneReading;
  readonly workbooks: Workbooks;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}
