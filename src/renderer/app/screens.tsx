/**
 * The screens there are, in rail order. A feature adds itself with one entry: id, words, icon, and how to load it.
 * Screens are loaded on demand and fetched ahead when the page is idle; a visited one is kept alive and hidden.
 */
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { MessageId } from '../i18n/en.ts';
import type { Capability } from './shellState.ts';

export type ScreenId = 'inbox' | 'today' | 'reminders' | 'people' | 'templates' | 'import' | 'settings' | 'setup';

export interface ScreenDefinition {
  readonly id: ScreenId;
  readonly title: MessageId;
  readonly icon: LucideIcon;
  /** `main` and `bottom` are shown in the rail; `none` is reached from other screens. `full` hides rail and status bar. */
  readonly place: 'main' | 'bottom' | 'none' | 'full';
  /** Second key of "G then ..."; left out where there is none. */
  readonly goKey?: string;
  /** Shown only where the shell can do this. */
  readonly needs?: Capability;
  readonly load: () => Promise<ComponentType>;
}

export const screens: readonly ScreenDefinition[] = [];

/** The definition of `id`, or undefined while nobody wrote that screen. */
export function findScreen(list: readonly ScreenDefinition[], id: ScreenId): ScreenDefinition | undefined {
  return list.find((screen) => screen.id === id);
}
