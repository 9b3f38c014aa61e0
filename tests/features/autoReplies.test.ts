import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AutoReplyDefinition } from '../../src/contract/autoReplies.ts';
import { DAY, HOUR, MARIA, MINUTE, NINE, PHONE_ID, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

const manager = { role: 'manager' } as const;
const definition = (over: Partial<AutoReplyDefinition> = {}): AutoReplyDefinition => ({
  how: 'contains',
  words: ['parking'],
  conditions: [],
  mark: 'none',
  move: 'done',
  ...over,
});

async function directions(desk: Desk): Promise<string> {
  const { items } = await desk.call('templates.listTemplates', { category: 'directions', language: 'en' });
  return items[0]!.id;
}

/** A rule that is on. */
async function addRule(desk: Desk, over: Partial<AutoReplyDefinition> = {}, templateId: string | null = null) {
  const rule = await desk.call('autoReplies.saveRule', { definition: definition(over), templateId }, manager);
  return desk.call('autoReplies.setEnabled', { id: rule.id, enabled: true }, manager);
}

async function practice(over: Partial<AutoReplyDefinition> = {}) {
  const desk = await openDesk();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const rule = await addRule(desk, over, await directions(desk));
  return { desk, maria, rule };
}

const answers = (desk: Desk) => desk.thread(MARIA).filter(({ kind }) => kind === 'autoReply');
const ruleOf = async (desk: Desk, id: string) =>
  (await desk.call('autoReplies.listRules', {})).items.find((rule) => rule.id === id)!;

describe('a rule of the practice', () => {
  it('answers with its text, moves the conversation, and is counted', async () => {
    const { desk, rule } = await practice();
    desk.receive(MARIA, 'Is there parking?');
    expect(answers(desk)).toMatchObject([{ body: expect.stringContaining('lakeside.example/map'), author: null }]);
    expect(desk.row(MARIA)).toMatchObject({ unread: 0 });
    expect((await ruleOf(desk, rule.id)).usesThisWeek).toBe(1);
    await desk.clock.advance(8 * DAY);
    expect((await ruleOf(desk, rule.id)).usesThisWeek).toBe(0);
  });

  it('answers in the language of the person', async () => {
    const desk = await openDesk();
    await desk.addPerson('Ana Cruz', MARIA, { language: 'es' });
    await addRule(desk, {}, await directions(desk));
    desk.receive(MARIA, 'Hay parking?');
    expect(answers(desk)[0]?.body).toContain('nos encuentra');
  });

  it('answers one person once in twelve hours; after that a person answers', async () => {
    const { desk } = await practice();
    desk.receive(MARIA, 'Is there parking?');
    await desk.clock.advance(HOUR);
    desk.receive(MARIA, 'And where is the parking exactly?');
    expect(answers(desk)).toHaveLength(1);
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', unread: 1 });
  });

  it('waits for the morning in quiet hours', async () => {
    const { desk } = await practice();
    await desk.clock.advance(14 * HOUR);
    desk.receive(MARIA, 'Is there parking?');
    const [answer] = answers(desk);
    expect(answer?.status).toBe('queued');
    // Eight in the morning in New York.
    expect(answer?.notBefore).toBe(NINE + 23 * HOUR);
  });

  it('that says "we are closed" does not say it to people who read it when the practice is open', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    const day = { open: '07:30', close: '17:00' };
    await desk.call('autoReplies.saveOpeningHours', { openingHours: [day, day, day, day, day, day, day] }, manager);
    const { items } = await desk.call('templates.listTemplates', { category: 'closure', language: 'en' });
    const closed = items.find(({ body }) => body.includes('closed now'))!;
    await addRule(desk, { words: [], conditions: [{ kind: 'outsideHours' }], move: 'todo' }, closed.id);
    desk.receive(MARIA, 'Hello there');
    expect(answers(desk)).toEqual([]);
    // 18:00: closed, and texts may leave.
    await desk.clock.advance(9 * HOUR);
    desk.receive(MARIA, 'Hello again');
    expect(answers(desk)).toHaveLength(1);
    // 23:00 the next day: the answer could leave at eight, half an hour after opening.
    await desk.clock.advance(29 * HOUR);
    desk.receive(MARIA, 'Anybody there');
    expect(answers(desk)).toHaveLength(1);
    expect(desk.row(MARIA).status).toBe('todo');
  });

  it('has no word after STOP, and its waiting answer is taken back', async () => {
    const { desk } = await practice();
    await desk.clock.advance(14 * HOUR);
    desk.receive(MARIA, 'Is there parking?');
    desk.receive(MARIA, 'STOP');
    expect(answers(desk)[0]?.status).toBe('cancelled');
    await desk.clock.advance(30 * HOUR);
    desk.receive(MARIA, 'parking?');
    const own = answers(desk).filter(({ templateId }) => templateId !== null);
    expect(own.map(({ status }) => status)).toEqual(['cancelled']);
  });

  it('answers nobody without consent, and leaves them to a person', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA, { consent: 'none' });
    await addRule(desk, {}, await directions(desk));
    desk.receive(MARIA, 'Is there parking?');
    expect(answers(desk)).toEqual([]);
    expect(desk.row(MARIA).status).toBe('todo');
  });

  it('is stopped after five automatic texts to one number, and a person is told', async () => {
    const { desk, rule } = await practice();
    for (let day = 0; day < 6; day += 1) {
      desk.receive(MARIA, `Question ${String(day)} about parking`);
      await desk.clock.advance(DAY);
    }
    expect(answers(desk)).toHaveLength(5);
    expect((await ruleOf(desk, rule.id)).stoppedAt).toBe(NINE + 5 * DAY);
    expect(desk.thread(MARIA).filter(({ body }) => body === 'ruleStopped')).toHaveLength(1);
    expect(desk.row(MARIA).status).toBe('todo');
    desk.receive(MARIA, 'parking?');
    expect(answers(desk)).toHaveLength(5);
    await desk.call('autoReplies.setEnabled', { id: rule.id, enabled: true }, manager);
    expect((await ruleOf(desk, rule.id)).stoppedAt).toBeNull();
  });

  it('says nothing twice to what answers in the same words', async () => {
    const { desk } = await practice();
    desk.receive(MARIA, 'Thank you for texting. For parking press 1.');
    await desk.clock.advance(13 * HOUR + 10 * HOUR);
    desk.receive(MARIA, 'Thank you for texting. For parking press 1.');
    expect(answers(desk)).toHaveLength(1);
  });

  it('never leaves a wish to cancel or move unread', async () => {
    const { desk, maria } = await practice({ words: ['tomorrow'] });
    const visit = desk.addVisit(maria.id, NINE + DAY);
    desk.receive(MARIA, 'I have to cancel my appointment tomorrow');
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', unread: 1 });
    expect(desk.visit(visit.id)).toMatchObject({ reply: 'cancelled', status: 'booked' });
  });

  it('marks a wish for a new time for a person to see', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const visit = desk.addVisit(maria.id, NINE + DAY);
    await addRule(desk, { words: ['night shift'], mark: 'newTime' });
    desk.receive(MARIA, 'sorry, night shift all week');
    expect(desk.visit(visit.id).reply).toBe('newTime');
    expect(desk.row(MARIA).status).toBe('todo');
  });
});

