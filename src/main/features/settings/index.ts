/** Settings of the practice: read with defaults, changed field by field, every change in the audit trail by name of the field. */
import { isAbsolute } from 'node:path';
import { DomainError } from '../../../contract/errors.ts';
import type { Sending } from '../../../contract/settings.ts';
import { isValidZone } from '../../domain/time.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { changesOf } from './changes.ts';
import { readSettings, storedAs } from './readSettings.ts';
import type { SettingsSection } from './readSettings.ts';

type SavedSettings = ParsedInputOf<'settings.saveSettings'>;

export interface SettingsDeps {
  readonly store: Store;
  readonly clock: Clock;
}

export function createSettingsFeature(deps: SettingsDeps): FeatureHandlers<'settings'> {
  return {
    getSettings: () => deps.store.read(readSettings),
    saveSettings: (context, input) => {
      checkSettings(input);
      return runCommand(deps, context, 'settings.saveSettings', (tx, now) => {
        saveSettings(tx, input, now);
        return { ...readSettings(tx), savedAt: now };
      });
    },
  };
}

/** Writes the given fields over what is stored. The values must have been checked. */
function saveSettings(tx: WriteTx, input: SavedSettings, now: number): void {
  const before = readSettings(tx);
  const { open = before.sending.open, close = before.sending.close } = input.sending ?? {};
  if (input.sending !== undefined) checkHours({ open, close });
  const touched: string[] = [];
  const save = (section: SettingsSection, patch: object | undefined): void => {
    if (patch === undefined) return;
    tx.settings.set(storedAs(section), { ...before[section], ...patch }, now);
    touched.push(...Object.keys(patch).map((field) => `${section}.${field}`));
  };
  save('practice', input.practice);
  save('sending', input.sending);
  save('privacy', input.privacy);
  save('routing', input.routing);
  save('reminders', input.reminders);
  save('handOff', input.handOff);
  save('safety', input.safety);
  save('dlt', input.dlt);
  save('consent', input.consent);
  save('retention', input.retention);
  save('backup', input.backup);
  if (input.setupDone !== undefined) {
    tx.settings.set('setupDone', input.setupDone, now);
    touched.push('setupDone');
  }
  if (touched.length === 0) return;
  tx.audit.append({
    at: now,
    action: 'settings.saved',
    entity: 'setting',
    data: { fields: touched, changes: changesOf(before, readSettings(tx), touched) },
  });
  for (const field of touched) tx.changed('settings.changed', field.split('.')[0] ?? field);
}

/** What no single field's schema can see. Errors: INVALID_INPUT with the field. */
function checkSettings(input: SavedSettings): void {
  const zone = input.practice?.zone;
  if (zone !== undefined && !isValidZone(zone)) {
    throw new DomainError(
      'INVALID_INPUT',
      `There is no time zone called "${zone}". Choose one like America/New_York.`,
      {
        field: 'practice.zone',
      },
    );
  }
  if (input.backup?.copyTo !== undefined && input.backup.copyTo !== '' && !isAbsolute(input.backup.copyTo)) {
    throw new DomainError('INVALID_INPUT', 'Give the whole path of the folder, with its drive.', {
      field: 'backup.copyTo',
    });
  }
  const pcOn = input.handOff?.pcOn ?? [];
  if (pcOn.some(({ from, to }) => from >= to) || new Set(pcOn.map(({ day }) => day)).size < pcOn.length) {
    throw new DomainError('INVALID_INPUT', 'Each day once, with an end after its start.', { field: 'handOff.pcOn' });
  }
}

/** With what is stored, for one end may come alone. Errors: INVALID_INPUT. */
function checkHours({ open, close }: Pick<Sending, 'open' | 'close'>): void {
  if (open < close) return;
  const message = 'Texts must be allowed for some time of the day: choose an end after the start.';
  throw new DomainError('INVALID_INPUT', message, { field: 'sending.close' });
}
