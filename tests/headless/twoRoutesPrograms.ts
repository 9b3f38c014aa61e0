/**
 * Doors and processes for the script of two routes: TLS in front of what listens on loopback, and the real programs with an environment that
 * trusts it. Everything ends with `stopAll`.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createSecureServer, request as httpsRequest } from 'node:https';
import type { Server } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { generate } from 'selfsigned';

const CLI = 'src/main/headless/cli.ts';
/** The simulated storage of pictures is here, too: whoever stands for Twilio stands for its storage by the same name. */
const HOST = '127.0.0.1';
const KEPT_BYTES = 64 * 1024;

/** A request as it came through a door. */
export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** TLS on a port of its own, leading to a plain listener: a proxy of the practice, or the edge of a tunnel. */
export interface Door {
  readonly url: string;
  /** What came through, oldest first. */
  readonly passed: readonly Passed[];
  /** Posts with these words are answered 503 while it is set. */
  refuse: RegExp | null;
  /** Shut: connections are refused. */
  setOpen(open: boolean): Promise<void>;
  /** A request through the door, answered with its status; 0: cut off. */
  post(path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<number>;
}

export interface Program {
  /** The first line on stdout, as JSON. */
  readonly announced: Readonly<Record<string, string>>;
  stop(signal: NodeJS.Signals): Promise<void>;
}

export type Call = <T = Record<string, unknown>>(procedure: string, input?: object) => Promise<T>;

export interface Programs {
  readonly dataDir: string;
  openDoor(targetUrl: () => string): Promise<Door>;
  start(file: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Program>;
  serve(env: Readonly<Record<string, string>>): Promise<Program>;
  /** Procedures through one `deskbell call --batch`. Throws the refusal: an object with `code` and `message`. */
  openCalls(): Call;
  stopAll(): Promise<void>;
}

export async function createPrograms(): Promise<Programs> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-routes-'));
  const pair = await generate([{ name: 'commonName', value: HOST }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: HOST }] },
    ],
  });
  const caFile = join(dataDir, 'test-ca.pem');
  writeFileSync(caFile, pair.cert);
  const children = new Set<ChildProcess>();
  const doors: { close(): Promise<void> }[] = [];

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess => {
    const child = spawn(process.execPath, [...args], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    children.add(child);
    child.once('exit', () => children.delete(child));
    child.stdin.on('error', () => undefined);
    return child;
  };
  const start: Programs['start'] = async (file, args, env) => {
    const child = run([file, ...args], env);
    return { announced: await firstLine(child), stop: (signal) => end(child, signal) };
  };
  return {
    dataDir,
    async openDoor(targetUrl) {
      const door = await openDoor(pair, targetUrl);
      doors.push({ close: () => door.setOpen(false) });
      return door;
    },
    start,
    serve: (env) => start(CLI, ['serve', '--json', '--no-open', '--port', '0', '--data-dir', dataDir], env),
    openCalls: () => callsOver(run([CLI, 'call', '--batch', '--data-dir', dataDir])),
    async stopAll() {
      await Promise.all([...children].map((child) => end(child, 'SIGKILL')));
      await Promise.all(doors.map((door) => door.close()));
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A port that is free together with the next one: the tunnel's listener and its neighbour for the own network. */
export async function freePort(): Promise<number> {
  for (;;) {
    // Below what systems give out by themselves: between the look and the use nobody else is handed it.
    const port = await tryPort(20_000 + 2 * randomInt(5_000));
    if (port !== null && (await tryPort(port + 1)) !== null) return port;
  }
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(null));
    server.listen(port, HOST, () => {
      const got = (server.address() as AddressInfo).port;
      server.close(() => resolve(got));
    });
  });
}

function firstLine(child: ChildProcess): Promise<Record<string, string>> {
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('no output');
    createInterface({ input: child.stdout }).once('line', (line) => {
      const first = JSON.parse(line) as Record<string, string>;
      if (first['error'] === undefined) resolve(first);
      else reject(new Error(line));
    });
    child.once('exit', () => reject(new Error(errors)));
  });
}

function callsOver(child: ChildProcess): Call {
  const waiting: ((line: string) => void)[] = [];
  if (child.stdout === null) throw new Error('no output');
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  child.once('exit', () => waiting.splice(0).forEach((tell) => tell('{"error":{"code":"GONE","message":"gone"}}')));
  return async <T>(procedure: string, input: object = {}) => {
    const answer = new Promise<string>((resolve) => void waiting.push(resolve));
    child.stdin?.write(`${JSON.stringify({ procedure, input })}\n`);
    const { ok, error } = JSON.parse(await answer) as { ok?: T; error?: { code: string; message: string } };
    if (ok === undefined) throw Object.assign(new Error(`${procedure}: ${JSON.stringify(error)}`), error);
    return ok;
  };
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

async function openDoor(pair: { private: string; cert: string }, targetUrl: () => string): Promise<Door> {
  const passed: Passed[] = [];
  const sockets = new Set<Duplex>();
  const listener = (incoming: IncomingMessage, response: ServerResponse): void =>
    void lead(door, passed, targetUrl(), incoming, response).catch(() => incoming.socket.destroy());
  let server: Server | null = null;
  let port = 0;
  const open = async (): Promise<void> => {
    const made = createSecureServer({ key: pair.private, cert: pair.cert }, listener);
    made.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => void made.listen(port, HOST, () => resolve()));
    port = (made.address() as AddressInfo).port;
    server = made;
  };
  const shut = async (): Promise<void> => {
    const old = server;
    server = null;
    const closed = new Promise<void>((resolve) => void (old === null ? resolve() : old.close(() => resolve())));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await open();
  const door: Door = {
    url: `https://${HOST}:${String(port)}`,
    passed,
    refuse: null,
    setOpen: (wanted) => (wanted === (server !== null) ? Promise.resolve() : wanted ? open() : shut()),
    post: (path, headers, body) => postThrough(`https://${HOST}:${String(port)}${path}`, pair.cert, headers, body),
  };
  return door;
}

/** Hands one request on as it is, and the answer back. An answer that breaks off breaks off here, too. */
async function lead(
  door: Door,
  passed: Passed[],
  target: string,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { method = 'GET', url: path = '/', headers } = incoming;
  if (door.refuse?.test(body.subarray(0, KEPT_BYTES).toString('utf8')) === true) {
    response.writeHead(503).end();
    return;
  }
  if (body.length <= KEPT_BYTES) passed.push({ method, path, headers, body });
  const onward = httpRequest(new URL(path, target), { method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.once('error', () => response.destroy());
    answer.once('aborted', () => response.destroy());
    answer.pipe(response);
  });
  onward.once('error', () => incoming.socket.destroy());
  onward.end(body);
}

function postThrough(address: string, ca: string, headers: IncomingHttpHeaders, body: Buffer): Promise<number> {
  const { connection: _connection, 'transfer-encoding': _encoding, host: _host, ...kept } = headers;
  return new Promise((resolve) => {
    const call = httpsRequest(address, {
      ...{ method: 'POST', ca, agent: false },
      headers: { ...kept, 'content-length': body.byteLength },
    });
    call.once('response', (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', () => resolve(0));
    });
    call.once('error', () => resolve(0));
    call.end(body);
  });
}