describe('a rule that confirms', () => {
  const WORDS = ['see ya', 'count me in', 'roger'];
  async function asked(visits: number) {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const made = Array.from({ length: visits }, (_unused, index) => desk.addVisit(maria.id, NINE + DAY + index * HOUR));
    for (const visit of made) desk.deliver(desk.remind(visit).message.id);
    await addRule(desk, { how: 'exactly', words: WORDS, mark: 'confirmed' });
    await desk.clock.advance(10 * MINUTE);
    return { desk, made };
  }

  it('confirms the one visit that was asked about, by the exact words only', async () => {
    const { desk, made } = await asked(1);
    desk.receive(MARIA, 'see ya soon');
    expect(desk.visit(made[0]!.id).reply).not.toBe('confirmed');
    desk.receive(MARIA, 'See ya!');
    expect(desk.visit(made[0]!.id)).toMatchObject({ reply: 'confirmed', replySetBy: null });
  });

  it('confirms nothing where nothing was asked, and nothing where two were', async () => {
    for (const visits of [0, 2, 3]) {
      const { desk, made } = await asked(visits);
      desk.receive(MARIA, 'roger');
      expect(made.map(({ id }) => desk.visit(id).reply).filter((reply) => reply === 'confirmed')).toEqual([]);
      expect(desk.row(MARIA).status).toBe('todo');
    }
  });

  it('is refused with loose words', async () => {
    const desk = await openDesk();
    for (const how of ['contains', 'startsWith'] as const) {
      const input = { definition: definition({ how, mark: 'confirmed' }), templateId: null };
      await expect(desk.call('autoReplies.saveRule', input, manager)).rejects.toMatchObject({ field: 'how' });
    }
  });
});

