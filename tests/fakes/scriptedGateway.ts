/**
 * A gateway in memory that does what a test scripts, and remembers everything it "put on the air". It outlives the program under test, as
 * a phone does: a restart finds it as it was.
 */
import type { GatewayProblem } from '../../src/contract/gatewayProblems.ts';
import type { Clock, Timers } from '../../src/main/platform/ports.ts';
import type {
  Gateway,
  GatewayHealth,
  GatewayResult,
  GatewayTraits,
  IncomingText,
  OutgoingText,
  SendOutcome,
  StatusReport,
} from '../../src/main/providers/gateway.ts';

/**
 * What the next send does.
 * - `accept`: takes it. `acceptSilently`: takes it, but the answer is lost. `loseBefore`: never gets it, and that is not known.
 * - `hang`: takes it and never answers. `throw`: takes it and the client has a defect. The rest is told honestly.
 */
export type SendScript =
  | 'accept'
  | 'acceptSilently'
  | 'loseBefore'
  | 'hang'
  | 'throw'
  | { readonly retry: string; readonly afterMs?: number }
  | { readonly reject: string }
  | { readonly pause: string };

export interface Transmission {
  readonly id: string;
  readonly to: string;
  readonly body: string;
  readonly at: number;
  readonly from?: string;
  readonly sim: number | null;
}

export interface ScriptedGateway extends Gateway {
  /** Every text that went on the air, in order. With idempotent sends an id is here once at most. */
  readonly transmissions: readonly Transmission[];
  /** Every call of `send`, in order, whatever became of it. */
  readonly sends: readonly { readonly id: string; readonly to: string; readonly at: number }[];
  /** How often anything was asked of it. */
  readonly calls: Readonly<Record<'health' | 'send' | 'reconcile' | 'statuses' | 'inbox' | 'refresh', number>>;
  /** Takes over from the default (`accept`) for the next sends, in order. */
  script(...steps: readonly SendScript[]): void;
  /** Decides every send; undefined falls through to the scripted steps. */
  onSend(decide: ((text: OutgoingText) => SendScript | undefined) | null): void;
  /** Somebody texts us. */
  receive(from: string, body: string, sentAt?: number): IncomingText;
  setReachable(reachable: boolean): void;
  setProblem(problem: GatewayProblem | null): void;
  setSkew(ms: number | null): void;
  /** How long each answer takes, virtual ms. */
  setLatency(ms: number): void;
  /** Sets the state that the next status answers report. Default: `delivered`. */
  setStatus(id: string, status: StatusReport['status'], error?: string | null): void;
  /** Texts it keeps until their time. */
  kept(): readonly OutgoingText[];
  /** It forgets everything it keeps, as after a reset. */
  forgetKept(): void;
}

export interface ScriptedGatewayOptions {
  readonly id?: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly traits?: Partial<GatewayTraits>;
  /** Texts in one inbox page. */
  readonly pageSize?: number;
}

const TRAITS: GatewayTraits = {
  idempotentSend: true,
  canList: true,
  canSchedule: { possible: false, why: 'Not here.' },
  canCancel: true,
  carriesMarketing: false,
  answersKeywords: false,
  carriesWhatsApp: false,
  carriesMedia: false,
};

/** A reachable, healthy gateway that accepts everything. */
export function createScriptedGateway(options: ScriptedGatewayOptions): ScriptedGateway {
  return new MemoryGateway(options);
}

class MemoryGateway implements ScriptedGateway {
  readonly id: string;
  readonly kind = 'phone';
  readonly traits: GatewayTraits;
  readonly transmissions: Transmission[] = [];
  readonly sends: { id: string; to: string; at: number }[] = [];
  readonly calls = { health: 0, send: 0, reconcile: 0, statuses: 0, inbox: 0, refresh: 0 };
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #pageSize: number;
  readonly #inbox: IncomingText[] = [];
  readonly #states = new Map<string, Omit<StatusReport, 'gatewayMessageId' | 'at'>>();
  /** Taken too late: known by their ids, never on the air. */
  readonly #tooLate = new Set<string>();
  readonly #steps: SendScript[] = [];
  /** By the gateway's own id. */
  readonly #keptIds = new Map<string, OutgoingText>();
  readonly #leftAs = new Map<string, string>();
  readonly #lost = new Set<string>();
  #decide: ((text: OutgoingText) => SendScript | undefined) | null = null;
  #reachable = true;
  #problem: GatewayProblem | null = null;
  #skewMs: number | null = 0;
  #latencyMs = 0;
  #copies = 0;

