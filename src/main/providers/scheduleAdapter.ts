/**
 * The port to whatever holds a practice's schedule. An adapter reads and says what it found, in bytes that the import understands; it
 * never decides what becomes of them, and it knows neither the store nor the features. Some can also be told an answer (`confirm`).
 */
import type { ColumnMeaning, DateOrder } from '../../contract/schedule.ts';

/** What an adapter wants to be handed the next time; kept as JSON. */
export type SourceMemory = Readonly<Record<string, unknown>>;

export interface ReadContext {
  readonly signal: AbortSignal;
  readonly memory: SourceMemory;
  /** UTC ms, and the practice's IANA zone. */
  readonly now: number;
  readonly zone: string;
  /** The source's own ids of booked visits it listed last, by their start (UTC ms, `to` exclusive). */
  readonly listedIds: (from: number, to: number) => readonly string[];
  /** Small things learned one by one, which a restart must not cost. */
  readonly facts: { get(key: string): string | undefined; set(key: string, value: string): void };
}

/** Why it could not be read: a stable code, and words for the desk with the next step. Never an address beyond its host, never a key. */
export interface SourceProblem {
  readonly code: string;
  readonly text: string;
}

/** One list, as a file would hold it. */
export interface BroughtList {
  /** The file's name, or what stands for it: a newer list of one name takes the place of an older one. */
  readonly name: string;
  readonly content: Uint8Array;
  /** The moment it describes, UTC ms. */
  readonly asOf: number;
  /** How it is to be read, where the adapter wrote it itself. */
  readonly reading?: { readonly mapping: Readonly<Record<string, ColumnMeaning>>; readonly dateOrder: DateOrder };
  /** To be called when the list is kept. Never rejects. */
  readonly taken?: () => Promise<void>;
}

export type SourceReading =
  | {
      readonly kind: 'read';
      /** In the order in which they are to be taken; empty: nothing new. */
      readonly lists: readonly BroughtList[];
      readonly memory: SourceMemory;
      /** Where nothing is new: up to when that is known; null: it says nothing about now (a folder). */
      readonly asOf: number | null;
      /** Something to tell although it was read: a file another program holds. */
      readonly note: SourceProblem | null;
    }
  | { readonly kind: 'failed'; readonly problem: SourceProblem; readonly retryAfterMs: number | null };

export type SourceCheck = { readonly ok: boolean; readonly text: string };

/** An answer on its way into the practice's system. */
export interface VisitAnswer {
  /** The source's own id of the visit. */
  readonly externalId: string;
  readonly answer: 'confirmed' | 'notAccepted';
  /** When the practice's schedule had it at the last reading, UTC ms: another time there, and nothing is written. */
  readonly listedAt: number;
  readonly zone: string;
  /** What `look` found before the first try. */
  readonly before: string;
}

export type AnswerLook =
  /** `mark` stands for what is there now; compared with what was there before, it tells whether a try went through. */
  | { readonly kind: 'there'; readonly mark: string }
  /** It is not to be written: gone, moved, over. Words for the desk. */
  | { readonly kind: 'refused'; readonly problem: SourceProblem }
  | { readonly kind: 'failed'; readonly problem: SourceProblem; readonly retryAfterMs: number | null };

export type AnswerOutcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'refused'; readonly problem: SourceProblem }
  /** Nobody knows whether it went through: look before the next try. */
  | { readonly kind: 'unknown'; readonly problem: SourceProblem };

export interface AnswerWriter {
  look(visit: Omit<VisitAnswer, 'before'>, signal: AbortSignal): Promise<AnswerLook>;
  write(visit: VisitAnswer, signal: AbortSignal): Promise<AnswerOutcome>;
}

export interface ScheduleAdapter {
  /** Never rejects but for the signal. */
  read(context: ReadContext): Promise<SourceReading>;
  /** Tries it and changes nothing. */
  check(signal: AbortSignal, zone: string, now: number): Promise<SourceCheck>;
  /** Null: it can only be read. */
  readonly answers: AnswerWriter | null;
}
