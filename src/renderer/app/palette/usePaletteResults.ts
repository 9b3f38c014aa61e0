/** What the palette shows for a query: own commands at once, results of searches as they arrive, grouped in order. */
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../../state/services.ts';
import { PALETTE_GROUPS } from './commandRegistry.ts';
import type { PaletteCommand, PaletteGroup } from './commandRegistry.ts';
import { rank } from './ranking.ts';

export interface PaletteSection {
  readonly group: PaletteGroup;
  readonly commands: readonly PaletteCommand[];
}

const MOST_PER_GROUP = 6;
const SEARCH_AFTER_MS = 60;

/** `raw` as typed: ">" first means commands only, "@" people only. */
export function usePaletteResults(raw: string): readonly PaletteSection[] {
  const { commands } = useServices();
  const registered = useStore(commands.store, (state) => state.commands);
  const mode = raw.startsWith('>') ? 'commands' : raw.startsWith('@') ? 'people' : 'all';
  const query = mode === 'all' ? raw : raw.slice(1).trimStart();
  const found = useFound(query, mode !== 'commands');
  return useMemo(() => {
    const ranked = registered
      .map((command) => ({ command, rank: rank(query, command) }))
      .filter((entry) => entry.rank !== null)
      .sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0))
      .map((entry) => entry.command);
    const all = [...found, ...ranked].filter((command) => mode !== 'people' || command.group === 'people');
    return PALETTE_GROUPS.map((group) => ({
      group,
      commands: all.filter((command) => command.group === group).slice(0, MOST_PER_GROUP),
    })).filter((section) => section.commands.length > 0);
  }, [registered, found, query, mode]);
}

/** Asks every provider a moment after the last key; an answer to an older query is dropped. */
function useFound(query: string, enabled: boolean): readonly PaletteCommand[] {
  const { commands, timers } = useServices();
  const providers = useStore(commands.store, (state) => state.providers);
  const [found, setFound] = useState<readonly PaletteCommand[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    setFound([]);
    if (!enabled) return undefined;
    const ask = (): void => {
      for (const provider of providers) {
        provider(query, controller.signal).then(
          (results) => {
            if (!controller.signal.aborted) setFound((before) => [...before, ...results]);
          },
          () => undefined,
        );
      }
    };
    const cancel = query === '' ? (ask(), () => undefined) : timers.after(SEARCH_AFTER_MS, ask);
    return () => {
      cancel();
      controller.abort();
    };
  }, [providers, timers, query, enabled]);
  return found;
}
