/** Where the person is: a screen, a selection in it, a part of it. A stack with back and forward; no URL, so no names in URLs. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ScreenId } from './screenDefinition.ts';

export interface Route {
  readonly screen: ScreenId;
  /** What is opened there: a conversation, a person, an appointment. */
  readonly selection?: string;
  /** A page of the screen: "quietHours" of settings. */
  readonly section?: string;
}

export interface RouterState {
  readonly route: Route;
  /** The last route of each screen visited, to come back to. */
  readonly last: Readonly<Partial<Record<ScreenId, Route>>>;
}

export interface Router {
  readonly store: StoreApi<RouterState>;
  /** Goes to a route and remembers the one before. */
  go(route: Route): void;
  /** Goes to a screen as it was left. */
  show(screen: ScreenId): void;
  /** Changes selection or section without a step in the history. */
  replace(part: { readonly selection?: string | null; readonly section?: string | null }): void;
  /** Somebody else is here: no screen remembers where the one before them was. */
  restart(route: Route): void;
  back(): boolean;
  forward(): boolean;
}

const MOST_STEPS = 50;

/** A router that starts at `start`. */
export function createRouter(start: Route): Router {
  const store = createStore<RouterState>(() => ({ route: start, last: { [start.screen]: start } }));
  let past: Route[] = [];
  let future: Route[] = [];
  const set = (route: Route): void =>
    store.setState(({ last }) => ({ route, last: { ...last, [route.screen]: route } }));

  const go = (route: Route): void => {
    const from = store.getState().route;
    if (isSame(from, route)) return;
    past = [...past, from].slice(-MOST_STEPS);
    future = [];
    set(route);
  };
  return {
    store,
    go,
    show: (screen) => go(store.getState().last[screen] ?? { screen }),
    replace(part) {
      const { route } = store.getState();
      const selection = part.selection === undefined ? route.selection : part.selection;
      const section = part.section === undefined ? route.section : part.section;
      set({ screen: route.screen, ...(selection ? { selection } : {}), ...(section ? { section } : {}) });
    },
    restart(route) {
      past = [];
      future = [];
      store.setState({ route, last: { [route.screen]: route } });
    },
    back() {
      const to = past.at(-1);
      if (!to) return false;
      past = past.slice(0, -1);
      future = [store.getState().route, ...future];
      set(to);
      return true;
    },
    forward() {
      const to = future[0];
      if (!to) return false;
      future = future.slice(1);
      past = [...past, store.getState().route];
      set(to);
      return true;
    },
  };
}

function isSame(a: Route, b: Route): boolean {
  return a.screen === b.screen && a.selection === b.selection && a.section === b.section;
}
