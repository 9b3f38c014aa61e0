/**
 * The listener for phones of the same network: HTTPS by our own certificate, on every address of this computer, for private peers only.
 * Follows the addresses and renews the certificate.
 */
import type { LiveTunnel } from '../features/tunnel/index.ts';
import type { TimerHandle, Timers } from '../platform/ports.ts';
import { serverCertificate } from './certificate.ts';
import type { CertificateDeps, ServerCertificate } from './certificate.ts';
import type { Listener, ListenerDeps } from './listener.ts';
import { portWords } from './tunnel/words.ts';

/** A phone needs a connection or two. */
const LIMITS = { perPeer: 16, total: 256 };
const PER_MINUTE = 1_200;
const LOOK_EVERY_MS = 10 * 60_000;

export interface LanListenerDeps extends Omit<CertificateDeps, 'name'> {
  readonly timers: Timers;
  readonly ownAddresses: () => readonly string[];
  readonly ownName: () => string;
  readonly isPrivate: (address: string) => boolean;
  readonly listenerDeps: (origin: () => string | null) => ListenerDeps;
  readonly onChange: () => void;
}

export interface LanListener {
  start(): Promise<void>;
  /** `https://192.168.1.20:47116` while it listens; null otherwise. */
  origin(): string | null;
  view(): LiveTunnel['lan'];
  close(): Promise<void>;
}

export function createLanListener(deps: LanListenerDeps, port: number): LanListener {
  let listener: Listener | null = null;
  let certificate: ServerCertificate | null = null;
  let address: string | null = null;
  let problem: string | null = null;
  let bell: TimerHandle | null = null;
  let turn: Promise<void> = Promise.resolve();
  let closed = false;

  const origin = (): string | null =>
    listener === null || address === null ? null : `https://${address}:${listener.port}`;
  const listen = async (): Promise<void> => {
    const addresses = deps.ownAddresses();
    const name = deps.ownName().replace(/[^A-Za-z0-9.-]/g, '-') || 'deskbell';
    const wanted = addresses.length === 0 ? null : await serverCertificate({ ...deps, name }, addresses);
    if (closed || (listener !== null && wanted?.cert === certificate?.cert)) return;
    await listener?.close();
    listener = null;
    certificate = wanted;
    address = addresses[0] ?? null;
    problem = address === null ? 'This computer is in no private network.' : null;
    if (wanted !== null) {
      const { startListener } = await import('./listener.ts');
      const { key, cert } = wanted;
      const options = { host: '0.0.0.0', limits: { ...LIMITS, admits: deps.isPrivate }, perMinute: PER_MINUTE };
      try {
        listener = await startListener(deps.listenerDeps(origin), { ...options, port, tls: { key, cert } });
      } catch (error) {
        problem = portWords(port, (error as NodeJS.ErrnoException | null)?.code ?? 'unknown');
      }
    }
    deps.onChange();
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  return {
    origin,
    async start() {
      bell = deps.timers.every(LOOK_EVERY_MS, () => void inTurn(listen).catch(() => undefined));
      await inTurn(listen);
    },
    view: () => ({
      on: true,
      address: origin(),
      text: problem ?? 'Phones of the same network can post here, once they trust the authority below.',
      authority: certificate?.authority ?? null,
      fingerprint: certificate?.fingerprint ?? null,
    }),
    close() {
      closed = true;
      bell?.cancel();
      return inTurn(async () => {
        await listener?.close();
        listener = null;
      });
    },
  };
}
