/** A real HTTP server that takes webhooks and says what came, for tests. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TakenHook {
  readonly body: string;
  readonly json: { readonly id: string; readonly event: string; readonly payload: Record<string, unknown> };
  readonly headers: Readonly<Record<string, string>>;
}

export interface HookSink {
  readonly url: string;
  readonly taken: TakenHook[];
  /** What it answers from now on; null: nothing at all. */
  answer(status: number | null): void;
  events(): string[];
  close(): Promise<void>;
}

/** Listens on loopback. */
export async function openHookSink(): Promise<HookSink> {
  const taken: TakenHook[] = [];
  let status: number | null = 204;
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      taken.push({
        body,
        json: JSON.parse(body) as TakenHook['json'],
        headers: request.headers as Record<string, string>,
      });
      if (status !== null) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    taken,
    answer: (next) => void (status = next),
    events: () => taken.map((hook) => hook.json.event),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** The signature that a request must carry (capcom6.md 6.5). */
export function signatureOf(hook: TakenHook, key: string): string {
  return createHmac('sha256', key)
    .update(hook.body, 'utf8')
    .update(hook.headers['x-timestamp'] ?? '')
    .digest('hex');
}
