/**
 * What the page's parts need from each other, handed down by React context. The composition root
 * (`app/createServices.ts`) makes it once; tests make their own. Nothing here is created at import.
 */
import { createContext, useContext } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { CommandRegistry } from '../app/palette/commandRegistry.ts';
import type { Announcer } from '../app/announcer.ts';
import type { PrivacyState } from '../app/privacy/privacyStore.ts';
import type { Router } from '../app/router.ts';
import type { ShortcutManager } from '../app/shortcuts/shortcutManager.ts';
import type { Client } from '../client/client.ts';
import type { ClientTimers } from '../client/transport.ts';
import type { MenuController } from '../ui/menuController.ts';
import type { Toasts } from '../ui/toasts.ts';
import type { Clipboard } from './clipboard.ts';
import type { CoreClock } from './coreClock.ts';
import type { DraftBook } from './draftBook.ts';
import type { KeptPlaces } from './kept.ts';
import type { PrefsStore } from './prefs.ts';
import type { QueryStore } from './queryStore.ts';
import type { UndoStack } from './undoStack.ts';

export interface Services {
  readonly client: Client;
  readonly timers: ClientTimers;
  readonly queries: QueryStore;
  readonly clock: CoreClock;
  readonly clipboard: Clipboard;
  /** What is being written: the same text wherever its conversation is open. */
  readonly drafts: DraftBook;
  readonly router: Router;
  readonly kept: KeptPlaces;
  readonly prefs: PrefsStore;
  readonly privacy: StoreApi<PrivacyState>;
  readonly shortcuts: ShortcutManager;
  readonly commands: CommandRegistry;
  readonly undo: UndoStack;
  readonly toasts: Toasts;
  readonly menu: MenuController;
  readonly announcer: Announcer;
  /** Where a file the person chose lies on this PC; left out: only the program's own window can tell. */
  readonly pathOf?: ((file: File) => string) | undefined;
}

export const ServicesContext = createContext<Services | null>(null);

/** The services of this page. Throws outside the frame: that is a defect. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs ServicesContext');
  return services;
}
