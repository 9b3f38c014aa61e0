/**
 * The life of everything that listens: which listeners and which tunnel run follows from what is stored, and changes with it. Nothing is
 * loaded and nothing listens unless somebody wants it. Decides nothing about what is posted.
 */
import type { TunnelCheck } from '../../contract/tunnel.ts';
import type { LiveTunnel } from '../features/tunnel/index.ts';
import type { TunnelConfig } from '../features/tunnel/config.ts';
import type { Clock, Fetch, Logger, Processes, Random, Secrets, TimerHandle, Timers } from '../platform/ports.ts';
import type { HooksOf, PublicHookUrl } from '../providers/hooks.ts';
import { hookUrl, mediaUrl } from './addresses.ts';
import { createHookCounters } from './counters.ts';
import { createHookWriter } from './hookWriter.ts';
import type { HookWriter, HookWriterDeps } from './hookWriter.ts';
import { createLanListener } from './lanListener.ts';
import type { LanListener } from './lanListener.ts';
import type { Listener, ListenerDeps } from './listener.ts';
import { receiveHook } from './receiveHook.ts';
import { checkFromOutside } from './selfCheck.ts';
import { createDriver } from './tunnel/drivers.ts';
import type { DriverParts } from './tunnel/drivers.ts';
import { createSupervisor } from './tunnel/supervisor.ts';
import type { Supervisor } from './tunnel/supervisor.ts';
import { portWords, tunnelWords } from './tunnel/words.ts';

const SECRET = 'webhooks.secret';
/** 128 bits and more: who does not know it learns not even that somebody listens. */
const SECRET_BYTES = 18;
/** A tunnel's address may need a moment until the whole internet knows it; then it is looked at this often, ms. */
const FIRST_CHECK_MS = 5_000;
const CHECK_MS = { whileGood: 5 * 60_000, whileBad: 60_000 };
/** After so many looks in a row in which nothing was heard the tunnel is started anew. */
const MOST_UNHEARD = 3;
const TELL_COUNTS_MS = 30_000;
const PORT_AGAIN_MS = 60_000;
const BODY_BYTES = { usual: 64 * 1024, pictures: 16 * 1024 * 1024 };
/** Behind a tunnel every peer is this machine: its limits are those of all. */
const TUNNEL_LIMITS = { perPeer: 256, total: 256, admits: () => true };
const TUNNEL_PER_MINUTE = 12_000;

export interface WebhooksDeps {
  readonly readConfig: () => TunnelConfig;
  readonly kindOf: (gatewayId: string) => 'phone' | 'twilio' | undefined;
  readonly hooksOf: HooksOf;
  readonly store: HookWriterDeps['store'];
  readonly onStored: () => void;
  /** The picture behind a token; left out: nobody fetches pictures here. */
  readonly openMedia?: ListenerDeps['openMedia'];
  /** Somebody outside was heard at the address of now, or the own network can reach us: gateways may be told. */
  readonly onReachable?: () => void;
  /** Something on the tunnel's page is different now. */
  readonly onChange: () => void;
  /** The time of the gateways, which in the demo is another one than the machine's. */
  readonly gatewayClock: Clock;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly secrets: Secrets;
  readonly fetch: Fetch;
  readonly processes: Processes;
  readonly log: Logger;
  readonly dataDir: string;
  readonly tokenSecret: string;
  readonly machine: {
    readonly endOfTurn: (work: () => void) => void;
    readonly dateAt: (instant: number) => Date;
    readonly ownAddresses: () => readonly string[];
    readonly ownName: () => string;
    readonly isPrivate: (address: string) => boolean;
  };
  readonly loadNgrok?: DriverParts['loadNgrok'];
}

export interface Webhooks {
  /** Makes what runs as it is stored. Calls queue up. Never rejects: what cannot be had is said in `live`. */
  apply(): Promise<void>;
  check(signal: AbortSignal): Promise<void>;
  readonly publicHookUrl: PublicHookUrl;
  /** Where anybody with this token may fetch a picture; null while no tunnel leads here. */
  publicMediaUrl(token: string): string | null;
  live(): LiveTunnel;
  /** Takes nothing new; what is being stored is stored and answered. The store must still be open. */
  stop(): Promise<void>;
}

