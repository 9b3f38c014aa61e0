/** What this PC remembers about how the page looks and behaves. Never patient data; kept in the browser's local storage. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

export type Look = 'system' | 'light' | 'dark' | 'hc';
export type Density = 'compact' | 'comfortable' | 'touch';
export const TEXT_SIZES = [90, 100, 110, 125, 150] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

export interface Prefs {
  readonly look: Look;
  readonly density: Density;
  readonly textSize: TextSize;
  /** Single keys like E or R act when no field has focus (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  readonly privacyOn: boolean;
  /** Bars instead of blur. */
  readonly privacyBars: boolean;
  /** Also when another window has focus. */
  readonly privacyOnBlur: boolean;
  readonly patientPanel: boolean;
  /** The account that signed in here last, chosen on the lock screen; empty: nobody yet. */
  readonly lastPersonId: string;
}

const DEFAULTS: Prefs = {
  look: 'system',
  density: 'comfortable',
  textSize: 100,
  singleKeys: true,
  privacyOn: false,
  privacyBars: false,
  privacyOnBlur: false,
  patientPanel: true,
  lastPersonId: '',
};

const KEY = 'deskbell.prefs';
/** The part of the browser's Storage this file uses. */
export type PrefsStorage = Pick<Storage, 'getItem' | 'setItem'>;
export type PrefsStore = StoreApi<Prefs>;

/** Preferences read from `storage` and written back on each change; works in memory when storage is refused. */
export function createPrefs(storage: PrefsStorage | undefined): PrefsStore {
  const store = createStore<Prefs>(() => ({ ...DEFAULTS, ...read(storage) }));
  store.subscribe((prefs) => {
    try {
      storage?.setItem(KEY, JSON.stringify(prefs));
    } catch {
      // A full or forbidden storage only means that the choice is gone after a restart.
    }
  });
  return store;
}

function read(storage: PrefsStorage | undefined): Partial<Prefs> {
  try {
    const parsed: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    if (parsed === null || typeof parsed !== 'object') return {};
    return Object.fromEntries(Object.entries(parsed).filter(([name, value]) => isValid(name, value)));
  } catch {
    return {};
  }
}

function isValid(name: string, value: unknown): boolean {
  if (name === 'look') return ['system', 'light', 'dark', 'hc'].includes(value as string);
  if (name === 'density') return ['compact', 'comfortable', 'touch'].includes(value as string);
  if (name === 'textSize') return TEXT_SIZES.some((size) => size === value);
  if (name === 'lastPersonId') return typeof value === 'string';
  return Object.hasOwn(DEFAULTS, name) && typeof value === 'boolean';
}
