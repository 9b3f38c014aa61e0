import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reconnectDelay } from '../../../src/renderer/client/backoff.ts';
import {
  createWebSocketTransport,
  PROTOCOL_CLOSE_CODE,
  SIGNED_OUT_CLOSE_CODE,
} from '../../../src/renderer/client/webSocketTransport.ts';
import { createManualTimers } from '../harness/manualTimers.ts';

/** A socket that the test opens and closes. */
class FakeSocket extends EventTarget {
  readyState = 0;
  readonly sent: string[] = [];
  send(data: string): void {
    this.sent.push(data);
  }
  close(): void {
    this.drop(1000);
  }
  accept(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  drop(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent('close', { code }));
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const timers = createManualTimers();
  const seen: string[] = [];
  const transport = createWebSocketTransport({
    url: 'ws://127.0.0.1/ws',
    timers,
    fraction: () => 0,
    createSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
  transport.open({
    onUp: () => seen.push('up'),
    onDown: (reason) => seen.push(reason),
    onFrame: (frame) => seen.push(frame.t),
  });
  return { sockets, timers, seen, transport };
}

it('connects again after a loss, later each time, and starts over once it was up', () => {
  const { sockets, timers, seen } = setUp();
  sockets[0]?.accept();
  sockets[0]?.drop(1006);
  timers.advance(125);
  expect(sockets).toHaveLength(2);
  sockets[1]?.drop(1006);
  timers.advance(125);
  expect(sockets).toHaveLength(2);
  timers.advance(125);
  expect(sockets).toHaveLength(3);
  sockets[2]?.accept();
  expect(seen).toEqual(['up', 'lost', 'lost', 'up']);
});

it('does not try again when this browser is signed out', () => {
  const { sockets, timers, seen } = setUp();
  sockets[0]?.drop(SIGNED_OUT_CLOSE_CODE);
  timers.advance(60_000);
  expect(sockets).toHaveLength(1);
  expect(seen).toEqual(['signedOut']);
});

it('does not try again when the core does not understand this page', () => {
  const { sockets, timers, seen } = setUp();
  sockets[0]?.drop(PROTOCOL_CLOSE_CODE);
  timers.advance(60_000);
  expect(sockets).toHaveLength(1);
  expect(seen).toEqual(['outdated']);
});

it('knocks ever more seldom at a door that opens and shuts at once', () => {
  const { sockets, timers } = setUp();
  for (let second = 0; second < 60; second++) {
    const newest = sockets.at(-1);
    if (newest?.readyState === 0) {
      newest.accept();
      newest.drop(4430);
    }
    timers.advance(1_000);
  }
  expect(sockets.length).toBeLessThan(15);
});

it('keeps nothing that it could not send', () => {
  const { sockets, transport } = setUp();
  expect(transport.send({ t: 'cancel', id: 'a' })).toBe(false);
  sockets[0]?.accept();
  expect(sockets[0]?.sent).toEqual([]);
  expect(transport.send({ t: 'cancel', id: 'b' })).toBe(true);
});

it('hands over the frames that arrive', () => {
  const { sockets, seen } = setUp();
  sockets[0]?.accept();
  sockets[0]?.dispatchEvent(new MessageEvent('message', { data: '{"t":"resync","seq":3}' }));
  expect(seen).toEqual(['up', 'resync']);
});

it('says closed, and stays closed', () => {
  const { sockets, timers, seen, transport } = setUp();
  sockets[0]?.accept();
  transport.close();
  timers.advance(60_000);
  expect(seen).toEqual(['up', 'closed']);
  expect(sockets).toHaveLength(1);
});

it('waits between an eighth of a second and fifteen seconds, whatever the luck', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, fraction) => {
      const delay = reconnectDelay(attempt, fraction);
      expect(delay).toBeGreaterThanOrEqual(125);
      expect(delay).toBeLessThanOrEqual(15_000);
    }),
  );
});
