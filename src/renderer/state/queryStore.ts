/**
 * The cache of what the core answered, by question. Paints old answers at once, asks again when a change concerns
 * them, and lays optimistic patches over them until the core has spoken. Knows keys and functions, not procedures:
 * `useQuery.ts` and `useInfiniteQuery.ts` bring those.
 */
import type { ChangeEvent } from '../../contract/events.ts';
import { toCallError } from '../client/callError.ts';
import type { CallError } from '../client/callError.ts';
import type { ClientTimers } from '../client/transport.ts';
import { matches } from './invalidation.ts';
import type { InvalidateOn } from './invalidation.ts';

/** Changes within this time are answered by one refetch, in ms. */
export const COALESCE_MS = 40;
/** Answers nobody looks at any more are kept up to this number. */
const KEEP_UNWATCHED = 150;

export interface QueryState<T = unknown> {
  /** With patches applied; undefined before the first answer. */
  readonly data: T | undefined;
  /** The last try failed. `data` may still hold the answer before. */
  readonly error: CallError | undefined;
  /** A question is under way. */
  readonly fetching: boolean;
}

export type Fetcher<T = unknown> = (previous: T | undefined) => Promise<T>;
/** Gets the key too: what was asked decides what a change does to the answer. */
export type Patch<T = unknown> = (data: T, key: string) => T;

/** What a patch is for: an exact key, or all keys a test says yes to. */
export type KeyTest = (key: string) => boolean;

/** A patch that was applied. `settle` keeps it until the next answer, `revert` takes it away now. */
export interface AppliedPatch {
  settle(): void;
  revert(): void;
}

interface Entry {
  readonly key: string;
  fetch: Fetcher;
  invalidateOn: readonly InvalidateOn[];
  base: unknown;
  view: QueryState;
  /** Counts questions asked; an answer to an older one is dropped. */
  asked: number;
  inFlight: boolean;
  /** Something changed while a question was under way: ask once more. */
  again: boolean;
  stale: boolean;
  readonly listeners: Set<() => void>;
}

interface LivePatch {
  readonly test: KeyTest;
  readonly apply: Patch;
  /** Per key: the question that must be answered before the patch goes. */
  readonly until: Map<string, number>;
}

const EMPTY: QueryState = { data: undefined, error: undefined, fetching: false };

export class QueryStore {
  readonly #timers: ClientTimers;
  readonly #entries = new Map<string, Entry>();
  #patches: LivePatch[] = [];
  #ringing = false;

  constructor(deps: { timers: ClientTimers }) {
    this.#timers = deps.timers;
  }

  /** What is known for `key`; stable between changes, fit for useSyncExternalStore. */
  get(key: string): QueryState {
    return this.#entries.get(key)?.view ?? EMPTY;
  }

