// @vitest-environment node
import { expect, it } from 'vitest';
import { createRouter } from '../../../src/renderer/app/router.ts';

const setUp = () => createRouter({ screen: 'inbox' });

it('goes back and forward', () => {
  const router = setUp();
  router.go({ screen: 'today' });
  router.go({ screen: 'inbox', selection: 'c1' });
  expect(router.back()).toBe(true);
  expect(router.store.getState().route).toEqual({ screen: 'today' });
  expect(router.forward()).toBe(true);
  expect(router.store.getState().route).toEqual({ screen: 'inbox', selection: 'c1' });
  expect(router.forward()).toBe(false);
});

it('shows a screen as it was left', () => {
  const router = setUp();
  router.replace({ selection: 'c7' });
  router.show('today');
  router.show('inbox');
  expect(router.store.getState().route).toEqual({ screen: 'inbox', selection: 'c7' });
});

it('makes no step of moving in a list', () => {
  const router = setUp();
  router.replace({ selection: 'c1' });
  router.replace({ selection: 'c2' });
  router.replace({ selection: null });
  expect(router.store.getState().route).toEqual({ screen: 'inbox' });
  expect(router.back()).toBe(false);
});

it('makes no step to where it is', () => {
  const router = setUp();
  router.go({ screen: 'inbox' });
  expect(router.back()).toBe(false);
});
