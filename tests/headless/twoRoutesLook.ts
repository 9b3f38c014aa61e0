/** How the script of two routes looks at the program and at handsets. No step is here. */
import { expect } from 'vitest';
import { until } from './twoRoutesOffice.ts';
import type { Message, Office } from './twoRoutesOffice.ts';

export interface Step {
  readonly name: string;
  run(office: Office): Promise<void>;
}

export interface Gateway {
  id: string;
  state: string;
  downSince: number | null;
  queued: number;
  sentToday: number;
  dayLeft: number | null;
  lastHeardAt: number | null;
}
type Counts = { forged: number; stale: number; repeated: number; refused: number; accepted: number };

export const gatewayOf = async ({ call, route }: Office): Promise<Gateway> => {
  const { items } = await call<{ items: Gateway[] }>('gateways.listGateways');
  const found = items.find(({ id }) => id === route.id);
  if (found === undefined) throw new Error('not connected');
  return found;
};
export const counts = async ({ call }: Office): Promise<Counts> =>
  (await call<{ counts: Counts }>('tunnel.getTunnel')).counts;
export const codeOf = async (refused: Promise<unknown>): Promise<unknown> =>
  refused.then(
    () => 'not refused',
    (error: unknown) => (error as { code?: unknown }).code,
  );
export const textOf = async (office: Office, name: string, id: string): Promise<Message> => {
  const found = (await office.thread(name)).find((message) => message.id === id);
  if (found === undefined) throw new Error('not in the thread');
  return found;
};
export const statusIs = (office: Office, name: string, id: string, ...wanted: string[]): Promise<void> =>
  until(async () => expect(wanted).toContain((await textOf(office, name, id)).status));
export const arrives = async (office: Office, name: string, words: string): Promise<void> =>
  until(async () => expect((await office.handset(name)).filter(({ body }) => body.includes(words))).toHaveLength(1));
export const heard = (office: Office, name: string, words: string, times = 1): Promise<void> =>
  until(async () =>
    expect(
      (await office.thread(name)).filter(({ body, direction }) => direction === 'in' && body === words),
    ).toHaveLength(times),
  );
export const writes = async (office: Office, name: string, words: string, more?: object): Promise<void> =>
  office.route.receive((await office.person(name)).number, words, more);

/** What later steps need of earlier ones. */
export const doubt = new WeakMap<Office, string>();
export const waiting = new WeakMap<Office, string>();
