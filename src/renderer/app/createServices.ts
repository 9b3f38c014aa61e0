/** Composition root of the page: makes each service once and connects them. No component, no global. */
import { createClient } from '../client/client.ts';
import { newId } from '../client/ids.ts';
import { browserTimers } from '../client/transport.ts';
import type { ClientTimers, Transport } from '../client/transport.ts';
import { browserFocus, createClipboard } from '../state/clipboard.ts';
import { createCoreClock } from '../state/coreClock.ts';
import { createDraftBook } from '../state/draftBook.ts';
import { createKeptPlaces } from '../state/kept.ts';
import { createPrefs } from '../state/prefs.ts';
import type { PrefsStorage } from '../state/prefs.ts';
import { QueryStore } from '../state/queryStore.ts';
import type { Services } from '../state/services.ts';
import { createUndoStack } from '../state/undoStack.ts';
import { createMenuController } from '../ui/menuController.ts';
import { createToasts } from '../ui/toasts.ts';
import { createAnnouncer } from './announcer.ts';
import { createCommandRegistry } from './palette/commandRegistry.ts';
import { createPrivacyStore } from './privacy/privacyStore.ts';
import { createRouter } from './router.ts';
import type { Route } from './router.ts';
import { createShortcutManager } from './shortcuts/shortcutManager.ts';

export interface ServicesDeps {
  readonly transport: Transport;
  readonly storage: PrefsStorage | undefined;
  readonly start: Route;
  /** Bells and clocks; the browser's own when left out. */
  readonly timers?: ClientTimers;
  readonly wall?: () => number;
  readonly monotonic?: () => number;
  readonly pathOf?: ((file: File) => string) | undefined;
}

/** All services, connected but silent: `client.start()` begins. */
export function createServices(deps: ServicesDeps): Services {
  const timers = deps.timers ?? browserTimers;
  const monotonic = deps.monotonic ?? (() => performance.now());
  const client = createClient({ transport: deps.transport, timers, newId });
  const queries = new QueryStore({ timers });
  const clock = createCoreClock({ wall: deps.wall ?? (() => Date.now()), monotonic });
  const prefs = createPrefs(deps.storage);

  client.onChanges((changes) => queries.applyChanges(changes));
  client.onResync(() => queries.invalidateAll());
  const undo = createUndoStack({ now: monotonic, newId });
  const toasts = createToasts({ timers, newId, now: () => clock.now(), speed: () => clock.speed() });
  const menu = createMenuController();
  const router = createRouter(deps.start);
  const commands = createCommandRegistry();
  const drafts = createDraftBook();
  const kept = createKeptPlaces();
  const forget = (): void => {
    queries.clear();
    drafts.clear();
    undo.clear();
    toasts.clear();
    menu.close();
    commands.closePalette();
  };
  client.connection.subscribe(({ phase, locked, accountId }, before) => {
    if (phase === 'open' && before.phase !== 'open') queries.retryFailed();
    // Whoever signs in next may see less than who was here: nothing of it stays in the page's memory.
    if (locked && !before.locked) kept.leave();
    if (locked !== before.locked) forget();
    if (accountId === null || accountId === prefs.getState().lastPersonId) return;
    // The same person comes back to where they were; somebody else begins at the start.
    if (before.locked) router.restart({ screen: 'inbox' });
    kept.clear();
    prefs.setState({ lastPersonId: accountId });
  });

  return {
    client,
    timers,
    queries,
    clock,
    clipboard: createClipboard({ timers, system: () => navigator.clipboard, onceFocused: browserFocus }),
    drafts,
    kept,
    prefs,
    router,
    privacy: createPrivacyStore(prefs),
    shortcuts: createShortcutManager({ singleKeys: () => prefs.getState().singleKeys, monotonic }),
    commands,
    undo,
    toasts,
    menu,
    announcer: createAnnouncer({ timers }),
    pathOf: deps.pathOf,
  };
}
