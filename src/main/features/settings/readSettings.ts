/** Reads the practice's settings out of the store, with the contract's defaults for what was never set. Reads only. */
import {
  Backup,
  Dlt,
  ConsentRules,
  HandOff,
  Practice,
  Privacy,
  ReminderRules,
  Retention,
  Routing,
  Safety,
  Sending,
  type Settings,
} from '../../../contract/settings.ts';
import type { ReadTx } from '../../store/store.ts';

/** All settings, complete. A stored value of an older shape falls back to the default of its field. */
export function readSettings(tx: ReadTx): Settings {
  // Asked many times while one text is judged.
  return tx.settings.derived('settings', () => parseSettings(tx));
}

function parseSettings(tx: ReadTx): Settings {
  return {
    practice: lenient(Practice, tx.settings.get('practice')),
    sending: lenient(Sending, tx.settings.get('sending')),
    privacy: lenient(Privacy, tx.settings.get('privacy')),
    routing: lenient(Routing, tx.settings.get('routing')),
    reminders: lenient(ReminderRules, tx.settings.get(storedAs('reminders'))),
    handOff: lenient(HandOff, tx.settings.get('handOff')),
    safety: lenient(Safety, tx.settings.get('safety')),
    dlt: lenient(Dlt, tx.settings.get('dlt')),
    consent: lenient(ConsentRules, tx.settings.get('consent')),
    retention: lenient(Retention, tx.settings.get('retention')),
    backup: lenient(Backup, tx.settings.get('backup')),
    setupDone: tx.settings.get('setupDone') === true,
  };
}

/** The key under which a section is stored: `reminders` is where the queue keeps whether it runs. */
export function storedAs(section: SettingsSection): string {
  return section === 'reminders' ? 'reminderRules' : section;
}

export type SettingsSection =
  | 'practice'
  | 'sending'
  | 'privacy'
  | 'routing'
  | 'reminders'
  | 'handOff'
  | 'safety'
  | 'dlt'
  | 'consent'
  | 'retention'
  | 'backup';

interface SectionSchema<T> {
  readonly shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean; data?: unknown } }>>;
  parse(value: unknown): T;
}

/** One field that no longer fits must not take the whole section (and with it quiet hours) back to defaults. */
function lenient<T>(schema: SectionSchema<T>, stored: unknown): T {
  const source = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const kept: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(schema.shape)) {
    const parsed = field.safeParse(source[key]);
    if (key in source && parsed.success) kept[key] = parsed.data;
  }
  return schema.parse(kept);
}
