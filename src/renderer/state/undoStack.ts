/** The last things that can be taken back: 20 actions, 60 seconds each (ux.md 4.5). Does not know what they did. */

export const UNDO_FOR_MS = 60_000;
export const MOST_UNDO = 20;

export interface UndoEntry {
  readonly id: string;
  readonly undo: () => void | Promise<unknown>;
}

export interface UndoStack {
  /** Remembers an action that was just done. Returns its id. */
  push(undo: UndoEntry['undo']): string;
  /** Takes back `id`, or the newest. False when there is nothing (any more). */
  undo(id?: string): boolean;
  /** Forgets `id` without taking it back. */
  forget(id: string): void;
  /** Forgets everything: who did it is gone. */
  clear(): void;
}

/** An empty stack; `now` in ms, any origin. */
export function createUndoStack(deps: { now: () => number; newId: () => string }): UndoStack {
  let entries: (UndoEntry & { at: number })[] = [];
  const fresh = (): typeof entries => entries.filter((entry) => deps.now() - entry.at <= UNDO_FOR_MS);
  return {
    push(undo) {
      const id = deps.newId();
      entries = [...fresh(), { id, undo, at: deps.now() }].slice(-MOST_UNDO);
      return id;
    },
    undo(id) {
      entries = fresh();
      const entry = id === undefined ? entries.at(-1) : entries.find((candidate) => candidate.id === id);
      if (!entry) return false;
      entries = entries.filter((other) => other !== entry);
      void entry.undo();
      return true;
    },
    forget(id) {
      entries = entries.filter((entry) => entry.id !== id);
    },
    clear() {
      entries = [];
    },
  };
}
