/** The repositories of legal holds, retention and erasure. Types only; `repositories/` has the SQL. */
import type { RetentionKind } from '../domain/privacy/retention.ts';
import type { MessageRecord } from './records.ts';
import type { Slice } from './page.ts';
import type { ErasureRecord, LegalHoldRecord, RetentionRunRecord } from './privacyRecords.ts';

export interface LegalHoldsReader {
  get(id: string): LegalHoldRecord | undefined;
  /** Not released, oldest first. */
  active(): readonly LegalHoldRecord[];
  /** Released ones, newest first. */
  released(limit: number): readonly LegalHoldRecord[];
}
export interface LegalHoldsWriter extends LegalHoldsReader {
  insert(hold: LegalHoldRecord): void;
  release(id: string, by: string, at: number, reason: string): void;
}

/** A place in a walk through old rows. */
export interface RetentionPlace {
  readonly at: number;
  readonly id: string;
}
/** What a step of a walk did, or would do. */
export interface RetentionStep {
  readonly rows: number;
  /** Rows that are old enough and held. */
  readonly held: number;
  /** Where the next step begins; null: there is no more. */
  readonly next: RetentionPlace | null;
  /** Conversations that changed or went. */
  readonly touched: readonly string[];
}

/** A thing of which rows are old enough. */
export interface DueRecord extends RetentionPlace {
  readonly rows: number;
  readonly held: number;
  readonly conversationId: string | null;
}

export interface RetentionReader {
  run(night: string): RetentionRunRecord | undefined;
  /** Newest first. */
  runs(limit: number): readonly RetentionRunRecord[];
  /** Counts what `remove` would remove in one step from `place` on: at most `most` rows older than `before`. */
  count(kind: RetentionKind, before: number, place: RetentionPlace | null, most: number): RetentionStep;
  /** The same thing by thing, oldest first: at most `limit` of them. */
  due(kind: RetentionKind, before: number, cursor: string | null, limit: number): Slice<DueRecord>;
}
export interface RetentionWriter extends RetentionReader {
  /** Removes a few rows of this kind that are older than `before` and not held: at most `most`. Walks on from `place`. */
  remove(kind: RetentionKind, before: number, place: RetentionPlace | null, most: number, now: number): RetentionStep;
  saveRun(run: RetentionRunRecord): void;
}

/** What there is of a person. */
export interface Footprint {
  readonly texts: number;
  readonly visits: number;
  readonly files: number;
  /** From the first to the last of them, UTC ms; null: nothing of theirs has a time. */
  readonly span: { readonly from: number; readonly to: number } | null;
}

export interface ErasuresReader {
  /** Texts are those written about them, and all of threads whose number is theirs alone. */
  footprint(personId: string, ownNumbers: readonly string[]): Footprint;
  /** The same texts after the one with this `seq`, in the order they were recorded. */
  textsAbout(personId: string, ownNumbers: readonly string[], after: number, limit: number): readonly MessageRecord[];
  /** Texts to them whose fate is still open: by id. */
  openTexts(personId: string, ownNumbers: readonly string[], limit: number): readonly string[];
  visitIds(personId: string): readonly string[];
  get(id: string): ErasureRecord | undefined;
  /** Those whose copies are still being looked for. */
  unfinished(): readonly ErasureRecord[];
  /** Erased people who are there again: an older copy of the data was put in place. */
  returned(): readonly string[];
}
export interface ErasuresWriter extends ErasuresReader {
  /**
   * Takes away the person, their visits and reminders, threads of numbers that are theirs alone, and in shared threads what was written
   * about them or names them. The ledger of consent is not touched. Returns the conversations that are still there.
   */
  removePerson(
    personId: string,
    numbers: { readonly own: readonly string[]; readonly shared: readonly string[] },
    names: readonly string[],
  ): readonly string[];
  /** Takes away the oldest of their texts, at most `most`, and leaves as many. Returns how many went. */
  removeOldestTexts(personId: string, ownNumbers: readonly string[], most: number): number;
  insert(erasure: ErasureRecord): void;
}