/** Nothing runs before `apply`. */
export function createWebhooks(deps: WebhooksDeps): Webhooks {
  return new ListeningService(deps);
}

class ListeningService implements Webhooks {
  readonly #deps: WebhooksDeps;
  readonly #counters = createHookCounters();
  readonly #writer: HookWriter;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;
  #kind: TunnelConfig['kind'] = 'off';
  #secret: string | null = null;
  #listener: Listener | null = null;
  #lan: LanListener | null = null;
  #supervisor: Supervisor | null = null;
  #portProblem: { readonly text: string; readonly since: number } | null = null;
  #lastCheck: TunnelCheck | null = null;
  #unheard = 0;
  #nextCheck: TimerHandle | null = null;
  #bells: TimerHandle[] = [];
  #told = '';
  #lanOrigin: string | null = null;

  constructor(deps: WebhooksDeps) {
    this.#deps = deps;
    const { store, onStored, log, machine } = deps;
    this.#writer = createHookWriter({ store, onStored, log, endOfTurn: machine.endOfTurn });
  }

  apply(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#end();
      if (this.#stopped) return;
      const config = this.#deps.readConfig();
      this.#kind = config.kind;
      if (config.kind === 'off' && !config.lan) return;
      this.#secret = await this.#ownSecret();
      if (config.kind !== 'off') await this.#beginTunnel(config);
      if (config.lan) await this.#beginLan(config.port + 1);
      this.#bells.push(this.#deps.timers.every(TELL_COUNTS_MS, () => this.#tellCounts()));
    });
  }

  async check(signal: AbortSignal): Promise<void> {
    this.#nextCheck?.cancel();
    const publicUrl = this.#supervisor?.status().publicUrl ?? null;
    if (publicUrl === null || this.#secret === null) return;
    const supervisor = this.#supervisor;
    const { ok, text } = await checkFromOutside(this.#deps, { publicUrl, secret: this.#secret, signal });
    // Meanwhile another tunnel may have been chosen.
    if (this.#supervisor !== supervisor || supervisor === null || signal.aborted) return;
    this.#lastCheck = { ok, text, at: this.#deps.clock.now() };
    this.#unheard = ok ? 0 : this.#unheard + 1;
    if (ok) this.#deps.onReachable?.();
    this.#deps.onChange();
    if (this.#unheard >= MOST_UNHEARD && this.#kind !== 'own') {
      this.#unheard = 0;
      supervisor.restart('unheard');
      return;
    }
    this.#checkIn(ok ? CHECK_MS.whileGood : CHECK_MS.whileBad);
  }

  readonly publicHookUrl: PublicHookUrl = (gatewayId, kind) => {
    const origin = (kind === 'events' ? this.#lan?.origin() : null) ?? this.#openOrigin();
    return origin === null || this.#secret === null ? null : hookUrl(origin, this.#secret, gatewayId, kind);
  };

  publicMediaUrl(token: string): string | null {
    const origin = this.#openOrigin();
    return origin === null ? null : mediaUrl(origin, token);
  }

  live(): LiveTunnel {
    const status = this.#supervisor?.status();
    const { state, problem, since, publicUrl } = status ?? OFF;
    const blocked = this.#portProblem;
    return {
      state: blocked === null ? state : 'down',
      text: blocked?.text ?? tunnelWords(state === 'off' ? 'off' : this.#kind, state, problem),
      since: blocked?.since ?? since,
      publicUrl,
      lastCheck: this.#lastCheck,
      lan: this.#lan?.view() ?? NO_LAN,
      counts: this.#counters.read(),
    };
  }

  stop(): Promise<void> {
    this.#stopped = true;
    return this.#inTurn(() => this.#end());
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work).catch((error: unknown) => {
      this.#deps.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'webhooks.failed');
    });
    this.#turn = done;
    return done;
  }

  /** Doors first, so that nothing comes in that would find nobody. */
  async #end(): Promise<void> {
    for (const bell of this.#bells.splice(0)) bell.cancel();
    this.#nextCheck?.cancel();
    const supervisor = this.#supervisor;
    this.#supervisor = null;
    await Promise.all([supervisor?.stop(), this.#listener?.close(), this.#lan?.close()]);
    this.#listener = null;
    this.#lan = null;
    this.#portProblem = null;
    this.#lastCheck = null;
    this.#unheard = 0;
  }

  async #ownSecret(): Promise<string> {
    const { secrets, random } = this.#deps;
    const known = await secrets.get(SECRET);
    if (known !== undefined) return known;
    const made = Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url');
    await secrets.set(SECRET, made);
    return made;
  }

  async #beginTunnel(config: TunnelConfig): Promise<void> {
    const { startListener } = await import('./listener.ts');
    const { clock, timers, secrets, tokenSecret } = this.#deps;
    const options = { host: '127.0.0.1', limits: TUNNEL_LIMITS, perMinute: TUNNEL_PER_MINUTE };
    try {
      const origin = (): string | null => this.#supervisor?.status().publicUrl ?? null;
      this.#listener = await startListener(this.#listenerDeps(origin, config), { ...options, port: config.port });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException | null)?.code ?? 'unknown';
      this.#portProblem = { text: portWords(config.port, code), since: clock.now() };
      this.#bells.push(timers.after(PORT_AGAIN_MS, () => void this.apply()));
      this.#deps.onChange();
      return;
    }
    const token = (await secrets.get(tokenSecret)) ?? null;
    const driver = createDriver(this.#deps, config, token);
    this.#supervisor = createSupervisor({
      ...this.#deps,
      driver,
      port: this.#listener.port,
      onChange: () => this.#onTunnel(),
    });
    this.#supervisor.start();
  }

  async #beginLan(port: number): Promise<void> {
    const { machine } = this.#deps;
    const config = this.#deps.readConfig();
    this.#lan = createLanListener(
      { ...this.#deps, ...machine, listenerDeps: (origin) => this.#listenerDeps(origin, config) },
      port,
    );
    await this.#lan.start();
    this.#lookAtLan();
  }

  #listenerDeps(origin: () => string | null, { pictures }: TunnelConfig): ListenerDeps {
    const { hooksOf, gatewayClock, clock, log, kindOf, openMedia } = this.#deps;
    const receiving = { hooksOf, writer: this.#writer, counters: this.#counters, clock: gatewayClock, log };
    return {
      secret: this.#secret ?? '',
      origin,
      ...(openMedia === undefined ? {} : { openMedia }),
      counters: this.#counters,
      now: () => clock.now(),
      receive: (post) => receiveHook(receiving, post),
      bodyLimitOf: (id) => (pictures && kindOf(id) === 'phone' ? BODY_BYTES.pictures : BODY_BYTES.usual),
    };
  }

  /** The public address while it leads here. */
  #openOrigin(): string | null {
    const status = this.#supervisor?.status();
    return status?.state === 'up' ? status.publicUrl : null;
  }

  #onTunnel(): void {
    if (this.#openOrigin() !== null) this.#checkIn(FIRST_CHECK_MS);
    this.#deps.onChange();
  }

  #checkIn(ms: number): void {
    this.#nextCheck?.cancel();
    this.#nextCheck = this.#deps.timers.after(ms, () => void this.check(new AbortController().signal));
  }

  /** The own network has no self-check: its address is taken as soon as it is another one. */
  #lookAtLan(): void {
    const origin = this.#lan?.origin() ?? null;
    if (origin === null || origin === this.#lanOrigin) return;
    this.#lanOrigin = origin;
    this.#deps.onReachable?.();
  }

  #tellCounts(): void {
    this.#lookAtLan();
    const counts = JSON.stringify(this.#counters.read());
    if (counts === this.#told) return;
    this.#told = counts;
    this.#deps.onChange();
  }
}

const OFF = { state: 'off', problem: null, since: null, publicUrl: null } as const;
const NO_LAN: LiveTunnel['lan'] = {
  on: false,
  address: null,
  text: 'Off. Phones of the same network are asked every few seconds.',
  authority: null,
  fingerprint: null,
};
