/**
 * What is kept about schedule sources and about telling the practice's own system: records and repositories. Types only.
 * Instants are UTC milliseconds.
 */
import type { ImportCounts } from '../../contract/schedule.ts';
import type { SourceKind, SourceListState } from '../../contract/sources.ts';
import type { AppointmentStatus } from '../../contract/visits.ts';

export interface SourceRecord {
  readonly id: string;
  readonly kind: SourceKind;
  readonly label: string;
  /** Not secret. Its shape is the kind's (features/sources/config). */
  readonly config: Readonly<Record<string, unknown>>;
  readonly active: boolean;
  readonly addByItself: boolean;
  readonly writeBack: boolean;
  readonly everyMinutes: number;
  readonly problemCode: string | null;
  readonly problemText: string | null;
  /** Readings in a row that went wrong. */
  readonly failures: number;
  readonly memory: Readonly<Record<string, unknown>>;
  readonly lastTryAt: number | null;
  readonly lastReadAt: number | null;
  readonly lastGoodAt: number | null;
  readonly createdAt: number;
}

/** A list a source brought. `content` is read on its own. */
export interface SourceListRecord {
  readonly id: string;
  readonly sourceId: string;
  readonly name: string;
  readonly hash: string;
  readonly state: SourceListState;
  readonly counts: ImportCounts | null;
  readonly needYou: number;
  readonly doubts: readonly { readonly code: string; readonly text: string }[];
  readonly asks: string;
  /** How the import is to read it: mapping and date order, where the adapter knows. */
  readonly reading: Readonly<Record<string, unknown>>;
  readonly asOf: number;
  readonly readAt: number;
  readonly settledAt: number | null;
}

/** What the practice's own schedule said about a visit when it was last read. */
export interface ListedVisit {
  readonly appointmentId: string;
  readonly startsAt: number;
  readonly status: AppointmentStatus;
  readonly confirmed: boolean;
  readonly sourceId: string | null;
  readonly listedAt: number;
}

export interface SourcesReader {
  get(id: string): SourceRecord | undefined;
  /** Oldest first. */
  list(): readonly SourceRecord[];
  listById(listId: string): SourceListRecord | undefined;
  /** The newest list of this name that the source brought. */
  newestList(sourceId: string, name: string): SourceListRecord | undefined;
  /** Every list of this content that the source brought, newest first. */
  listsOfHash(sourceId: string, hash: string): readonly SourceListRecord[];
  /** Lists that wait for a person, oldest first. */
  openLists(): readonly SourceListRecord[];
  content(listId: string): Uint8Array | null;
  /** The latest instant at which an import of this list was added; null: none was. */
  appliedAt(listId: string): number | null;
  /** Which source brought the list of this import; undefined: a person did. */
  sourceOfImport(importId: string): string | undefined;
  /** When a person last added a list of their own; null: never. */
  lastBroughtByHand(): number | null;
  fact(sourceId: string, key: string): string | undefined;
  /** External keys of the booked visits from `from` to `to` that this source listed last. */
  listedKeys(sourceId: string, from: number, to: number): readonly string[];
}

export interface SourcesWriter extends SourcesReader {
  insert(source: SourceRecord): void;
  update(id: string, patch: Partial<Omit<SourceRecord, 'id' | 'kind' | 'createdAt'>>): void;
  /** Its lists and facts go with it. */
  remove(id: string): void;
  insertList(list: SourceListRecord, content: Uint8Array | null): void;
  /** `content: null` lets go of it. */
  updateList(
    id: string,
    patch: Partial<Pick<SourceListRecord, 'state' | 'counts' | 'needYou' | 'doubts' | 'asks' | 'settledAt'>>,
    content?: null,
  ): void;
  linkImport(importId: string, listId: string): void;
  setFact(sourceId: string, key: string, value: string): void;
  /** Throws a preview away that nobody began to add. */
  dropPreview(importId: string): void;
  /** Forgets settled lists read before this. */
  pruneLists(readBefore: number): void;
}

/** A visit's place in the list, what the practice's own schedule says of it, and what was told to it. */
export interface WriteBackCandidate {
  /** When it starts with us, and with whom: the order of the practice's screen. */
  readonly startsAt: number;
  readonly clinician: string;
  readonly listed: ListedVisit;
  readonly tick: WriteBackTick | null;
  readonly job: WriteBackJob | null;
}
export interface WriteBackTick {
  readonly appointmentId: string;
  readonly fingerprint: string;
  readonly actor: string;
  readonly byItself: boolean;
  readonly at: number;
}
export interface WriteBackJob {
  readonly appointmentId: string;
  readonly fingerprint: string;
  /** `sent`: a try may have gone through. `refused`: a person has to do it. */
  readonly state: 'due' | 'sent' | 'written' | 'refused';
  readonly before: string | null;
  readonly tries: number;
  readonly code: string | null;
  readonly text: string | null;
  readonly nextAt: number;
  readonly at: number;
}

export interface WriteBackReader {
  /**
   * Visits that start at or after `from` and may differ from what the practice's own schedule says, by start, clinician, id. More than
   * differ: the rule is domain/writeBack's. `after` is the key of the last one of the page before.
   */
  candidates(query: {
    readonly from: number;
    readonly to: number;
    readonly after: readonly [startsAt: number, clinician: string, id: string] | null;
    readonly limit: number;
  }): readonly WriteBackCandidate[];
  one(appointmentId: string): WriteBackCandidate | undefined;
  listed(appointmentId: string): ListedVisit | undefined;
}
export interface WriteBackWriter extends WriteBackReader {
  /** What a list said about a visit. False when it said the same before. */
  setListed(listed: ListedVisit): boolean;
  setTick(tick: WriteBackTick): void;
  removeTick(appointmentId: string): void;
  setJob(job: WriteBackJob): void;
  removeJob(appointmentId: string): void;
}
