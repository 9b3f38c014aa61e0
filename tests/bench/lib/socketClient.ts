/** A browser's side of the console, without the browser: signs in by the one-time link, speaks frames over the WebSocket. */
import { WebSocket } from 'ws';
import { CONTRACT_VERSION } from '../../../src/contract/wire.ts';
import type { ServerFrame } from '../../../src/contract/wire.ts';
import type { InputOf, OutputOf, ProcedureName } from '../../../src/contract/index.ts';

export interface SocketClient {
  call<N extends ProcedureName>(procedure: N, input: InputOf<N>): Promise<OutputOf<N>>;
  /** Called with every event frame, in order. */
  onEvent(listener: (batch: Extract<ServerFrame, { t: 'event' }>['batch']) => void): void;
  close(): void;
}

/** Uses the link up and returns once the core has welcomed us. */
export async function signInAndConnect(loginUrl: string): Promise<SocketClient> {
  const answer = await fetch(loginUrl, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0];
  if (cookie === undefined) throw new Error(`Signing in was answered with ${answer.status}.`);
  const { origin } = new URL(loginUrl);
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, { headers: { cookie, origin } });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  return greet(socket);
}

async function greet(socket: WebSocket): Promise<SocketClient> {
  const waiting = new Map<string, (frame: Extract<ServerFrame, { t: 'result' }>) => void>();
  const listeners: ((batch: Extract<ServerFrame, { t: 'event' }>['batch']) => void)[] = [];
  let calls = 0;
  const welcomed = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const frame = JSON.parse((data as Buffer).toString('utf8')) as ServerFrame;
      if (frame.t === 'welcome') resolve();
      if (frame.t === 'event') for (const listener of listeners) listener(frame.batch);
      if (frame.t === 'result') waiting.get(frame.id)?.(frame);
    });
  });
  socket.send(JSON.stringify({ t: 'hello', contractVersion: CONTRACT_VERSION, lastSeq: null }));
  await welcomed;
  return {
    async call<N extends ProcedureName>(procedure: N, input: InputOf<N>) {
      const id = String((calls += 1));
      const answered = new Promise<Extract<ServerFrame, { t: 'result' }>>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ t: 'call', id, procedure, input }));
      const frame = await answered;
      waiting.delete(id);
      if (!frame.ok) throw new Error(`${procedure} was refused: ${frame.error.code}`);
      return frame.value as OutputOf<N>;
    },
    onEvent: (listener) => void listeners.push(listener),
    close: () => socket.terminate(),
  };
}
