/** Whether privacy mode is on. A choice of the person survives a restart; switching on by itself does not. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { PrefsStore } from '../../state/prefs.ts';

export interface PrivacyState {
  readonly on: boolean;
}

/** Starts as the preferences say. */
export function createPrivacyStore(prefs: PrefsStore): StoreApi<PrivacyState> {
  return createStore<PrivacyState>(() => ({ on: prefs.getState().privacyOn }));
}

/** The person's choice: remembered. */
export function togglePrivacy(store: StoreApi<PrivacyState>, prefs: PrefsStore): void {
  const on = !store.getState().on;
  store.setState({ on });
  prefs.setState({ privacyOn: on });
}
