// @vitest-environment node
import { expect, it } from 'vitest';
import { createToasts, TOAST_MS } from '../../../src/renderer/ui/toasts.ts';
import { createManualTimers } from '../harness/manualTimers.ts';

function setUp() {
  const timers = createManualTimers();
  let ids = 0;
  const toasts = createToasts({ timers, newId: () => `t${++ids}`, now: timers.now });
  const shown = (): string[] => toasts.store.getState().toasts.map((toast) => toast.message);
  return { timers, toasts, shown };
}

it('go by themselves after eight seconds', () => {
  const { timers, toasts, shown } = setUp();
  toasts.show({ icon: 'done', message: 'Marked done' });
  timers.advance(TOAST_MS - 1);
  expect(shown()).toEqual(['Marked done']);
  timers.advance(1);
  expect(shown()).toEqual([]);
});

it('stay while someone points at them', () => {
  const { timers, toasts, shown } = setUp();
  toasts.show({ icon: 'done', message: 'Marked done' });
  toasts.hold(true);
  timers.advance(60_000);
  expect(shown()).toHaveLength(1);
  toasts.hold(false);
  timers.advance(TOAST_MS);
  expect(shown()).toHaveLength(0);
});

it('with an end go at that end, pointed at or not: the text really leaves then', () => {
  const { timers, toasts, shown } = setUp();
  let ended = 0;
  toasts.show({ icon: 'done', message: 'Sending', until: 5_000, onEnd: () => ended++ });
  toasts.hold(true);
  timers.advance(5_000);
  expect(shown()).toEqual([]);
  expect(ended).toBe(1);
});

it('are at most three, the oldest goes first', () => {
  const { toasts, shown } = setUp();
  for (const message of ['a', 'b', 'c', 'd']) toasts.show({ icon: 'info', message });
  expect(shown()).toEqual(['b', 'c', 'd']);
});

it('of the same id take each other’s place', () => {
  const { timers, toasts, shown } = setUp();
  toasts.show({ id: 'x', icon: 'info', message: 'one' });
  timers.advance(TOAST_MS - 1);
  toasts.show({ id: 'x', icon: 'info', message: 'two' });
  timers.advance(TOAST_MS - 1);
  expect(shown()).toEqual(['two']);
});
