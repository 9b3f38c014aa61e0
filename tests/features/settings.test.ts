import { expect, it } from 'vitest';
import { createSettingsFeature } from '../../src/main/features/settings/index.ts';
import { createTestStore } from '../fakes/testStore.ts';

const context = {
  actor: { id: 'device', name: 'owner', role: 'owner' },
  signal: new AbortController().signal,
  commandId: 'command-1',
} as const;

it.each([[{ open: '09:00', close: '09:00' }], [{ open: '21:00' }], [{ close: '07:00' }]])(
  'hours that never open are refused, also when only one end is changed: %j',
  async (sending) => {
    const { store, clock } = await createTestStore();
    const settings = createSettingsFeature({ store, clock });
    const read = () => settings.getSettings({ ...context, commandId: null }, {});
    const before = await read();
    const refusal = expect.objectContaining({ code: 'INVALID_INPUT', field: 'sending.close' }) as Error;
    expect(() => settings.saveSettings(context, { sending })).toThrow(refusal);
    expect(await read()).toEqual(before);
  },
);
