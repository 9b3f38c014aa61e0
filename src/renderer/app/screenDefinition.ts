/** What a screen is: its id, its place in the frame, how its code is loaded. Which ones there are is in screens.tsx. */
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { ProcedureName } from '../../contract/index.ts';
import type { MessageId } from '../i18n/en.ts';
import type { Capability } from './shellState.ts';

export type ScreenId =
  | 'inbox'
  | 'today'
  | 'reminders'
  | 'people'
  | 'templates'
  | 'autoReplies'
  | 'import'
  | 'writeBack'
  | 'activity'
  | 'health'
  | 'settings'
  | 'setup';

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
  /** What its work begins with: shown to those who may call it. Left out: to everybody. */
  readonly calls?: ProcedureName;
  readonly load: () => Promise<ComponentType>;
  /** Mounted whatever screen is shown, and paints nothing: what the feature adds to the palette. Keep it small. */
  readonly always?: ComponentType;
}

/** The definition of `id`, or undefined while nobody wrote that screen. */
export function findScreen(list: readonly ScreenDefinition[], id: ScreenId): ScreenDefinition | undefined {
  return list.find((screen) => screen.id === id);
}
