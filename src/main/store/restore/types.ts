/** What is asked and told about backups, as types alone: the store's interface names them, and that must not pull SQLite in. */

export interface LostSince {
  /** Texts to and from people. */
  readonly textsOut: number;
  readonly textsIn: number;
  readonly notes: number;
  readonly visits: number;
  readonly people: number;
  /** Opt-outs and wrong numbers; they are carried over where they can be read. */
  readonly optOuts: number;
  /** Agreements recorded since; carried over as well. */
  readonly agreements: number;
  /** People deleted or merged since, who would be back. */
  readonly peopleBack: number;
}

/** Why a backup cannot be used. `otherKey`: it may be whole, but none of the keys at hand opens it. */
export type BackupFault = 'missing' | 'cutOff' | 'damaged' | 'newer' | 'otherBuild' | 'otherKey' | 'notABackup';

export interface BackupContent {
  readonly schema: number;
  /** A program of now brings it to its own schema first. */
  readonly older: boolean;
  /** When the last thing in it happened (UTC ms); null: nothing ever did. */
  readonly lastEntryAt: number | null;
  readonly people: number;
  readonly texts: number;
  readonly visits: number;
}

export interface BackupLook {
  readonly fault: BackupFault | null;
  readonly text: string;
  readonly sizeBytes: number;
  /** Place in the list of keys of the one that opens it; null: none does. */
  readonly keyAt: number | null;
  readonly content: BackupContent | null;
  /** What the data of now has and the backup has not; null: not asked, or not to be read. */
  readonly lost: LostSince | null;
}

/** The same with what only the holder of the keys knows. */
export interface KeyedLook extends BackupLook {
  /** No key at hand opens it, and its key file lies beside it: its recovery code would. */
  readonly asksForCode: boolean;
  /** It is of other data: nothing of what is here is carried over into it. */
  readonly foreign: boolean;
}

export interface LookOptions {
  readonly file: string;
  /** To be tried in this order. */
  readonly keys: readonly Uint8Array[];
  readonly migrationsDir: string;
  /** Reads every page; a large backup takes seconds. */
  readonly thorough: boolean;
}

export interface Rehearse {
  readonly file: string;
  readonly fileKey: Uint8Array;
  readonly auditKey: Uint8Array;
  readonly migrationsDir: string;
  /** A name that is free, on the disk the data is on. */
  readonly scratch: string;
  /** UTC ms. */
  readonly now: number;
}

export interface Rehearsal {
  readonly people: number;
  readonly texts: number;
  readonly visits: number;
  /** Whether the audit trail in it is whole. */
  readonly trailWhole: boolean;
}

export interface CarriedOver {
  /** False: the old data could not be read, and nothing was taken from it. */
  readonly readable: boolean;
  readonly optOuts: number;
  readonly ledger: number;
  /** Texts and reminders that had come further than the copy knew. */
  readonly texts: number;
  readonly reminders: number;
}

export interface OpenTexts {
  /** Gateways are asked about so many. */
  readonly asked: number;
  /** So many texts and reminders wait for a person. */
  readonly forPerson: number;
}

/** What is being done with a backup, in this order. */
export type StageStep = 'copying' | 'converting' | 'updating' | 'checking' | 'settling';

export interface StageRestore {
  readonly file: string;
  readonly fileKey: Uint8Array;
  /** The key it has afterwards. */
  readonly key: Uint8Array;
  /** The data it replaces; null: there is none. */
  readonly old: { readonly file: string; readonly key: Uint8Array } | null;
  readonly staged: string;
  readonly migrationsDir: string;
  /** Signs the audit trail of the backup, which goes on in the copy. */
  readonly auditKey: Uint8Array;
  /** Who asked for it, and its id. Null: a rehearsal, of which nothing is noted. */
  readonly note: { readonly id: string; readonly by: string } | null;
  /** UTC ms. */
  readonly now: number;
}

export interface Staged {
  readonly carried: CarriedOver;
  readonly open: OpenTexts;
  /** When the last thing in the backup happened (UTC ms). */
  readonly lastEntryAt: number;
}
