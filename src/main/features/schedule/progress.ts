/**
 * How far the lists are that are being read, by the id of the command that reads them. Kept in memory: a reading does not outlive the
 * program. How far an adding is, stands in its journal.
 */
import type { Clock } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface ProgressBook {
  /** Starts a page; `tell` says how much is done, and clients hear of it now and then. Null id: nobody can ask. */
  begin(id: string | null, total: number): { tell(done: number): void; end(): void };
  of(id: string): Progress | undefined;
}

/** Less often than this nobody sees a bar move, ms. */
const TELL_EVERY_MS = 300;

export function createProgressBook({ store, clock }: { readonly store: Store; readonly clock: Clock }): ProgressBook {
  const pages = new Map<string, Progress>();
  return {
    begin: (id, total) => {
      if (id === null) return { tell: () => undefined, end: () => undefined };
      let toldAt = clock.monotonic();
      pages.set(id, { done: 0, total });
      return {
        tell: (done) => {
          pages.set(id, { done, total });
          if (clock.monotonic() - toldAt < TELL_EVERY_MS) return;
          toldAt = clock.monotonic();
          store.write('system', (tx) => tx.changed('job.progressed', id));
        },
        end: () => void pages.delete(id),
      };
    },
    of: (id) => pages.get(id),
  };
}
