/** Pictures that are to go with the text being written, by conversation: they stay when a conversation is left. Adding is the composer's. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Attachment } from '../contract.ts';

export interface DraftPicture {
  readonly key: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** For `img`; null for a file that is no picture. */
  readonly preview: string | null;
  /** Of the core; null while it is being added. */
  readonly id: string | null;
}

export interface PictureBook {
  readonly store: StoreApi<Readonly<Record<string, readonly DraftPicture[]>>>;
  change(conversationId: string, to: (before: readonly DraftPicture[]) => readonly DraftPicture[]): void;
  clear(): void;
}

export function createPictureBook(): PictureBook {
  const store = createStore<Readonly<Record<string, readonly DraftPicture[]>>>(() => ({}));
  return {
    store,
    change: (id, to) => store.setState((all) => ({ [id]: to(all[id] ?? []) })),
    clear: () => store.setState({}, true),
  };
}

/** As it will stand in the thread. */
export function toAttachment({ key, id, name, contentType, sizeBytes }: DraftPicture): Attachment {
  return { id: id ?? key, name, contentType, sizeBytes, state: 'ready', problem: null };
}
