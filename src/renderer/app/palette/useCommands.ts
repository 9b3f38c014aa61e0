/** Adds commands or a search to the palette for as long as a component is mounted and visible. */
import { useEffect } from 'react';
import { useServices } from '../../state/services.ts';
import type { PaletteCommand, PaletteProvider } from './commandRegistry.ts';

/** `list` must be memoised. `subject` names whom its actions are for. */
export function useCommands(list: readonly PaletteCommand[], subject?: string): void {
  const { commands } = useServices();
  useEffect(() => commands.add(list, subject), [commands, list, subject]);
}

/** `provider` must be memoised. */
export function usePaletteProvider(provider: PaletteProvider): void {
  const { commands } = useServices();
  useEffect(() => commands.addProvider(provider), [commands, provider]);
}
