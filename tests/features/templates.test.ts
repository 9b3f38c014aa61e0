import { describe, expect, it } from 'vitest';
import { countSegments } from '../../src/contract/segments.ts';
import { renderTemplate, reservedAnswerWord, unknownFields } from '../../src/main/domain/templates/render.ts';
import { offeredKeys } from '../../src/main/features/inbound/question.ts';
import { readDefaults, seedDefaults } from '../../src/main/features/templates/defaults.ts';
import { resolvePaths } from '../../src/main/platform/node.ts';
import { DAY, HOUR, MARIA, NINE, openDesk } from './desk.ts';

const defaults = readDefaults(resolvePaths({ dataDir: '/nowhere' }).resourcesDir);
const texts = defaults.flatMap(({ language, templates }) => templates.map((one) => [language, one.key, one] as const));
const values = {
  practiceName: 'Lakeside Family Clinic of Springfield',
  practiceShortName: 'X'.repeat(20),
  practicePhone: '(212) 555-0100',
  firstName: 'Alexander',
  visitDay: 'Wed Nov 25',
  visitTime: '10:30 AM',
  mapLink: 'https://lakeside.example/how-to-find-us',
};

describe('the ready-made texts', () => {
  it.each(texts)(
    'fit one plain part with a practice name of 20 and a long first name: %s %s',
    (_language, _key, { body }) => {
      const { body: text, missing } = renderTemplate(body, values);
      expect(missing).toEqual([]);
      expect(countSegments(text)).toMatchObject({ encoding: 'gsm7', parts: 1 });
    },
  );

  it.each(texts)('use known details and no reserved answer words: %s %s', (_language, _key, { body }) => {
    expect(unknownFields(body)).toEqual([]);
    expect(reservedAnswerWord(body)).toBeNull();
  });

  it.each(texts.filter(([, key]) => key.startsWith('reminder')))(
    'offer keys that the program reads back, and say how to stop: %s %s',
    (_language, _key, { body }) => {
      expect(offeredKeys(body)).toMatchObject({ C: 'confirm', R: 'reschedule' });
      expect(body).toContain('STOP');
    },
  );

  it('exist in both languages under the same names', () => {
    const [english, spanish] = defaults.map(({ templates }) => templates.map(({ key, name }) => [key, name]));
    expect(spanish).toEqual(english);
  });

  it('are put in once, with the plan of three days and one day before', async () => {
    const desk = await openDesk();
    const again = desk.store.write('system', (tx) => seedDefaults(tx, { ids: desk.ids, defaults }, NINE));
    expect(again).toBe(false);
    expect(desk.store.read((tx) => tx.templates.cadence())).toMatchObject([
      { daysBefore: 3, at: '10:00', onlyUnconfirmed: false },
      { daysBefore: 1, at: '10:00', onlyUnconfirmed: true },
    ]);
    expect((await desk.call('templates.listTemplates', { language: 'es', category: 'reminder' })).items).toHaveLength(
      2,
    );
  });
});

describe('a template for a conversation', () => {
  it('is filled in from this conversation, in the language of the person', async () => {
    const desk = await openDesk();
    const ana = await desk.addPerson('Ana Cruz', MARIA, { language: 'es' });
    desk.addVisit(ana.id, NINE + 5 * DAY + HOUR);
    const { id: conversationId } = await desk.call('conversations.openConversation', { personId: ana.id });
    const { items } = await desk.call('templates.listTemplates', { category: 'confirmation', language: 'en' });
    const rendered = await desk.call('templates.renderTemplate', { templateId: items[0]!.id, conversationId });
    expect(rendered).toEqual({
      body: 'Lakeside Clinic: Ana, su cita del mie 25 nov, 10:00 am esta confirmada. Preguntas: llame al (212) 555-0100.',
      missing: [],
    });
  });

  it('names what has no value when there is no visit', async () => {
    const desk = await openDesk();
    const ana = await desk.addPerson('Ana Cruz', MARIA);
    const { id: conversationId } = await desk.call('conversations.openConversation', { personId: ana.id });
    const { items } = await desk.call('templates.listTemplates', { category: 'confirmation', language: 'en' });
    const { missing } = await desk.call('templates.renderTemplate', { templateId: items[0]!.id, conversationId });
    expect(missing).toEqual(['visitDay', 'visitTime']);
  });

  it('is saved as a new version, and refused with a detail nobody knows or a dangerous answer word', async () => {
    const desk = await openDesk();
    const made = { name: 'Mine', category: 'general', body: 'Hi {firstName}' } as const;
    const first = await desk.call('templates.saveTemplate', made, { role: 'manager' });
    const second = await desk.call('templates.saveTemplate', { ...made, id: first.id, body: 'Hello {firstName}' });
    expect([first.version, second.version]).toEqual([1, 2]);
    for (const body of ['{visit_tme}', 'Reply CANCEL to cancel']) {
      await expect(desk.call('templates.saveTemplate', { ...made, body })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        field: 'body',
      });
    }
  });
});