  constructor(options: ScriptedGatewayOptions) {
    this.id = options.id ?? 'phone-1';
    this.traits = { ...TRAITS, ...options.traits };
    this.#clock = options.clock;
    this.#timers = options.timers;
    this.#pageSize = options.pageSize ?? 100;
  }

  script(...steps: readonly SendScript[]): void {
    this.#steps.push(...steps);
  }
  onSend(decide: ((text: OutgoingText) => SendScript | undefined) | null): void {
    this.#decide = decide;
  }
  setReachable(reachable: boolean): void {
    this.#reachable = reachable;
  }
  setProblem(problem: GatewayProblem | null): void {
    this.#problem = problem;
  }
  setSkew(ms: number | null): void {
    this.#skewMs = ms;
  }
  setLatency(ms: number): void {
    this.#latencyMs = ms;
  }
  setStatus(id: string, status: StatusReport['status'], error: string | null = null): void {
    this.#states.set(id, { status, error });
  }
  receive(from: string, body: string, sentAt = this.#clock.now()): IncomingText {
    const gatewayMessageId = `in:${this.#inbox.length + 1}`;
    const text = { gatewayMessageId, from, body, sentAt, sim: 1, kind: 'sms' } as const;
    this.#inbox.push(text);
    return text;
  }

  async checkHealth(signal?: AbortSignal): Promise<GatewayHealth> {
    this.calls.health += 1;
    await this.#travel(signal);
    return {
      reachable: this.#reachable,
      problem: this.#reachable ? this.#problem : 'unreachable',
      version: '1.74.1',
      deviceId: 'device-1',
      deviceName: 'Front desk phone',
      batteryPercent: 80,
      charging: true,
      clockSkewMs: this.#reachable ? this.#skewMs : null,
      roundTripMs: 5,
      canReceive: true,
    };
  }

