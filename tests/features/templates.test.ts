import { describe, expect, it } from 'vitest';
import { TemplateCategory, TemplateField } from '../../src/contract/templates.ts';
import { countSegments } from '../../src/contract/segments.ts';
import { guardProblems } from '../../src/main/domain/templates/guardProblems.ts';
import { lintTemplate } from '../../src/main/domain/templates/lint.ts';
import { renderTemplate } from '../../src/main/domain/templates/render.ts';
import { offeredKeys } from '../../src/main/features/inbound/question.ts';
import { readDefaults, seedDefaults } from '../../src/main/features/templates/defaults.ts';
import { pickTemplate } from '../../src/main/features/templates/pickTemplate.ts';
import { renderFor } from '../../src/main/features/templates/values.ts';
import { resolvePaths } from '../../src/main/platform/node.ts';
import { DAY, HOUR, MARIA, NINE, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

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

const manager = { role: 'manager' } as const;
const WORDS = '{practiceShortName}: {firstName}, see you.';
const words = { name: 'See you', shortcut: 'see', category: 'general', body: WORDS } as const;

async function translated() {
  const desk = await openDesk();
  const base = await desk.call('templates.saveTemplate', words, manager);
  const spanish = await desk.call(
    'templates.saveTemplate',
    { ...words, translationOf: base.id, language: 'es', body: '{practiceShortName}: {firstName}, hasta luego.' },
    manager,
  );
  const pick = (language: string) => desk.store.read((tx) => pickTemplate(tx, base.id, language)?.id);
  return { desk, base, spanish, pick };
}
const list = async (desk: Desk, archived = false) => (await desk.call('templates.listTemplates', { archived })).items;

describe('a translation', () => {
  it('is used for people of its language, and the base for everyone else', async () => {
    const { base, spanish, pick } = await translated();
    expect([pick('es'), pick('en'), pick('vi')]).toEqual([spanish.id, base.id, base.id]);
    expect(spanish).toMatchObject({ translationOf: base.id, outdated: false, name: 'See you', shortcut: 'see' });
  });

  it('is marked when its base was rewritten, until somebody says it is still right or writes it anew', async () => {
    const { desk, base, spanish } = await translated();
    const outdated = async () => (await list(desk)).find(({ id }) => id === spanish.id)?.outdated;
    await desk.call('templates.saveTemplate', { ...words, id: base.id, body: `${WORDS} Bring your card.` }, manager);
    expect(await outdated()).toBe(true);
    await desk.call('templates.confirmTranslation', { id: spanish.id }, manager);
    expect(await outdated()).toBe(false);
    await desk.call('templates.saveTemplate', { ...words, id: base.id, body: WORDS }, manager);
    expect(await outdated()).toBe(true);
    await desk.call(
      'templates.saveTemplate',
      { ...words, id: spanish.id, body: 'Nuevo: {practiceShortName}' },
      manager,
    );
    expect(await outdated()).toBe(false);
  });

  it('keeps to the name of its base, there is one per language, and one that was put away is not used', async () => {
    const { desk, base, spanish, pick } = await translated();
    await desk.call('templates.saveTemplate', { ...words, id: base.id, name: 'Bye', shortcut: 'bye' }, manager);
    expect((await list(desk)).find(({ id }) => id === spanish.id)).toMatchObject({
      name: 'Bye',
      shortcut: 'bye',
      version: 1,
    });
    const again = { ...words, translationOf: base.id, language: 'es' };
    await expect(desk.call('templates.saveTemplate', again, manager)).rejects.toMatchObject({ code: 'CONFLICT' });
    await desk.call('templates.archiveTemplate', { id: spanish.id, archived: true }, manager);
    expect(pick('es')).toBe(base.id);
    const newer = await desk.call('templates.saveTemplate', again, manager);
    expect(pick('es')).toBe(newer.id);
    const back = desk.call('templates.archiveTemplate', { id: spanish.id, archived: false }, manager);
    await expect(back).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('the versions of a text', () => {
  it('are all kept, with who wrote them; other changes make none; nobody overwrites somebody else', async () => {
    const { desk, base } = await translated();
    const save = (over: object, name = 'Ana') =>
      desk.call('templates.saveTemplate', { ...words, id: base.id, ...over }, { ...manager, name });
    await save({ body: `${WORDS} One.`, version: 1 });
    await save({ name: 'Renamed', body: `${WORDS} One.` });
    await expect(save({ body: `${WORDS} Two.`, version: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
    const { items } = await desk.call('templates.listVersions', { id: base.id });
    expect(items).toMatchObject([
      { version: 2, body: `${WORDS} One.`, by: 'Ana' },
      { version: 1, body: WORDS, by: 'Dana' },
    ]);
  });

  it('leave texts that wait as they are', async () => {
    const { desk, base } = await translated();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const { id: conversationId } = await desk.call('conversations.openConversation', { personId: maria.id });
    const { body } = await desk.call('templates.renderTemplate', { templateId: base.id, conversationId });
    const sent = await desk.call('messages.sendMessage', { conversationId, body, templateId: base.id });
    await desk.call('templates.saveTemplate', { ...words, id: base.id, body: 'New words, {practiceName}' }, manager);
    expect(desk.message(sent.messageId).body).toContain('Maria, see you.');
    expect(await desk.call('templates.getUsage', { id: base.id })).toEqual({ uses: 1, reminderSteps: 0, rules: 0 });
  });
});

describe('putting away and copying', () => {
  it('is refused while the plan uses the text, hides it with its translations, and is taken back', async () => {
    const { desk, base } = await translated();
    const step = desk.store.read((tx) => tx.templates.cadence()[0]!);
    const used = desk.call('templates.archiveTemplate', { id: step.templateId, archived: true }, manager);
    await expect(used).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('is used in') });
    const before = (await list(desk)).length;
    await desk.call('templates.archiveTemplate', { id: base.id, archived: true }, manager);
    expect((await list(desk)).length).toBe(before - 2);
    expect((await list(desk, true)).filter(({ archived }) => archived)).toHaveLength(2);
    await desk.call('templates.archiveTemplate', { id: base.id, archived: false }, manager);
    expect((await list(desk)).length).toBe(before);
  });

  it('copies every language under a new name', async () => {
    const { desk, base } = await translated();
    const copy = await desk.call('templates.duplicateTemplate', { id: base.id, name: 'See you (copy)' }, manager);
    const family = (await list(desk)).filter(({ name }) => name === 'See you (copy)');
    expect(family).toMatchObject([
      { id: copy.id, language: 'en', version: 1, shortcut: '' },
      { translationOf: copy.id, language: 'es', outdated: false },
    ]);
  });
});

describe('a preview', () => {
  it('shows what a real person would get now, "tomorrow" included, and what is wrong', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const visit = desk.addVisit(maria.id, NINE + DAY, { clinician: '' });
    const body = 'Hi {firstName}, see you {visitRelativeDay}, {visitTime} with {clinician}';
    const shown = await desk.call('templates.previewTemplate', { body, personId: maria.id });
    expect(shown).toMatchObject({
      body: 'Hi Maria, see you tomorrow, 9:00 AM with {clinician}',
      missing: ['clinician'],
      person: { id: maria.id, language: 'en' },
      visitAt: visit.startsAt,
    });
    expect(shown.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['noPracticeName', 'warning'],
      ['empty', 'warning'],
    ]);
    const invented = await desk.call('templates.previewTemplate', { body, language: 'es' });
    expect(invented).toMatchObject({ body: expect.stringContaining('see you mañana'), missing: [], person: null });
  });

  it('names the character that makes two texts of one and offers a plain one', async () => {
    const desk = await openDesk();
    const body = `{practiceShortName}: ${'We can’t see you today. '.repeat(4)}`;
    const { offender, segments } = await desk.call('templates.previewTemplate', { body });
    expect(segments).toMatchObject({ encoding: 'ucs2', parts: 2 });
    expect(offender).toEqual({ text: '’', index: 23, replacement: "'", partsWithout: 1 });
  });

  it('never shows a visit of somebody else', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const leo = await desk.addPerson('Leo Grant', '+12125550148');
    const visit = desk.addVisit(leo.id, NINE + DAY);
    const input = { body: '{firstName} {visitDay}', personId: maria.id, appointmentId: visit.id };
    expect(await desk.call('templates.previewTemplate', input)).toMatchObject({ visitAt: null, missing: ['visitDay'] });
  });

  it('tells the price of the texts a provider has charged for', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'Hello');
    const { id } = desk.thread(MARIA)[0]!;
    const cost = async () => (await desk.call('templates.previewTemplate', { body: 'x'.repeat(200) })).cost;
    expect(await cost()).toBeNull();
    desk.store.write('test', (tx) =>
      tx.messages.update(id, { priceMicros: 15_800, priceCurrency: 'USD', segments: 2 }),
    );
    expect(await cost()).toEqual({ micros: 15_800, currency: 'USD' });
  });

  it('lists the details with examples in the language asked for', async () => {
    const desk = await openDesk();
    const { items } = await desk.call('templates.listFields', { language: 'es' });
    expect(items.map(({ field }) => field).toSorted()).toEqual(TemplateField.options.toSorted());
    expect(items.find(({ field }) => field === 'visitTime')).toMatchObject({ example: '10:30 am', mayBeEmpty: false });
    expect(items.every(({ example }) => example !== '')).toBe(true);
  });
});

describe('"tomorrow"', () => {
  it('is not said on another day than it was written', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    desk.addVisit(maria.id, NINE + DAY + HOUR);
    const base = await desk.call(
      'templates.saveTemplate',
      { ...words, body: '{practiceShortName}: see you {visitRelativeDay}.' },
      manager,
    );
    const { id: conversationId } = await desk.call('conversations.openConversation', { personId: maria.id });
    const { body } = await desk.call('templates.renderTemplate', { templateId: base.id, conversationId });
    expect(body).toBe('Lakeside Clinic: see you tomorrow.');
    const { messageId } = await desk.call('messages.sendMessage', { conversationId, body, templateId: base.id });
    const verdict = (now: number) =>
      desk.store.read((tx) => desk.handlers.decideSend(tx, tx.messages.get(messageId)!, null, now));
    expect(verdict(NINE + HOUR)).not.toMatchObject({ reason: { code: 'dayOver' } });
    expect(verdict(NINE + DAY)).toMatchObject({ kind: 'hold', reason: { code: 'dayOver' } });
    // Also where only the translation that was rendered says it.
    const translation = { ...words, translationOf: base.id, language: 'es', body: 'Hasta {visitRelativeDay}' };
    await desk.call('templates.saveTemplate', translation, manager);
    await desk.call('templates.saveTemplate', { ...words, id: base.id, body: WORDS }, manager);
    expect(verdict(NINE + DAY)).toMatchObject({ kind: 'hold', reason: { code: 'dayOver' } });
  });

  it('is a date wherever nobody knows when the text leaves', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const appointment = desk.addVisit(maria.id, NINE + DAY);
    const template = { body: '{visitRelativeDay}', language: 'en' };
    const rendered = desk.store.read((tx) =>
      renderFor(tx, { template, person: tx.people.get(maria.id)!, appointment }),
    );
    expect(rendered.body).toBe('Sat Nov 21');
  });
});