  /** Watches `key`, asking at once when nothing fresh is known. Returns how to stop. */
  watch(key: string, fetch: Fetcher, invalidateOn: readonly InvalidateOn[], listener: () => void): () => void {
    const entry = this.#entryFor(key, fetch, invalidateOn);
    entry.listeners.add(listener);
    if (entry.stale && !entry.inFlight) void this.#ask(entry);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size === 0) this.#forgetOldest();
    };
  }

  /** Asks again now, whoever watches. Resolves when answered or failed. */
  refetch(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    return entry ? this.#ask(entry) : Promise.resolve();
  }

  /** Asks another way once, for example for the next page. Does nothing while a question is under way. */
  extend(key: string, fetch: Fetcher): Promise<void> {
    const entry = this.#entries.get(key);
    return entry && !entry.inFlight ? this.#ask(entry, fetch) : Promise.resolve();
  }

  /** The core is back: what failed is asked again. */
  retryFailed(): void {
    for (const entry of this.#entries.values()) if (entry.view.error) entry.stale = true;
    this.#ring();
  }

  /** Changes from the core: what they concern becomes stale, and what is watched is asked again, once per burst. */
  applyChanges(changes: readonly ChangeEvent[]): void {
    for (const entry of this.#entries.values()) {
      if (changes.some((change) => entry.invalidateOn.some((rule) => matches(rule, change)))) entry.stale = true;
    }
    this.#ring();
  }

  /** Events were missed: everything is stale. */
  invalidateAll(): void {
    for (const entry of this.#entries.values()) entry.stale = true;
    this.#ring();
  }

  /** Forgets every answer: whoever looks next is somebody else. What is watched is asked again. */
  clear(): void {
    this.#patches = [];
    for (const [key, entry] of this.#entries) {
      if (entry.listeners.size === 0) this.#entries.delete(key);
      else {
        entry.base = undefined;
        entry.stale = true;
        this.#show(entry, { error: undefined });
      }
    }
    this.#ring();
  }

  /** Lays `apply` over every answer whose key passes `test`, until settled or reverted. */
  patch(test: KeyTest, apply: Patch): AppliedPatch {
    const live: LivePatch = { test, apply, until: new Map() };
    this.#patches.push(live);
    this.#repaint(test);
    return {
      settle: () => this.#settle(live),
      revert: () => {
        this.#patches = this.#patches.filter((other) => other !== live);
        this.#repaint(test);
      },
    };
  }

  #entryFor(key: string, fetch: Fetcher, invalidateOn: readonly InvalidateOn[]): Entry {
    const known = this.#entries.get(key);
    if (known) {
      known.fetch = fetch;
      known.invalidateOn = invalidateOn;
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known;
    }
    const entry: Entry = {
      key,
      fetch,
      invalidateOn,
      base: undefined,
      view: EMPTY,
      asked: 0,
      inFlight: false,
      again: false,
      stale: true,
      listeners: new Set(),
    };
    this.#entries.set(key, entry);
    return entry;
  }

  async #ask(entry: Entry, fetch: Fetcher = entry.fetch): Promise<void> {
    if (entry.inFlight) {
      entry.again = true;
      return;
    }
    entry.inFlight = true;
    entry.stale = false;
    entry.asked += 1;
    this.#show(entry, { fetching: true });
    try {
      entry.base = await fetch(entry.base);
      this.#dropAnswered(entry);
      this.#show(entry, { fetching: false, error: undefined });
    } catch (thrown) {
      entry.stale = true;
      this.#show(entry, { fetching: false, error: toCallError(thrown) });
    }
    entry.inFlight = false;
    if (entry.again) {
      entry.again = false;
      await this.#ask(entry);
    }
  }

  #ring(): void {
    if (this.#ringing) return;
    this.#ringing = true;
    this.#timers.after(COALESCE_MS, () => {
      this.#ringing = false;
      for (const entry of this.#entries.values()) {
        if (entry.stale && entry.listeners.size > 0) void this.#ask(entry);
      }
    });
  }

  /** The command is done. A patch goes when an answer asked for after now is in; unwatched answers lose it at once. */
  #settle(live: LivePatch): void {
    for (const entry of this.#entries.values()) {
      if (!live.test(entry.key) || entry.base === undefined) continue;
      live.until.set(entry.key, entry.asked + 1);
      entry.stale = true;
    }
    this.#dropSpent((patch) => patch === live && live.until.size === 0);
    this.#ring();
  }

  #dropAnswered(entry: Entry): void {
    for (const live of this.#patches) {
      const until = live.until.get(entry.key);
      if (until !== undefined && entry.asked >= until) live.until.set(entry.key, -1);
    }
    this.#dropSpent(isSpent);
  }

  #dropSpent(spent: (live: LivePatch) => boolean): void {
    this.#patches = this.#patches.filter((live) => !spent(live));
  }

  #repaint(test: KeyTest): void {
    for (const entry of this.#entries.values()) {
      if (test(entry.key)) this.#show(entry, {});
    }
  }

  #show(entry: Entry, change: Partial<QueryState>): void {
    entry.view = { ...entry.view, ...change, data: this.#patched(entry) };
    for (const listener of entry.listeners) listener();
  }

  #patched(entry: Entry): unknown {
    if (entry.base === undefined) return undefined;
    return this.#patches
      .filter((live) => live.test(entry.key) && live.until.get(entry.key) !== -1)
      .reduce<unknown>((data, live) => live.apply(data, entry.key), entry.base);
  }

  #forgetOldest(): void {
    const unwatched = [...this.#entries.values()].filter((entry) => entry.listeners.size === 0);
    for (const entry of unwatched.slice(0, Math.max(0, unwatched.length - KEEP_UNWATCHED))) {
      this.#entries.delete(entry.key);
      for (const live of this.#patches) if (live.until.has(entry.key)) live.until.set(entry.key, -1);
    }
    this.#dropSpent(isSpent);
  }
}

/** Settled, and every answer it was laid over has been asked for again. */
function isSpent(live: LivePatch): boolean {
  return live.until.size > 0 && [...live.until.values()].every((until) => until === -1);
}
