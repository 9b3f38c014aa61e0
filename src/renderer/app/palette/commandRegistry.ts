/** What the palette can do: commands that screens add while they are there, and providers that search while typing. */
import type { LucideIcon } from 'lucide-react';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** Groups in the order they are shown. */
export const PALETTE_GROUPS = ['people', 'actions', 'goTo', 'templates', 'messages', 'settings'] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

export interface PaletteCommand {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly title: string;
  /** Grey words after the title. */
  readonly detail?: string;
  /** Other words that find it: "archive" for Done. */
  readonly synonyms?: readonly string[];
  readonly keys?: string;
  readonly icon?: LucideIcon;
  /** A person: shows the avatar, and is blurred in privacy mode. */
  readonly person?: boolean;
  readonly run: () => void;
}

/** Searches while typing. Results come as commands, best first; an aborted search may reject or answer late. */
export type PaletteProvider = (query: string, signal: AbortSignal) => Promise<readonly PaletteCommand[]>;

export interface CommandRegistryState {
  readonly commands: readonly PaletteCommand[];
  readonly providers: readonly PaletteProvider[];
  /** Whom the "actions" are for: "Actions for Maria Alvarez". */
  readonly subject: string | null;
  readonly open: boolean;
  /** What the palette starts with: "", ">" or "@". */
  readonly initial: string;
}

export interface CommandRegistry {
  readonly store: StoreApi<CommandRegistryState>;
  add(commands: readonly PaletteCommand[], subject?: string): () => void;
  addProvider(provider: PaletteProvider): () => void;
  openPalette(initial?: string): void;
  closePalette(): void;
}

export function createCommandRegistry(): CommandRegistry {
  const store = createStore<CommandRegistryState>(() => ({
    commands: [],
    providers: [],
    subject: null,
    open: false,
    initial: '',
  }));
  return {
    store,
    add(commands, subject) {
      store.setState((state) => ({
        commands: [...state.commands, ...commands],
        subject: subject ?? state.subject,
      }));
      return () =>
        store.setState((state) => ({
          commands: state.commands.filter((command) => !commands.includes(command)),
          subject: subject !== undefined && state.subject === subject ? null : state.subject,
        }));
    },
    addProvider(provider) {
      store.setState((state) => ({ providers: [...state.providers, provider] }));
      return () => store.setState((state) => ({ providers: state.providers.filter((other) => other !== provider) }));
    },
    openPalette: (initial = '') => store.setState({ open: true, initial }),
    closePalette: () => store.setState({ open: false }),
  };
}
