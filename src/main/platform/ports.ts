/**
 * The ports: everything the core needs from the machine it runs on, as types.
 *
 * Each port has a Node implementation beside this file and a virtual one in `tests/fakes/`.
 * Nothing in the core may read a clock, a random source or a timer in any other way.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** Reads time. `now` may jump (NTP, a person sets the clock); `monotonic` never goes back. */
export interface Clock {
  now(): EpochMs;
  /** Milliseconds since an arbitrary start; only differences mean anything. */
  monotonic(): number;
}

/** A pending bell. Cancelling twice is harmless. */
export interface TimerHandle {
  cancel(): void;
}

/** Rings bells. Delays over 24.8 days are split by the implementation, so no caller need care. */
export interface Timers {
  after(delayMs: number, ring: () => void): TimerHandle;
  every(periodMs: number, ring: () => void): TimerHandle;
  /** Resolves after `delayMs`, or rejects with the signal's reason when aborted first. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** Makes identifiers: 21 characters of `[A-Za-z0-9_-]`, safe in URLs and as the phone's message id. */
export interface Ids {
  next(): string;
}

/** Randomness. `fraction` for jitter, `bytes` for keys and tokens (cryptographic in production). */
export interface Random {
  fraction(): number;
  bytes(length: number): Uint8Array;
}

/** Structured logging. Never pass names, numbers, message text or tokens: the redactor is a net, not a licence. */
export interface Logger {
  debug(fields: LogFields, event: string): void;
  info(fields: LogFields, event: string): void;
  warn(fields: LogFields, event: string): void;
  error(fields: LogFields, event: string): void;
  child(fields: LogFields): Logger;
}
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where secrets live: the OS key store in Electron, a 0600 key file on headless. Names are dotted, values opaque. */
export interface Secrets {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** The fetch function of the platform; Electron gives `net.fetch`, which follows the system proxy. */
export type Fetch = typeof globalThis.fetch;

/** The addresses a name stands for, as this computer finds them. Empty: it finds none, which a proxy still may. */
export type AddressesOf = (host: string) => Promise<readonly string[]>;

/** One IPv4 address of this computer, on one of its networks. */
export interface NetworkAddress {
  /** Of the network card, `wlan0`. */
  readonly name: string;
  readonly address: string;
  /** Bits of the network part. */
  readonly prefix: number;
  /** Loopback: reaches only this computer. */
  readonly internal: boolean;
}

/** Places on disk. Absolute paths in the platform's own notation. */
export interface Paths {
  /** The person's data: database, key file, backups, attachments. */
  readonly dataDir: string;
  /** The numbered SQL files. */
  readonly migrationsDir: string;
  /** Default templates and other bundled files. */
  readonly resourcesDir: string;
  /** The built page. Empty or missing until `npm run build`. */
  readonly rendererDir: string;
  /** Module URL of the store worker (`.ts` under tests, `.js` when built). */
  readonly storeWorker: URL;
  /** The same of the thread that reads workbooks. */
  readonly workbookWorker: URL;
}

/** How a program ended. `notFound`: it is not on this machine. */
export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number | null }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'failed'; readonly code: string };

export interface RunningProcess {
  /** Resolves once, whatever happens; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Asks it to end, then makes it. Resolves when it has ended. */
  stop(): Promise<void>;
}

/** Runs other programs, without a shell and without a window. */
export interface Processes {
  start(
    program: string,
    args: readonly string[],
    options: {
      /** Added to this program's own environment. */
      readonly env?: Readonly<Record<string, string>>;
      /** Each line it writes, of either stream, cut at 4,096 characters. May hold secrets: not for the log. */
      readonly onLine: (line: string) => void;
    },
  ): RunningProcess;
}

/** A sheet of a workbook: rows and cells in one text, apart by `ROW_END` and `CELL_END`. Dates are `2027-01-18 09:30`, numbers as written. */
export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly text: string;
}
export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
}

/** ASCII has had two characters for this all along; none of them is in any cell. */
export const CELL_END = '\u001f';
export const ROW_END = '\u001e';

/** Reads Excel workbooks away from the main thread. */
export interface Workbooks {
  /** Errors: FILE_UNREADABLE (damaged, protected), TOO_LARGE (also a zip bomb), CANCELLED. */
  read(bytes: Uint8Array, signal: AbortSignal): Promise<Workbook>;
}

/** A file of a folder that other programs write to. */
export interface FolderFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** UTC ms, as the file system tells it. */
  readonly modifiedAt: EpochMs;
}

/**
 * Why a folder or a file in it cannot be used: `missing`, `denied` (no right to), `busy` (another program holds it), `changed` while it
 * was read, `tooLarge`, `unreachable` (a network share that is away, or has not answered an earlier question yet).
 */
export type FolderFailure = 'missing' | 'denied' | 'busy' | 'changed' | 'tooLarge' | 'unreachable';
export type FolderAnswer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: FolderFailure };

/** Folders that other programs write to. Never rejects; a share that hangs may leave an answer pending for long. */
export interface Folders {
  /** Plain files of the folder itself, in no order. */
  list(path: string): Promise<FolderAnswer<readonly FolderFile[]>>;
  /** The whole file, if it stayed as it was meanwhile and has no more than `mostBytes`. */
  read(path: string, name: string, mostBytes: number): Promise<FolderAnswer<Uint8Array>>;
  /** Moves a file into a subfolder, made when missing. Never over another file: it gets a number. */
  moveInto(path: string, name: string, subfolder: string): Promise<FolderAnswer<null>>;
}

/** Keeps PINs so that nobody can read them, and says whether one fits. Never throws for a wrong PIN or a damaged hash. */
export interface PinHasher {
  /** A salted hash that names its own parameters; different each time. */
  hash(pin: string): Promise<string>;
  verify(hashed: string, pin: string): Promise<boolean>;
}

/** Named places at which a test may stop the world, to prove recovery from a crash exactly there. No-op in production. */
export type CrashPoint = (name: string) => void;

/** Everything above in one bag, made once by a shell. */
export interface Platform {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly random: Random;
  readonly log: Logger;
  readonly secrets: Secrets;
  readonly pins: PinHasher;
  readonly fetch: Fetch;
  readonly addressesOf: AddressesOf;
  /** This computer's addresses, read anew each time. */
  readonly networks: () => readonly NetworkAddress[];
  readonly processes: Processes;
  readonly folders: Folders;
  readonly workbooks: Workbooks;
  readonly paths: Paths;
  readonly crashPoint: CrashPoint;
}
