// @vitest-environment node
import { expect, it } from 'vitest';
import { createUndoStack, MOST_UNDO, UNDO_FOR_MS } from '../../../src/renderer/state/undoStack.ts';

function setUp() {
  let now = 0;
  let ids = 0;
  const undone: string[] = [];
  const stack = createUndoStack({ now: () => now, newId: () => `u${++ids}` });
  const push = (name: string): string => stack.push(() => void undone.push(name));
  return { stack, push, undone, pass: (ms: number) => void (now += ms) };
}

it('takes back the newest action first, each once', () => {
  const { stack, push, undone } = setUp();
  push('a');
  push('b');
  expect([stack.undo(), stack.undo(), stack.undo()]).toEqual([true, true, false]);
  expect(undone).toEqual(['b', 'a']);
});

it('takes back a certain action from its toast', () => {
  const { stack, push, undone } = setUp();
  const id = push('a');
  push('b');
  stack.undo(id);
  expect(undone).toEqual(['a']);
  expect(stack.undo(id)).toBe(false);
});

it('forgets what is older than a minute', () => {
  const { stack, push, undone, pass } = setUp();
  push('a');
  pass(UNDO_FOR_MS + 1);
  expect(stack.undo()).toBe(false);
  expect(undone).toEqual([]);
});

it('keeps the last twenty', () => {
  const { stack, push, undone } = setUp();
  for (let index = 0; index <= MOST_UNDO; index++) push(String(index));
  while (stack.undo()) continue;
  expect(undone).toHaveLength(MOST_UNDO);
  expect(undone.at(-1)).toBe('1');
});
