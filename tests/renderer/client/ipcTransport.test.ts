import { expect, it } from 'vitest';
import type { ClientFrame, ServerFrame } from '../../../src/contract/wire.ts';
import { createIpcTransport } from '../../../src/renderer/client/ipcTransport.ts';

function setUp(request: (frame: ClientFrame) => Promise<ServerFrame | undefined>) {
  const frames: ServerFrame[] = [];
  let push: (frame: ServerFrame) => void = () => undefined;
  let subscribed = true;
  const transport = createIpcTransport({
    request,
    onEvent: (listener) => {
      push = listener;
      return () => void (subscribed = false);
    },
  });
  let downs = 0;
  transport.open({ onUp: () => undefined, onDown: () => downs++, onFrame: (frame) => frames.push(frame) });
  return {
    transport,
    frames,
    push: (frame: ServerFrame) => push(frame),
    subscribed: () => subscribed,
    downs: () => downs,
  };
}

it('gives the answer of a request and the events in between as frames', async () => {
  const { transport, frames, push } = setUp(async () => ({ t: 'welcome', contractVersion: 1, seq: 0, resync: false }));
  transport.send({ t: 'hello', contractVersion: 1, lastSeq: null });
  push({ t: 'resync', seq: 2 });
  await Promise.resolve();
  expect(frames.map((frame) => frame.t)).toEqual(['resync', 'welcome']);
});

it('answers a call that broke inside the bridge, so that nothing waits for ever', async () => {
  const { transport, frames } = setUp(() => Promise.reject(new Error('broken')));
  transport.send({ t: 'call', id: 'c1', procedure: 'system.getSession', input: {} });
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(frames).toMatchObject([{ t: 'result', id: 'c1', ok: false, error: { code: 'INTERNAL' } }]);
});

it('lets go of the bridge when closed', () => {
  const { transport, subscribed, downs } = setUp(async () => undefined);
  transport.close();
  expect(subscribed()).toBe(false);
  expect(downs()).toBe(1);
  expect(transport.send({ t: 'cancel', id: 'x' })).toBe(false);
});
