import { describe, expect, it } from 'vitest';
import { TemplateCategory } from '../../src/contract/templates.ts';
import { countSegments } from '../../src/contract/segments.ts';
import { lintTemplate } from '../../src/main/domain/templates/lint.ts';
import { renderTemplate } from '../../src/main/domain/templates/render.ts';
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
  visitRelativeDay: 'Wed Nov 25',
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

  it.each(texts)('have nothing that the editor would warn of: %s %s', (_language, _key, { body }) => {
    const found = lintTemplate({ body, values, real: true });
    expect(found.filter(({ severity }) => severity !== 'hint')).toEqual([]);
    expect(body.startsWith('{practiceShortName}: ')).toBe(true);
  });

  it.each(texts.filter(([, , { category }]) => category === 'reminder'))(
    'of a reminder offer only keys that the program reads back, and say how to stop: %s %s',
    (_language, _key, { body }) => {
      const asks = /\b(?:Reply|Envie)\b/.test(body);
      expect(offeredKeys(body)).toMatchObject(asks ? { C: 'confirm', R: 'reschedule' } : {});
      expect(body).toContain('STOP');
    },
  );

  it('are there for every kind of text', () => {
    const kinds = new Set(texts.map(([, , { category }]) => category));
    expect(TemplateCategory.options.filter((category) => !kinds.has(category))).toEqual([]);
  });

  it.each(texts)('speak of no treatment, no specialty and no result: %s %s', (_language, _key, { body }) => {
    expect(body).not.toMatch(
      /\{visitKind\}|surgery|scan|biopsy|therapy|dental|dermat|normal|positive|negative|\bmg\b/i,
    );
  });

  it('exist in both languages under the same names', () => {
    const [english, spanish] = defaults.map(({ templates }) => templates.map(({ key, name }) => [key, name]));
    expect(spanish).toEqual(english);
  });

  it('are put in once, with the plan of three days and one day before', async () => {
    const desk = await openDesk();
    const again = desk.store.write('system', (tx) => seedDefaults(tx, { ids: desk.ids, defaults }, NINE));
    expect(again).toBe(false);
    expect(desk.store.read((tx) => tx.templates.cadence())).toMatchObject([
      { timing: { kind: 'booked' }, active: false },
      { timing: { kind: 'daysBefore', days: 7, at: '10:00' }, minBookedDays: 15, active: true },
      { timing: { kind: 'daysBefore', days: 3, at: '10:00' }, whenConfirmed: 'skip', active: true },
      { timing: { kind: 'daysBefore', days: 1, at: '10:00' }, whenConfirmed: 'info', active: true },
      { timing: { kind: 'minutesBefore', minutes: 150 }, active: false },
    ]);
    expect((await desk.call('templates.listTemplates', { language: 'es', category: 'reminder' })).items).toHaveLength(
      3,
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
