import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { afterEach, expect, it } from 'vitest';
import { DomainError } from '../../../src/contract/errors.ts';
import type { PersonSummary } from '../../../src/renderer/contract.ts';
import { en } from '../../../src/renderer/i18n/en.ts';
import { ServicesContext } from '../../../src/renderer/state/services.ts';
import { useCommand } from '../../../src/renderer/state/useCommand.ts';
import { useInfiniteQuery } from '../../../src/renderer/state/useInfiniteQuery.ts';
import { useQuery } from '../../../src/renderer/state/useQuery.ts';
import { createTestServices } from '../harness/testServices.ts';
import type { Answers } from '../harness/memoryTransport.ts';

afterEach(cleanup);

const person = (id: string, name = `Person ${id}`): PersonSummary => ({
  id,
  name,
  kind: 'patient',
  primaryNumber: null,
  primaryDisplay: null,
  canText: 'noNumber',
  nextVisitAt: null,
});

function setUp(answers: Answers) {
  const { core, services } = createTestServices(answers);
  services.client.start();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <IntlProvider locale="en" messages={en}>
      <ServicesContext value={services}>{children}</ServicesContext>
    </IntlProvider>
  );
  return { core, services, wrapper };
}

/** A list of `total` people, paged by index. */
function pages(total: () => number): Answers {
  return {
    'people.listPeople': ({ cursor, limit = 50 }) => {
      const from = Number(cursor ?? 0);
      const items = Array.from({ length: Math.min(limit, total() - from) }, (_, index) => person(String(from + index)));
      const next = from + items.length;
      return { items, next: next < total() ? String(next) : null, total: total() };
    },
  };
}

it('a query asks, and asks again after a change that concerns it', async () => {
  let name = 'Practice A';
  const { core, wrapper } = setUp({
    'people.listPeople': () => ({ items: [person('p1', name)], next: null, total: 1 }),
  });
  const { result } = renderHook(() => useQuery('people.listPeople', {}, { invalidateOn: ['person.changed'] }), {
    wrapper,
  });
  await waitFor(() => expect(result.current.data?.items[0]?.name).toBe('Practice A'));
  name = 'Practice B';
  act(() => core.emit({ topic: 'person.changed', id: 'p1', parentId: null }));
  await waitFor(() => expect(result.current.data?.items[0]?.name).toBe('Practice B'));
});

it('a query asks nothing for null', async () => {
  const { core, wrapper } = setUp({});
  renderHook(() => useQuery('people.getPerson', null), { wrapper });
  await Promise.resolve();
  expect(core.calls).toEqual([]);
});

it('a query with keepPrevious goes on showing the answer before', async () => {
  const { wrapper } = setUp({
    'people.listPeople': ({ search }) =>
      search === 'b' ? new Promise(() => undefined) : { items: [person('p1', 'Ana')], next: null, total: 1 },
  });
  const { result, rerender } = renderHook(
    ({ search }) => useQuery('people.listPeople', { search }, { keepPrevious: true }),
    { wrapper, initialProps: { search: 'a' } },
  );
  await waitFor(() => expect(result.current.data?.total).toBe(1));
  rerender({ search: 'b' });
  expect(result.current).toMatchObject({ previous: true, fetching: true });
  expect(result.current.data?.items[0]?.name).toBe('Ana');
});

it('a list grows page by page and ends', async () => {
  const { wrapper } = setUp(pages(() => 25));
  const { result } = renderHook(() => useInfiniteQuery('people.listPeople', {}, { pageSize: 10 }), { wrapper });
  await waitFor(() => expect(result.current.items).toHaveLength(10));
  act(() => result.current.loadMore());
  await waitFor(() => expect(result.current.items).toHaveLength(20));
  act(() => result.current.loadMore());
  await waitFor(() => expect(result.current.items).toHaveLength(25));
  expect(result.current.hasMore).toBe(false);
  expect(result.current.data?.first.total).toBe(25);
});

it('a list loads its whole shown part again after a change, without gap or double', async () => {
  let total = 25;
  const { core, wrapper } = setUp(pages(() => total));
  const options = { pageSize: 10, invalidateOn: ['person.changed'] as const };
  const { result } = renderHook(() => useInfiniteQuery('people.listPeople', {}, options), { wrapper });
  await waitFor(() => expect(result.current.items).toHaveLength(10));
  act(() => result.current.loadMore());
  await waitFor(() => expect(result.current.items).toHaveLength(20));
  total = 18;
  act(() => core.emit({ topic: 'person.changed', id: '1', parentId: null }));
  await waitFor(() => expect(result.current.items).toHaveLength(18));
  expect(new Set(result.current.items.map((item) => item.id)).size).toBe(18);
  expect(result.current.hasMore).toBe(false);
});

it('a command shows its effect at once, and takes it back with a sentence when refused', async () => {
  let refuse: (error: unknown) => void = () => undefined;
  const { services, wrapper } = setUp({
    ...pages(() => 3),
    'people.savePerson': () => new Promise((_resolve, reject) => (refuse = reject)),
  });
  const { result } = renderHook(
    () => ({
      list: useInfiniteQuery('people.listPeople', {}),
      save: useCommand('people.savePerson', {
        optimistic: (input, patches) => [
          patches.list('people.listPeople', (data) => ({
            ...data,
            items: data.items.map((item) => (item.id === input.id ? { ...item, name: input.name ?? item.name } : item)),
          })),
        ],
      }),
    }),
    { wrapper },
  );
  await waitFor(() => expect(result.current.list.items).toHaveLength(3));
  let outcome: Promise<unknown> = Promise.resolve();
  act(() => void (outcome = result.current.save.run({ id: '1', name: 'Ana Cole' })));
  expect(result.current.list.items[1]?.name).toBe('Ana Cole');
  expect(result.current.save.pending).toBe(true);
  await waitFor(() => expect(refuse).not.toBe(undefined));
  await act(async () => {
    refuse(new DomainError('CONFLICT', 'Somebody else changed this person. Look again.'));
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });
  expect(result.current.list.items[1]?.name).toBe('Person 1');
  expect(services.toasts.store.getState().toasts[0]?.message).toBe('Somebody else changed this person. Look again.');
});