describe('words that must not stand in a text', () => {
  const save = (desk: Desk, body: string, category: 'general' | 'payment' = 'general') =>
    desk.call('templates.saveTemplate', { name: 'New', category, body }, { role: 'manager' });
  const problems = async (desk: Desk, body: string, category: 'general' | 'payment' = 'general') =>
    (await desk.call('templates.previewTemplate', { body, category })).problems.map(({ code, severity }) => [
      code,
      severity,
    ]);

  it.each([
    ['{practiceShortName}: your password is hunter22', 'a password or code'],
    ['{practiceShortName}: routing 021000021', 'a bank account'],
  ])('are refused when the text is saved: %s', async (body, content) => {
    const desk = await openDesk();
    await expect(save(desk, body)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: `This looks like ${content}. Such a text never leaves.`,
    });
    expect(await problems(desk, body)).toContainEqual(['cannotGo', 'error']);
  });

  it.each([
    'Reply YES to confirm',
    'Text cancel to cancel',
    'Send "QUIT" now',
    'Answer start for more',
    'Responda CANCELAR',
    'reply with end',
    'Reply: REVOKE',
  ])('offer no reserved word, whichever rule sees it: %s', async (words) => {
    const desk = await openDesk();
    const body = `{practiceShortName}: ${words}`;
    await expect(save(desk, body)).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'body' });
    expect((await problems(desk, body)).filter(([code]) => code === 'reservedWord')).toHaveLength(1);
  });

  it('may be private or about money, and say that somebody is asked each time', async () => {
    const desk = await openDesk();
    for (const body of ['{practiceShortName}: about your biopsy', '{practiceShortName}: your balance is $45']) {
      expect(await problems(desk, body)).toContainEqual(['asksFirst', 'warning']);
      await save(desk, body);
    }
    expect(await problems(desk, '{practiceShortName}: your balance is $45', 'payment')).toEqual([]);
  });

  it.each(texts)('stand in none of the ready-made ones: %s %s', (_language, _key, { body, category }) => {
    expect(guardProblems({ body, category, country: 'US', now: NINE })).toEqual([]);
  });
});
