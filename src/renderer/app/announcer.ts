/** What screen readers are told beside what they find: polite ("New text", batched every 2 s) and at once ("Not sent"). */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ClientTimers } from '../client/transport.ts';

export const POLITE_EVERY_MS = 2_000;

export interface AnnouncerState {
  readonly polite: string;
  readonly assertive: string;
}

export interface Announcer {
  readonly store: StoreApi<AnnouncerState>;
  polite(words: string): void;
  assertive(words: string): void;
}

export function createAnnouncer(deps: { timers: ClientTimers }): Announcer {
  const store = createStore<AnnouncerState>(() => ({ polite: '', assertive: '' }));
  let waiting: string[] = [];
  let ringing = false;
  const speak = (): void => {
    ringing = false;
    store.setState({ polite: [...new Set(waiting)].join('. ') });
    waiting = [];
  };
  return {
    store,
    polite(words) {
      waiting.push(words);
      if (ringing) return;
      ringing = true;
      deps.timers.after(POLITE_EVERY_MS, speak);
    },
    assertive(words) {
      // The same words twice must be heard twice: a trailing no-break space makes them differ.
      const same = store.getState().assertive === words;
      store.setState({ assertive: same ? `${words}\u00a0` : words });
    },
  };
}
