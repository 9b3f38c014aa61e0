// @vitest-environment node
import { beforeEach, describe, expect, it } from 'vitest';
import { CallError } from '../../../src/renderer/client/callError.ts';
import { COALESCE_MS, QueryStore } from '../../../src/renderer/state/queryStore.ts';
import { createManualTimers } from '../harness/manualTimers.ts';
import type { ManualTimers } from '../harness/manualTimers.ts';

const TODO = { topic: 'conversation.changed', id: 'c1', parentId: null } as const;
const flush = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

let timers: ManualTimers;
let store: QueryStore;
let asked: number;
let answers: (() => unknown)[];
const fetch = async (): Promise<unknown> => {
  asked += 1;
  return (answers.shift() ?? (() => `answer ${asked}`))();
};
const watch = (key = 'one:a:{}', rules: Parameters<QueryStore['watch']>[2] = ['conversation.changed']): (() => void) =>
  store.watch(key, fetch, rules, () => undefined);

beforeEach(() => {
  timers = createManualTimers();
  store = new QueryStore({ timers });
  asked = 0;
  answers = [];
});

describe('answers', () => {
  it('asks once for a key, however many watch it', async () => {
    watch();
    watch();
    await flush();
    expect(asked).toBe(1);
    expect(store.get('one:a:{}')).toMatchObject({ data: 'answer 1', fetching: false });
  });

  it('paints the old answer at once when a key is watched again', async () => {
    watch()();
    await flush();
    watch();
    expect(store.get('one:a:{}').data).toBe('answer 1');
    await flush();
    expect(asked).toBe(1);
  });

  it('gives the same object while nothing changed', async () => {
    watch();
    await flush();
    expect(store.get('one:a:{}')).toBe(store.get('one:a:{}'));
  });

  it('keeps the old answer when a later question fails, and says so', async () => {
    watch();
    await flush();
    answers = [
      () => {
        throw new CallError({ code: 'BUSY', message: 'busy' });
      },
    ];
    await store.refetch('one:a:{}');
    expect(store.get('one:a:{}')).toMatchObject({ data: 'answer 1', error: { code: 'BUSY' } });
    store.retryFailed();
    timers.advance(COALESCE_MS);
    await flush();
    expect(store.get('one:a:{}')).toMatchObject({ data: 'answer 3', error: undefined });
  });

  it('forgets answers nobody looks at, the oldest first', async () => {
    for (let index = 0; index < 200; index++) watch(`one:a:${index}`)();
    await flush();
    expect(store.get('one:a:0').data).toBeUndefined();
    expect(store.get('one:a:199').data).toBeDefined();
  });
});

describe('changes', () => {
  it('asks once again after a burst of changes', async () => {
    watch();
    await flush();
    for (let index = 0; index < 50; index++) store.applyChanges([TODO]);
    timers.advance(COALESCE_MS);
    await flush();
    expect(asked).toBe(2);
  });

  it('leaves alone what a change does not concern', async () => {
    watch('one:a:{}', [{ topic: 'message.added', parentId: 'c1' }]);
    await flush();
    store.applyChanges([{ topic: 'message.added', id: 'm1', parentId: 'c2' }]);
    store.applyChanges([TODO]);
    timers.advance(COALESCE_MS);
    await flush();
    expect(asked).toBe(1);
  });

  it('asks once more when a change comes while a question is under way', async () => {
    let release: (value: string) => void = () => undefined;
    answers = [() => new Promise((resolve) => (release = resolve))];
    watch();
    store.applyChanges([TODO]);
    timers.advance(COALESCE_MS);
    release('old');
    await flush();
    expect(asked).toBe(2);
    expect(store.get('one:a:{}').data).toBe('answer 2');
  });

  it('asks for nothing that is not watched, but remembers that it is stale', async () => {
    watch()();
    await flush();
    store.applyChanges([TODO]);
    timers.advance(COALESCE_MS);
    await flush();
    expect(asked).toBe(1);
    watch();
    await flush();
    expect(asked).toBe(2);
  });

  it('asks for everything watched after missed events', async () => {
    watch('one:a:{}', []);
    watch('one:b:{}', []);
    await flush();
    store.invalidateAll();
    timers.advance(COALESCE_MS);
    await flush();
    expect(asked).toBe(4);
  });
});

describe('patches', () => {
  const shout = (data: unknown): unknown => `${String(data)}!`;

  it('show at once and are gone when reverted', async () => {
    watch();
    await flush();
    const patch = store.patch((key) => key.startsWith('one:a:'), shout);
    expect(store.get('one:a:{}').data).toBe('answer 1!');
    patch.revert();
    expect(store.get('one:a:{}').data).toBe('answer 1');
  });

  it('hold over answers that come before the command is done, and go with the first one after', async () => {
    watch();
    await flush();
    const patch = store.patch((key) => key.startsWith('one:a:'), shout);
    await store.refetch('one:a:{}');
    expect(store.get('one:a:{}').data).toBe('answer 2!');
    patch.settle();
    expect(store.get('one:a:{}').data).toBe('answer 2!');
    timers.advance(COALESCE_MS);
    await flush();
    expect(store.get('one:a:{}').data).toBe('answer 3');
  });

  it('do not go with an answer that was asked for before the command was done', async () => {
    watch();
    await flush();
    let release: (value: string) => void = () => undefined;
    answers = [() => new Promise((resolve) => (release = resolve))];
    const patch = store.patch((key) => key.startsWith('one:a:'), shout);
    const early = store.refetch('one:a:{}');
    patch.settle();
    release('early');
    await early;
    expect(store.get('one:a:{}').data).toBe('early!');
    timers.advance(COALESCE_MS);
    await flush();
    expect(store.get('one:a:{}').data).toBe('answer 3');
  });

  it('of two commands, one refused, leave only the effect of the other', async () => {
    watch();
    await flush();
    const first = store.patch(() => true, shout);
    store.patch(
      () => true,
      (data) => `${String(data)}?`,
    );
    expect(store.get('one:a:{}').data).toBe('answer 1!?');
    first.revert();
    expect(store.get('one:a:{}').data).toBe('answer 1?');
  });
});
