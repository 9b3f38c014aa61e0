/**
 * The screens there are, in rail order. A feature adds itself with one entry: id, words, icon, and how to load it (screenDefinition.ts).
 * Screens are loaded on demand and fetched ahead when the page is idle; a visited one is kept alive and hidden.
 */
import {
  BellRing,
  CalendarCheck,
  FileText,
  FileUp,
  HeartPulse,
  History,
  MessageSquareReply,
  MessageSquareText,
  Settings,
  Users,
  Wand,
} from 'lucide-react';
import { HealthPalette } from '../features/health/HealthPalette.tsx';
import { InboxPalette } from '../features/inbox/InboxPalette.tsx';
import { PeoplePalette } from '../features/people/PeoplePalette.tsx';
import { TemplatesPalette } from '../features/templates/TemplatesPalette.tsx';
import { WriteBackPalette } from '../features/writeBack/WriteBackPalette.tsx';
import type { ScreenDefinition } from './screenDefinition.ts';

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
    calls: 'today.getBoard',
    title: 'screen.today',
    icon: CalendarCheck,
    place: 'main',
    goKey: 'T',
    load: async () => (await import('../features/today/TodayScreen.tsx')).TodayScreen,
  },
  {
    id: 'reminders',
    calls: 'reminders.listReminders',
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
    id: 'templates',
    title: 'screen.templates',
    icon: FileText,
    place: 'main',
    goKey: 'X',
    load: async () => (await import('../features/templates/TemplatesScreen.tsx')).TemplatesScreen,
    always: TemplatesPalette,
  },
  {
    id: 'autoReplies',
    calls: 'autoReplies.listRules',
    title: 'screen.autoReplies',
    icon: MessageSquareReply,
    place: 'main',
    goKey: 'A',
    load: async () => (await import('../features/autoReplies/AutoRepliesScreen.tsx')).AutoRepliesScreen,
  },
  {
    id: 'import',
    calls: 'schedule.previewImport',
    title: 'screen.import',
    icon: FileUp,
    place: 'none',
    load: async () => (await import('../features/import/ImportScreen.tsx')).ImportScreen,
  },
  {
    id: 'writeBack',
    calls: 'writeBack.listChanges',
    title: 'screen.writeBack',
    icon: CalendarCheck,
    place: 'none',
    load: async () => (await import('../features/writeBack/WriteBackScreen.tsx')).WriteBackScreen,
    always: WriteBackPalette,
  },
  {
    id: 'health',
    title: 'screen.health',
    icon: HeartPulse,
    place: 'bottom',
    goKey: 'H',
    load: async () => (await import('../features/health/HealthScreen.tsx')).HealthScreen,
    always: HealthPalette,
  },
  {
    id: 'activity',
    title: 'screen.activity',
    icon: History,
    place: 'bottom',
    load: async () => (await import('../features/activity/ActivityScreen.tsx')).ActivityScreen,
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
