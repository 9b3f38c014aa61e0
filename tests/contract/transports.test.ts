/** The conformance suite against all three transports: memory, Electron IPC (over a stand-in), WebSocket (over loopback). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { createWebSocketDoor } from '../../src/main/headless/webSocketDoor.ts';
import { createIpcBridge, EVENT_CHANNEL, REQUEST_CHANNEL } from '../../src/main/electron/ipcBridge.ts';
import { CloseCode } from '../../src/main/rpc/closeCodes.ts';
import { connectInMemory } from '../../src/main/rpc/memoryTransport.ts';
import type { Session, SessionLink } from '../../src/main/rpc/session.ts';
import { createIpcStandIn } from './ipcStandIn.ts';
import { createFrameInbox, describeTransport } from './transportConformance.ts';
import type { ConformanceHarness } from './transportConformance.ts';

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

describeTransport('in-memory', async (practice, identity): Promise<ConformanceHarness> => {
  const sessions: Session[] = [];
  const open = (link: SessionLink): Session => {
    const session = practice.openSession(link);
    sessions.push(session);
    return session;
  };
  return {
    async connect() {
      const inbox = createFrameInbox();
      const connection = connectInMemory(open, identity, { onFrame: inbox.push, onClose: () => undefined });
      return { ...inbox, send: connection.send, drop: async () => connection.close() };
    },
    async endSessions() {
      for (const session of sessions) session.end(CloseCode.signedOut, 'expired');
    },
    settle: turn,
    stop: turn,
  };
});

describeTransport('Electron IPC', async (practice, identity): Promise<ConformanceHarness> => {
  const ipc = createIpcStandIn();
  const start = () =>
    createIpcBridge({
      ipc: ipc.main,
      openSession: practice.openSession,
      identity,
      trustedOrigin: 'app://deskbell',
    });
  let bridge = start();
  return {
    async connect() {
      const page = ipc.openPage('app://deskbell/index.html');
      const inbox = createFrameInbox();
      page.on(EVENT_CHANNEL, inbox.push);
      return {
        ...inbox,
        send(frame) {
          const nobodyAnswers = (): void => undefined;
          void page.invoke(REQUEST_CHANNEL, frame).then((answer) => {
            if (answer !== undefined) inbox.push(answer);
          }, nobodyAnswers);
        },
        async drop() {
          page.destroy();
          bridge.pageGone(page.id);
        },
      };
    },
    async endSessions() {
      bridge.close();
      bridge = start();
    },
    settle: turn,
    stop: async () => bridge.close(),
  };
});

describeTransport('WebSocket', async (practice, identity): Promise<ConformanceHarness> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door = createWebSocketDoor({
    server,
    path: '/ws',
    authorize: () => ({ kind: 'welcome', identity, loginKey: 'a browser' }),
    stillSignedIn: () => true,
    openSession: practice.openSession,
    timers: practice.clock,
  });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`;
  return {
    async connect() {
      const socket = new WebSocket(url);
      const inbox = createFrameInbox();
      socket.on('message', (data) => inbox.push(JSON.parse((data as Buffer).toString('utf8'))));
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      return {
        ...inbox,
        send: (frame) => socket.send(JSON.stringify(frame)),
        async drop() {
          socket.terminate();
        },
      };
    },
    endSessions: async () => door.cutLogin('a browser'),
    // A round trip over loopback, so that everything written before has been read.
    async settle() {
      const socket = new WebSocket(url);
      await new Promise((resolve) => socket.once('open', resolve));
      socket.terminate();
      await turn();
    },
    async stop() {
      await door.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
});
