/** What stands in the composers, by conversation: survives leaving a conversation and coming back. Saving is the composer's. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { createPictureBook } from './pictureBook.ts';
import type { PictureBook } from './pictureBook.ts';

export interface Draft {
  readonly body: string;
  /** Counts writes that did not come from the keyboard: the composer then takes the focus, with the caret at the end. */
  readonly put: number;
}

export interface DraftBook {
  readonly store: StoreApi<Readonly<Record<string, Draft>>>;
  /** What goes with them. */
  readonly pictures: PictureBook;
  /** Typed by a person. */
  type(conversationId: string, body: string): void;
  /** Put there by an undo, a template, a rollback. */
  put(conversationId: string, body: string): void;
  /** Forgets all of it; what was saved comes back from the core. */
  clear(): void;
}

export function createDraftBook(): DraftBook {
  const store = createStore<Readonly<Record<string, Draft>>>(() => ({}));
  const write = (id: string, body: string, step: 0 | 1): void =>
    store.setState((drafts) => ({ [id]: { body, put: (drafts[id]?.put ?? 0) + step } }));
  const pictures = createPictureBook();
  return {
    store,
    pictures,
    type: (id, body) => write(id, body, 0),
    put: (id, body) => write(id, body, 1),
    clear() {
      store.setState({}, true);
      pictures.clear();
    },
  };
}
