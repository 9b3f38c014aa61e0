import { expect, it } from 'vitest';
import { changesOf } from '../../src/main/features/settings/changes.ts';
import { createSettingsFeature } from '../../src/main/features/settings/index.ts';
import { readSettings } from '../../src/main/features/settings/readSettings.ts';
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

it('the activity log says what a setting was and is, and never in words somebody wrote', async () => {
  const { store, clock } = await createTestStore();
  const settings = createSettingsFeature({ store, clock });
  await settings.saveSettings(context, {
    practice: { name: 'Lakeside Clinic', clock: '24h', phone: '+12065550100' },
    sending: { open: '09:00', perDay: 200 },
    safety: { guardWords: ['peel'], emergencyText: 'Call 911, Mrs. Ortega.' },
    consent: { majorityYears: 19 },
    handOff: { pcOn: [{ day: 1, from: '08:00', to: '12:00' }] },
  });
  const [entry] = store.read((tx) => tx.audit.list({ cursor: null, limit: 1 })).items;
  expect(entry?.data['changes']).toEqual([
    { field: 'practice.name' },
    { field: 'practice.clock', from: '12h', to: '24h' },
    { field: 'practice.phone' },
    { field: 'sending.open', from: '08:00', to: '09:00' },
    { field: 'handOff.pcOn', from: expect.any(Array) as unknown, to: [{ day: 1, from: '08:00', to: '12:00' }] },
    { field: 'safety.guardWords' },
    { field: 'safety.emergencyText' },
    { field: 'consent.majorityYears', from: 18, to: 19 },
  ]);
  expect(JSON.stringify(entry)).not.toMatch(/Lakeside|0100|Ortega|peel/);
});

it('a field with words in it says none of them unless somebody has looked at it', async () => {
  const { store } = await createTestStore();
  const before = store.read(readSettings);
  const fields = Object.entries(before).flatMap(([section, block]) =>
    typeof block === 'object' ? Object.keys(block).map((field) => `${section}.${field}`) : [section],
  );
  const marked = Object.fromEntries(
    Object.entries(before).map(([section, block]) => [
      section,
      typeof block === 'object' ? Object.fromEntries(Object.keys(block).map((field) => [field, 'free words'])) : 'x',
    ]),
  ) as unknown as typeof before;
  const said = changesOf(before, marked, fields).filter((change) => 'to' in change);
  expect(said.map(({ field }) => field)).toEqual([
    'practice.country',
    'practice.zone',
    'practice.clock',
    'sending.open',
    'sending.close',
    'sending.closedDays',
    'routing.preferredGatewayId',
    'routing.erase',
    'reminders.households',
    'reminders.closedDates',
    'reminders.movedTemplateId',
    'reminders.cancelledTemplateId',
    'handOff.pcOn',
    'safety.marketingHours',
  ]);
});
