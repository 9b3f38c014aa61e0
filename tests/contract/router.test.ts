/** The router: completeness, validation both ways, roles, refusals, defects, commands that act once. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { procedureNames } from '../../src/contract/index.ts';
import { query } from '../../src/contract/procedure.ts';
import { everyone } from '../../src/contract/roles.ts';
import { contractProcedures, pairProcedures } from '../../src/main/rpc/procedures.ts';
import { createRouter } from '../../src/main/rpc/router.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createSeededIds } from '../fakes/seeded.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import { createPractice, practiceProcedures } from './practiceContract.ts';
import type { Practice } from './practiceContract.ts';

const owner = { id: 'device', name: 'owner', role: 'owner' } as const;

function ask(
  practice: Practice,
  procedure: string,
  input: unknown,
  more: { role?: 'auditor'; signal?: AbortSignal } = {},
) {
  const actor = { id: 'someone', name: 'someone', role: more.role ?? owner.role };
  return practice.router.call({ procedure, input, actor, signal: more.signal ?? new AbortController().signal });
}

describe('completeness', () => {
  const one = new Map([['a.get', query({ roles: everyone, input: z.object({}), output: z.object({}) })]]);

  it('refuses to start when a procedure has no implementation, and names it', () => {
    expect(() => pairProcedures(one, {})).toThrow('without an implementation: a.get');
  });
  it('refuses to start when an implementation has no procedure, and names it', () => {
    expect(() => pairProcedures(one, { a: { get: () => ({}), set: () => ({}) } })).toThrow(
      'without a procedure: a.set',
    );
  });
  it('covers the whole contract when no other procedures are given', () => {
    expect([...contractProcedures().keys()]).toEqual(procedureNames());
    const deps = { log: createSilentLogger(), clock: createVirtualClock(), ids: createSeededIds() };
    expect(() => createRouter({ ...deps, handlers: {} })).toThrow('messages.sendMessage');
  });
});

describe('input', () => {
  it('fills defaults in before the implementation sees the input', async () => {
    expect(await ask(createPractice(), 'echo.say', { words: 'hi' })).toEqual({ ok: true, value: { words: 'hi' } });
  });
  it.each([
    [{}, 'words', 'words is missing.'],
    [{ words: 7 }, 'words', 'words must be a string.'],
    [{ words: '' }, 'words', 'words is too short: at least 1 characters.'],
    [{ words: 'x', times: 10 }, 'times', 'times is too large: at most 9.'],
    [{ words: 'x', colour: 'red' }, 'colour', 'colour is not a field of this call.'],
  ])('says in a sentence what is wrong with %j', async (input, field, message) => {
    expect(await ask(createPractice(), 'echo.say', input)).toEqual({
      ok: false,
      error: { code: 'INVALID_INPUT', field, message },
    });
  });
  it('says so when the input is nothing at all', async () => {
    const answer = await ask(createPractice(), 'echo.say', undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', message: 'The input is missing.' } });
  });
  it.each(['', 'echo', 'echo.nothing', 'echo.say.more', '__proto__.toString', 'constructor.name'])(
    'answers the unknown name %j',
    async (name) => {
      expect(await ask(createPractice(), name, {})).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } });
    },
  );
});

describe('roles', () => {
  it('refuses a role that the procedure does not name', async () => {
    const answer = await ask(createPractice(), 'count.reset', {}, { role: 'auditor' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });
  it('checks the role before the input, so that a stranger learns nothing of the shape', async () => {
    const answer = await ask(createPractice(), 'count.reset', { wrong: true }, { role: 'auditor' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });
});

describe('refusals and defects', () => {
  it('passes an expected refusal on as it is', async () => {
    expect(await ask(createPractice(), 'echo.refuse', {})).toEqual({
      ok: false,
      error: {
        code: 'SEND_BLOCKED',
        message: 'This person asked not to be texted. Call them.',
        field: 'to',
        details: { code: 'optedOut' },
      },
    });
  });
  it('answers a defect with INTERNAL and an id that finds the log line', async () => {
    const practice = createPractice();
    const answer = await ask(practice, 'echo.break', {});
    if (answer.ok) throw new Error('must not succeed');
    expect(answer.error.code).toBe('INTERNAL');
    const line = practice.log.entries.find(({ event }) => event === 'rpc.defect');
    expect(line?.fields.correlationId).toBe(answer.error.correlationId);
    expect(line?.fields.stack).toContain('practiceContract');
  });
  it('never logs or answers what a defect or a wrong output said', async () => {
    const practice = createPractice();
    const answers = [await ask(practice, 'echo.break', {}), await ask(practice, 'echo.lie', {})];
    expect(JSON.stringify([answers, practice.log.entries])).not.toMatch(/Alvarez|555/);
  });
  it('counts an output that breaks the contract as a defect', async () => {
    const practice = createPractice();
    expect(await ask(practice, 'echo.lie', {})).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(practice.log.entries.at(-2)?.fields.where).toBe('count invalid_type');
  });
});

describe('cancelling', () => {
  it('answers CANCELLED when the caller gave up', async () => {
    const practice = createPractice();
    const abort = new AbortController();
    const answer = ask(practice, 'echo.wait', {}, { signal: abort.signal });
    await practice.clock.settle();
    abort.abort();
    expect(await answer).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  });
});

describe('commands', () => {
  it('act once when the same command arrives twice at the same time', async () => {
    const practice = createPractice();
    const input = { by: 5, commandId: 'click-0001' };
    const answers = await Promise.all([ask(practice, 'count.add', input), ask(practice, 'count.add', input)]);
    expect(answers).toEqual([
      { ok: true, value: { total: 5 } },
      { ok: true, value: { total: 5 } },
    ]);
    expect(practice.total()).toBe(5);
  });
  it('get their first answer from the command log when they arrive again', async () => {
    const practice = createPractice();
    const router = createRouter({
      handlers: everything(() => {
        throw new Error('must not run again');
      }),
      procedures: practiceProcedures,
      log: practice.log,
      clock: practice.clock,
      ids: createSeededIds(),
      commands: { find: () => ({ procedure: 'count.add', result: { total: 3 } }) },
    });
    const call = (procedure: string) =>
      router.call({
        procedure,
        input: procedure === 'count.add' ? { by: 1, commandId: 'click-0001' } : { commandId: 'click-0001' },
        actor: owner,
        signal: new AbortController().signal,
      });
    expect(await call('count.add')).toEqual({ ok: true, value: { total: 3 } });
    expect(await call('count.reset')).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });
  it('get an id made for them when the caller left it out', async () => {
    const practice = createPractice();
    const seen: (string | null)[] = [];
    const router = createRouter({
      handlers: everything((context) => {
        seen.push(context.commandId);
        return { total: 1, words: '' };
      }),
      procedures: practiceProcedures,
      log: practice.log,
      clock: practice.clock,
      ids: createSeededIds(),
    });
    const signal = new AbortController().signal;
    await router.call({ procedure: 'count.add', input: { by: 1 }, actor: owner, signal });
    await router.call({ procedure: 'echo.say', input: { words: 'x' }, actor: owner, signal });
    expect(seen).toEqual([expect.stringMatching(/^[\w-]{21}$/), null]);
  });
});

describe('draining', () => {
  it('lets calls under way end, and answers SHUTTING_DOWN to later ones', async () => {
    const practice = createPractice();
    const underWay = ask(practice, 'echo.wait', {});
    await practice.clock.settle();
    let drained = false;
    const drain = practice.router.drain().then(() => (drained = true));
    expect(await ask(practice, 'echo.say', { words: 'x' })).toMatchObject({ error: { code: 'SHUTTING_DOWN' } });
    await practice.clock.settle();
    expect(drained).toBe(false);
    practice.finishWait();
    await drain;
    expect(await underWay).toEqual({ ok: true, value: {} });
  });
});

function everything(handler: (context: { commandId: string | null }) => unknown) {
  const tree: Record<string, Record<string, typeof handler>> = {};
  for (const name of practiceProcedures.keys()) {
    const [feature, verb] = name.split('.') as [string, string];
    (tree[feature] ??= {})[verb] = handler;
  }
  return tree;
}