describe('whatever rules there are', () => {
  const SYSTEM = [
    'STOP',
    'stop texting me please',
    'HELP',
    'START',
    'my chest hurts and I have chest pain',
    'CANCEL',
    'wrong number',
  ];
  const SAID = [...SYSTEM, 'parking?', 'roger', 'ok', 'where are you', 'I need another time', 'thanks'];
  const words = fc.array(fc.constantFrom('parking', 'roger', 'you', 'chest', 'me', 'time', 'thanks', 'where are you'), {
    minLength: 1,
    maxLength: 3,
  });
  const anyRule = fc.record({
    how: fc.constantFrom('exactly' as const, 'contains' as const, 'startsWith' as const),
    words,
    mark: fc.constantFrom('none' as const, 'newTime' as const, 'confirmed' as const),
    move: fc.constantFrom('done' as const, 'todo' as const),
    answers: fc.boolean(),
  });

  it('none answers STOP, HELP, START or danger, none texts after an opt-out, none confirms two visits', async () => {
    const days = fc.array(fc.record({ said: fc.constantFrom(...SAID), hours: fc.integer({ min: 0, max: 30 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRule, { minLength: 1, maxLength: 4 }), days, async (rules, texts) => {
        const desk = await openDesk();
        const maria = await desk.addPerson('Maria Alvarez', MARIA);
        const visits = [1, 2].map((day) => desk.addVisit(maria.id, NINE + day * DAY));
        for (const visit of visits) desk.deliver(desk.remind(visit).message.id);
        const templateId = await directions(desk);
        for (const { answers: answered, mark, how, ...rule } of rules) {
          const exact = mark === 'confirmed' ? ('exactly' as const) : how;
          await addRule(desk, { ...rule, mark, how: exact }, answered ? templateId : null).catch(() => undefined);
        }
        let optedOut = false;
        for (const { said, hours } of texts) {
          await desk.clock.advance(hours * HOUR + MINUTE);
          const before = answers(desk).filter(({ templateId: id }) => id !== null).length;
          desk.receive(MARIA, said);
          const own = answers(desk).filter(({ templateId: id }) => id !== null);
          if (SYSTEM.includes(said) || optedOut) expect(own.length).toBe(before);
          if (said === 'START') optedOut = false;
          else if (said === 'STOP' || said === 'CANCEL' || said.startsWith('stop') || said === 'wrong number')
            optedOut = true;
          if (optedOut) expect(own.filter(({ status }) => status === 'queued')).toEqual([]);
        }
        const confirmed = visits.filter(({ id }) => desk.visit(id).reply === 'confirmed');
        expect(confirmed.length).toBeLessThanOrEqual(1);
        await desk.store.close();
      }),
      { numRuns: 5 },
    );
  });
});

describe('the rules on screen', () => {
  it('refuse words that the program understands by itself, and rules that do nothing', async () => {
    const desk = await openDesk();
    const save = (over: Partial<AutoReplyDefinition>, templateId: string | null = null) =>
      desk.call('autoReplies.saveRule', { definition: definition(over), templateId }, manager);
    for (const word of ['Stop', 'HELP', 'start', 'unsubscribe', 'chest pain', '911']) {
      await expect(save({ words: ['parking', word] })).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'words' });
    }
    await expect(save({ words: ['?!'] })).rejects.toMatchObject({ field: 'words' });
    await expect(save({ words: [] })).rejects.toMatchObject({ field: 'words' });
    await expect(save({ move: 'todo' })).rejects.toMatchObject({ field: 'templateId' });
    await expect(save({}, 'nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keep their order, warn of one that has no turn, and come back after deleting', async () => {
    const { desk, rule } = await practice();
    const second = await addRule(desk, { words: ['parking garage'] });
    expect(second.warnings).toEqual([{ code: 'neverMatches', ruleId: rule.id, word: null }]);
    await desk.call('autoReplies.moveRule', { id: second.id, position: 0 }, manager);
    const { items } = await desk.call('autoReplies.listRules', {});
    expect(items.map(({ id, warnings }) => [id, warnings])).toEqual([
      [second.id, []],
      [rule.id, []],
    ]);
    await desk.call('autoReplies.deleteRule', { id: rule.id }, manager);
    expect((await desk.call('autoReplies.listRules', {})).items).toHaveLength(1);
    const back = await desk.call('autoReplies.restoreRule', { id: rule.id }, manager);
    expect(back).toMatchObject({ id: rule.id, enabled: false });
  });

  it('say which one a text would fire and why the others would not', async () => {
    const { desk, rule, maria } = await practice();
    const yes = await addRule(desk, { how: 'exactly', words: ['roger'], mark: 'confirmed' });
    const tried = (text: string, asked = false) =>
      desk.call('autoReplies.tryRule', { text, asked, personId: maria.id });
    expect(await tried('Parking?')).toMatchObject({ system: null, ruleId: rule.id });
    expect(await tried('roger')).toMatchObject({
      ruleId: null,
      outcomes: [{ result: 'words' }, { result: 'noOpenQuestion' }],
    });
    expect(await tried('roger', true)).toMatchObject({ ruleId: yes.id });
    expect(await tried('STOP parking')).toMatchObject({ ruleId: null });
    await addRule(desk, { words: ['lobby'], conditions: [{ kind: 'visitWithin', days: 1 }, { kind: 'knownPerson' }] });
    const stranger = (asked: boolean) => desk.call('autoReplies.tryRule', { text: 'lobby', asked });
    expect(await stranger(false)).toMatchObject({
      ruleId: null,
      outcomes: [{}, {}, { result: 'condition', condition: 0 }],
    });
    expect(await stranger(true)).toMatchObject({ outcomes: [{}, {}, { result: 'fires' }] });
    expect(await tried('HELP')).toMatchObject({ system: 'help', ruleId: null });
  });

  it('keep their text from being put away', async () => {
    const { desk, rule } = await practice();
    const id = rule.templateId!;
    const putAway = () => desk.call('templates.archiveTemplate', { id, archived: true }, manager);
    await expect(putAway()).rejects.toMatchObject({ code: 'CONFLICT', details: { reminderSteps: 0, rules: 1 } });
    expect(await desk.call('templates.getUsage', { id })).toEqual({ uses: 0, reminderSteps: 0, rules: 1 });
    await desk.call('autoReplies.deleteRule', { id: rule.id }, manager);
    expect(await putAway()).toMatchObject({ archived: true });
  });

  it('are asked about a phone that is not a number never', async () => {
    const { desk } = await practice();
    desk.receive('MyBank', 'parking');
    expect(desk.thread('MyBank')).toHaveLength(1);
    expect(PHONE_ID).toBe(desk.thread('MyBank')[0]?.gatewayId);
  });
});
