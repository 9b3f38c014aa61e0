/** The one stream of changes: keeps the sequence, drops what comes twice, notices what is missing. Knows no transport. */
import type { ChangeEvent, EventBatch } from '../../contract/events.ts';

export interface ChangeStream {
  /** The last change seen; null before the first welcome. */
  readonly lastSeq: number | null;
  /** The core has welcomed us at `seq`; `resync` when events since `lastSeq` are gone. */
  welcome(seq: number, resync: boolean): void;
  batch(batch: EventBatch): void;
  /** Everything may have changed; go on from `seq`. */
  resync(seq: number): void;
  onChanges(listener: (changes: readonly ChangeEvent[]) => void): () => void;
  onResync(listener: () => void): () => void;
}

export function createChangeStream(): ChangeStream {
  const changeListeners = new Set<(changes: readonly ChangeEvent[]) => void>();
  const resyncListeners = new Set<() => void>();
  let lastSeq: number | null = null;

  const resync = (seq: number): void => {
    lastSeq = seq;
    for (const listener of resyncListeners) listener();
  };
  return {
    get lastSeq() {
      return lastSeq;
    },
    welcome(seq, isResync) {
      // After a first hello there is nothing to make good; after a reconnect the core says whether there is.
      if (isResync && lastSeq !== null) resync(seq);
      else lastSeq ??= seq;
    },
    batch({ seq, changes }) {
      if (lastSeq !== null && seq <= lastSeq) return;
      if (lastSeq !== null && seq !== lastSeq + changes.length) {
        resync(seq);
        return;
      }
      lastSeq = seq;
      for (const listener of changeListeners) listener(changes);
    },
    resync,
    onChanges(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onResync(listener) {
      resyncListeners.add(listener);
      return () => resyncListeners.delete(listener);
    },
  };
}
