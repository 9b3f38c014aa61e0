/**
 * The screens there are, in rail order. A feature adds itself with one entry: id, words, icon, and how to load it.
 * Screens are loaded on demand and fetched ahead when the page is idle; a visited one is kept alive and hidden.
 */
import { BellRing, CalendarCheck, FileUp, MessageSquareText, Settings, Users, Wand } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { InboxPalette } from '../features/inbox/InboxPalette.tsx';
import { PeoplePalette } from '../features/people/PeoplePalette.tsx';
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
  /** Mounted whatever screen is shown, and paints nothing: what the feature adds to the palette. Keep it small. */
  readonly always?: ComponentType;
}

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'inbox',
    title: 'screen.inbox',
    icon: MessageSquareText,
    place: 'main',
    goKey: 'I',
    load: async () => (await import('../features/inbox/InboxScreen.tsx')).InboxScreen,
    always: InboxPalette,
  },
  {
    id: 'today',
    title: 'screen.today',
    icon: CalendarCheck,
    place: 'main',
    goKey: 'T',
    load: async () => (await import('../features/today/TodayScreen.tsx')).TodayScreen,
  },
  {
    id: 'reminders',
    title: 'screen.reminders',
    icon: BellRing,
    place: 'main',
    goKey: 'R',
    load: async () => (await import('../features/reminders/RemindersScreen.tsx')).RemindersScreen,
  },
  {
    id: 'people',
    title: 'screen.people',
    icon: Users,
    place: 'main',
    goKey: 'P',
    load: async () => (await import('../features/people/PeopleScreen.tsx')).PeopleScreen,
    always: PeoplePalette,
  },
  {
    id: 'import',
    title: 'screen.import',
    icon: FileUp,
    place: 'none',
    load: async () => (await import('../features/import/ImportScreen.tsx')).ImportScreen,
  },
  {
    id: 'settings',
    title: 'screen.settings',
    icon: Settings,
    place: 'bottom',
    load: async () => (await import('../features/settings/SettingsScreen.tsx')).SettingsScreen,
  },
  {
    id: 'setup',
    title: 'screen.setup',
    icon: Wand,
    place: 'full',
    load: async () => (await import('../features/firstRun/SetupScreen.tsx')).SetupScreen,
  },
];

/** The definition of `id`, or undefined while nobody wrote that screen. */
export function findScreen(list: readonly ScreenDefinition[], id: ScreenId): ScreenDefinition | undefined {
  return list.find((screen) => screen.id === id);
}
