import { expect, it } from 'vitest';
import { DomainError } from '../../../src/contract/errors.ts';
import { createClient } from '../../../src/renderer/client/client.ts';
import type { Client } from '../../../src/renderer/client/client.ts';
import { GIVE_UP_MS } from '../../../src/renderer/client/pendingCalls.ts';
import { createManualTimers } from '../harness/manualTimers.ts';
import type { ManualTimers } from '../harness/manualTimers.ts';
import { createMemoryCore } from '../harness/memoryTransport.ts';
import type { Answers, MemoryCore } from '../harness/memoryTransport.ts';
import { session } from '../harness/shellAnswers.ts';

const CHANGE = { topic: 'person.changed', id: 'p1', parentId: null } as const;

function setUp(answers: Answers = {}): {
  core: MemoryCore;
  client: Client;
  timers: ManualTimers;
  changes: unknown[];
  resyncs: () => number;
} {
  const core = createMemoryCore({ 'system.getSession': () => session, ...answers });
  const timers = createManualTimers();
  let ids = 0;
  const client = createClient({ transport: core.transport, timers, newId: () => `id-number-${++ids}` });
  const changes: unknown[] = [];
  let resyncs = 0;
  client.onChanges((batch) => changes.push(...batch));
  client.onResync(() => resyncs++);
  return { core, client, timers, changes, resyncs: () => resyncs };
}

it('says hello first and answers a query', async () => {
  const { core, client } = setUp();
  client.start();
  expect(core.frames[0]).toEqual({ t: 'hello', contractVersion: 1, lastSeq: null });
  expect(await client.query('system.getSession', {})).toEqual(session);
});

it('waits with calls until the core has welcomed it', async () => {
  const { core, client } = setUp();
  const answer = client.query('system.getSession', {});
  expect(core.calls).toHaveLength(0);
  client.start();
  expect(await answer).toEqual(session);
});

it('gives a refusal as a CallError with its code', async () => {
  const { client } = setUp({
    'people.getPerson': () => {
      throw new DomainError('NOT_FOUND', 'This person is not here any more.');
    },
  });
  client.start();
  await expect(client.query('people.getPerson', { id: 'p1' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'This person is not here any more.',
  });
});

it('gives every command a commandId of its own', async () => {
  const { core, client } = setUp({ 'reminders.skipReminder': () => ({ done: true }) });
  client.start();
  await client.command('reminders.skipReminder', { id: 'r1' });
  await client.command('reminders.skipReminder', { id: 'r1' });
  const ids = core.calls.map((call) => (call.input as { commandId: string }).commandId);
  expect(new Set(ids).size).toBe(2);
});

it('sends an unanswered command again after a reconnect, with the same commandId', async () => {
  let answered = false;
  const { core, client } = setUp({
    'reminders.skipReminder': () => (answered ? { done: true } : new Promise(() => undefined)),
  });
  client.start();
  const outcome = client.command('reminders.skipReminder', { id: 'r1' });
  core.cut();
  answered = true;
  core.join();
  expect(await outcome).toEqual({ done: true });
  expect(core.calls).toHaveLength(2);
  expect(core.calls[1]?.input).toEqual(core.calls[0]?.input);
});

it('does not send an old command again: it ends as NO_ANSWER', async () => {
  const { core, client, timers } = setUp({ 'reminders.skipReminder': () => new Promise(() => undefined) });
  client.start();
  const outcome = client.command('reminders.skipReminder', { id: 'r1' });
  core.cut();
  const refused = expect(outcome).rejects.toMatchObject({ code: 'NO_ANSWER' });
  timers.advance(GIVE_UP_MS);
  core.join();
  await refused;
  expect(core.calls).toHaveLength(1);
});

it('ends a call that never left as DISCONNECTED', async () => {
  const { core, client, timers } = setUp();
  client.start();
  core.cut();
  const refused = expect(client.query('system.getSession', {})).rejects.toMatchObject({ code: 'DISCONNECTED' });
  timers.advance(GIVE_UP_MS);
  await refused;
});

it('hands on changes in order', () => {
  const { core, client, changes } = setUp();
  client.start();
  core.emit(CHANGE, { ...CHANGE, id: 'p2' });
  core.emit({ ...CHANGE, id: 'p3' });
  expect(changes).toEqual([CHANGE, { ...CHANGE, id: 'p2' }, { ...CHANGE, id: 'p3' }]);
});

it('notices a missing batch, asks for everything again, and goes on from there', () => {
  const { core, client, changes, resyncs } = setUp();
  client.start();
  core.emit(CHANGE);
  core.lose(2);
  core.emit({ ...CHANGE, id: 'p4' });
  expect(resyncs()).toBe(1);
  expect(changes).toEqual([CHANGE]);
  core.emit({ ...CHANGE, id: 'p5' });
  expect(resyncs()).toBe(1);
  expect(changes).toHaveLength(2);
});

it('tells the core after a reconnect what it has seen, and resyncs when the core says so', () => {
  const { core, client, resyncs } = setUp();
  client.start();
  core.emit(CHANGE, CHANGE);
  core.cut();
  expect(client.connection.getState().phase).toBe('lost');
  core.join({ resync: true });
  expect(core.frames.at(-1)).toEqual({ t: 'hello', contractVersion: 1, lastSeq: 2 });
  expect(client.connection.getState().phase).toBe('open');
  expect(resyncs()).toBe(1);
});

it('drops a batch that arrives twice', () => {
  const { core, client, changes, resyncs } = setUp();
  client.start();
  core.emit(CHANGE);
  core.lose(-1);
  core.emit(CHANGE);
  expect(changes).toHaveLength(1);
  expect(resyncs()).toBe(0);
});

it('tells the core when a call is cancelled', async () => {
  const { core, client } = setUp({ 'system.getSession': () => new Promise(() => undefined) });
  client.start();
  const controller = new AbortController();
  const answer = client.query('system.getSession', {}, { signal: controller.signal });
  controller.abort();
  await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(core.frames.at(-1)?.t).toBe('cancel');
});