  async send(text: OutgoingText, signal?: AbortSignal): Promise<SendOutcome> {
    this.calls.send += 1;
    this.sends.push({ id: text.id, to: text.to, at: this.#clock.now() });
    await this.#travel(signal);
    if (!this.#reachable) return { kind: 'retry', afterMs: 1_000, code: 'unreachable', detail: 'refused' };
    if (this.#problem === 'wrongPassword') return { kind: 'pause', code: 'wrongPassword', detail: '401' };
    const step = this.#decide?.(text) ?? this.#steps.shift() ?? 'accept';
    if (typeof step === 'object') return honest(step);
    const gatewayMessageId = step === 'loseBefore' ? text.id : this.#take(text);
    switch (step) {
      case 'accept':
        return {
          kind: 'accepted',
          gatewayMessageId,
          status: this.#keptIds.has(gatewayMessageId) ? 'scheduled' : 'pending',
        };
      case 'hang':
        return new Promise(() => undefined);
      case 'throw':
        throw new Error('a defect in the client');
      default:
        return { kind: 'unknown', code: 'unreachable', detail: 'connection reset' };
    }
  }

  async reconcile(text: OutgoingText, _attemptedAt: number, signal?: AbortSignal): ReturnType<Gateway['reconcile']> {
    this.calls.reconcile += 1;
    await this.#travel(signal);
    if (!this.#reachable) return { kind: 'unreachable', detail: 'refused' };
    const gatewayMessageId = this.#nameOf(text.id);
    return gatewayMessageId === null
      ? { kind: 'absent' }
      : { kind: 'found', gatewayMessageId, report: this.#report(gatewayMessageId) };
  }

  async fetchStatuses(
    query: { readonly since: number; readonly ids: readonly string[] },
    signal?: AbortSignal,
  ): Promise<GatewayResult<readonly StatusReport[]>> {
    this.calls.statuses += 1;
    await this.#travel(signal);
    return this.#answer(query.ids.filter((id) => !this.#lost.has(id)).map((id) => this.#report(id)));
  }

  async fetchInbox(
    cursor: unknown,
    options: { readonly wide: boolean },
    signal?: AbortSignal,
  ): ReturnType<Gateway['fetchInbox']> {
    this.calls.inbox += 1;
    await this.#travel(signal);
    const from = readFrom(cursor);
    // A wide look begins at the start again; on its way it is told from a fresh one by where it stands.
    const texts = this.#inbox.slice(from, from + this.#pageSize);
    const end = from + texts.length;
    const repeated = options.wide && end === this.#inbox.length ? this.#inbox.slice(0, from) : [];
    return this.#answer({ texts: [...texts, ...repeated], cursor: { from: end }, more: end < this.#inbox.length });
  }

  async refreshInbox(_range: unknown, signal?: AbortSignal): Promise<GatewayResult<null>> {
    this.calls.refresh += 1;
    await this.#travel(signal);
    return this.#answer(null);
  }

  async cancel(id: string, signal?: AbortSignal): Promise<GatewayResult<'cancelled' | 'tooLate' | 'notFound'>> {
    await this.#travel(signal);
    if (!this.#reachable) return this.#answer('tooLate');
    if (this.#keptIds.delete(id)) this.#states.set(id, { status: 'cancelled', error: null });
    if (this.#states.get(id)?.status === 'cancelled') return this.#answer('cancelled');
    return this.#answer(this.#lost.has(id) ? 'notFound' : 'tooLate');
  }

  kept(): readonly OutgoingText[] {
    return [...this.#keptIds.values()];
  }
  forgetKept(): void {
    for (const id of this.#keptIds.keys()) this.#lost.add(id);
    this.#keptIds.clear();
  }

  /** One for later is kept, and leaves by itself, whoever is there then. */
  #take(text: OutgoingText): string {
    if (text.sendAt === undefined || text.sendAt <= this.#clock.now()) return this.#transmit(text);
    const id = this.traits.idempotentSend ? text.id : `SM-kept-${text.attemptId}`;
    if (this.#keptIds.has(id) || this.#nameOf(text.id) === id) return id;
    this.#keptIds.set(id, text);
    this.#timers.after(text.sendAt - this.#clock.now(), () => {
      if (!this.#keptIds.delete(id)) return;
      this.#leftAs.set(text.id, id);
      this.#transmit(text);
    });
    return id;
  }

  async #travel(signal?: AbortSignal): Promise<void> {
    if (this.#latencyMs > 0) await this.#timers.sleep(this.#latencyMs, signal);
  }

  #answer<T>(value: T): GatewayResult<T> {
    return this.#reachable ? { ok: true, value } : { ok: false, problem: 'unreachable', detail: 'refused' };
  }

  /** Puts it on the air, unless it is there under this id and the gateway minds, or it is too late. Returns the gateway's own id. */
  #transmit(text: OutgoingText): string {
    const sent = this.transmissions.some((one) => one.id === text.id);
    const known = this.traits.idempotentSend && (sent || this.#tooLate.has(text.id)) ? text.id : null;
    if (known !== null) return known;
    if (text.sendBy !== null && this.#clock.now() > text.sendBy) {
      this.#tooLate.add(text.id);
      this.#states.set(text.id, { status: 'failed', error: 'TTL expired' });
      return text.id;
    }
    const { id, to, body, from, sim } = text;
    this.transmissions.push({ id, to, body, sim, at: this.#clock.now(), ...(from === undefined ? {} : { from }) });
    this.#copies += 1;
    return this.traits.idempotentSend ? text.id : `SM${this.#copies}-${text.id}`;
  }

  #nameOf(id: string): string | null {
    if (this.#tooLate.has(id)) return id;
    const keptAs = [...this.#keptIds].find(([, text]) => text.id === id)?.[0] ?? this.#leftAs.get(id);
    if (keptAs !== undefined && !(this.traits.idempotentSend && this.#leftAs.has(id))) return keptAs;
    const index = this.transmissions.findIndex((sent) => sent.id === id);
    if (index === -1) return null;
    return this.traits.idempotentSend ? id : `SM${index + 1}-${id}`;
  }

  #report(gatewayMessageId: string): StatusReport {
    const kept = this.#keptIds.has(gatewayMessageId) ? { status: 'scheduled' as const, error: null } : undefined;
    const state = kept ?? this.#states.get(gatewayMessageId) ?? { status: 'delivered', error: null };
    return { gatewayMessageId, at: null, ...state };
  }
}

function honest(step: Exclude<SendScript, string>): SendOutcome {
  if ('retry' in step) return { kind: 'retry', afterMs: step.afterMs ?? 0, code: step.retry, detail: 'scripted' };
  if ('reject' in step) return { kind: 'rejected', code: step.reject, detail: 'scripted' };
  return { kind: 'pause', code: step.pause, detail: 'scripted' };
}

function readFrom(cursor: unknown): number {
  if (typeof cursor !== 'object' || cursor === null || !('from' in cursor)) return 0;
  return typeof cursor.from === 'number' ? cursor.from : 0;
}
