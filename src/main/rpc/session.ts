/**
 * One connection: hello, calls, cancels, events, in the frames of contract/wire. Any transport can carry it.
 * It bounds what one client can demand, so that a hostile or broken client harms only itself.
 */
import type { ErrorCode } from '../../contract/errors.ts';
import { ClientFrame, CONTRACT_VERSION } from '../../contract/wire.ts';
import type { ServerFrame } from '../../contract/wire.ts';
import type { Clock, Logger, Timers } from '../platform/ports.ts';
import { CloseCode } from './closeCodes.ts';
import type { EventHub, HubNews } from './eventHub.ts';
import { createFrameRate } from './frameRate.ts';
import type { Identity } from './identity.ts';
import type { Router } from './router.ts';

/** The transport's side of a session. */
export interface SessionLink {
  /** Who acts at the place this connection comes from. */
  readonly identity: Identity;
  /** Sends a frame; `sent` is called once it has left the program (at once where nothing can pile up). */
  send(frame: ServerFrame, sent: () => void): void;
  /** Cuts the connection. Called at most once, and not when the transport itself said it was gone. */
  close(code: CloseCode, reason: string): void;
}

export interface Session {
  /** A frame as it came in, not yet validated. */
  receive(frame: unknown): void;
  /** Cuts the connection from our side. */
  end(code: CloseCode, reason: string): void;
  /** The transport lost the connection. Queries stop; commands run on, for the client will ask for their answer. */
  lost(): void;
}

export interface SessionLimits {
  readonly helloWithinMs: number;
  readonly callsAtOnce: number;
  /** Frames on their way to a client that does not read: above it events are dropped, and made good by a resync. */
  readonly unsentBeforeResync: number;
  /** Above this the client is cut. */
  readonly unsentBeforeCut: number;
  readonly framesPer10s: number;
}

export const SESSION_LIMITS: SessionLimits = {
  helloWithinMs: 10_000,
  callsAtOnce: 64,
  unsentBeforeResync: 256,
  unsentBeforeCut: 2_048,
  framesPer10s: 5_000,
};

export interface SessionDeps {
  readonly router: Router;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  readonly limits?: Partial<SessionLimits>;
}

const OVERTAKEN = {
  ok: false,
  error: {
    code: 'NOT_SIGNED_IN',
    message: 'Somebody else signed in, or Deskbell was locked, before this was answered.',
  },
} as const;

/** Opens a session over `link`. It waits for a hello and answers nothing before it. */
export function createSession(deps: SessionDeps, link: SessionLink): Session {
  return new RpcSession(deps, link);
}

interface UnderWay {
  readonly procedure: string;
  readonly abort: AbortController;
  /** Somebody else, or nobody, acts here since it was asked. */
  overtaken: boolean;
}

class RpcSession implements Session {
  readonly #deps: SessionDeps;
  readonly #link: SessionLink;
  readonly #limits: SessionLimits;
  readonly #calls = new Map<string, UnderWay>();
  readonly #overRate: () => boolean;
  readonly #helloBell: { cancel(): void };
  #state: 'new' | 'open' | 'outdated' | 'closed' = 'new';
  #unsent = 0;
  #behind = false;
  #unsubscribe: () => void = () => undefined;
  #forgetIdentity: () => void = () => undefined;

  constructor(deps: SessionDeps, link: SessionLink) {
    this.#deps = deps;
    this.#link = link;
    this.#limits = { ...SESSION_LIMITS, ...deps.limits };
    this.#overRate = createFrameRate(deps.clock, this.#limits.framesPer10s);
    this.#helloBell = deps.timers.after(this.#limits.helloWithinMs, () => this.end(CloseCode.noHello, 'no hello'));
  }

  receive(raw: unknown): void {
    if (this.#state === 'closed') return;
    if (this.#overRate()) return this.end(CloseCode.flood, 'too many frames');
    const parsed = ClientFrame.safeParse(raw);
    if (!parsed.success) return this.end(CloseCode.protocol, 'not a frame');
    const frame = parsed.data;
    if (frame.t === 'hello') return this.#hello(frame.contractVersion, frame.lastSeq);
    if (this.#state === 'new') return this.end(CloseCode.protocol, 'hello comes first');
    if (frame.t === 'cancel') return this.#calls.get(frame.id)?.abort.abort();
    this.#call(frame);
  }

  end(code: CloseCode, reason: string): void {
    if (this.#state === 'closed') return;
    this.#deps.log.info({ code, reason }, 'rpc.sessionEnded');
    this.lost();
    this.#link.close(code, reason);
  }

  lost(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#helloBell.cancel();
    this.#unsubscribe();
    this.#forgetIdentity();
    for (const { procedure, abort } of this.#calls.values()) {
      if (this.#deps.router.isQuery(procedure)) abort.abort();
    }
    this.#calls.clear();
  }

  #hello(contractVersion: number, lastSeq: number | null): void {
    if (this.#state !== 'new') return this.end(CloseCode.protocol, 'hello came twice');
    this.#helloBell.cancel();
    const { hub } = this.#deps;
    const missed = lastSeq === null ? null : hub.missedSince(lastSeq);
    const resync = lastSeq !== null && missed === null;
    this.#state = contractVersion === CONTRACT_VERSION ? 'open' : 'outdated';
    const locked = this.#locked() ? ({ locked: true } as const) : {};
    this.#send({ t: 'welcome', contractVersion: CONTRACT_VERSION, seq: hub.seq, resync, ...locked });
    if (this.#state !== 'open') return;
    this.#unsubscribe = hub.subscribe((news) => this.#tell(news));
    this.#forgetIdentity = this.#link.identity.onChange(() => this.#identityChanged());
    // Locked, they are made good by the resync that follows a sign-in.
    if (missed !== null && missed.changes.length > 0) this.#tell({ kind: 'batch', batch: missed });
  }

  #call(frame: ClientFrame & { t: 'call' }): void {
    if (this.#calls.has(frame.id)) return this.end(CloseCode.protocol, 'a call id came twice');
    if (this.#state === 'outdated') {
      return this.#refuse(frame.id, 'CLIENT_OUTDATED', 'This page is older than the program. Reload it.');
    }
    if (this.#calls.size >= this.#limits.callsAtOnce) {
      return this.#refuse(frame.id, 'BUSY', 'Too many calls at once. Wait for some answers first.');
    }
    const abort = new AbortController();
    const call: UnderWay = { procedure: frame.procedure, abort, overtaken: false };
    this.#calls.set(frame.id, call);
    const { identity } = this.#link;
    const request = {
      procedure: frame.procedure,
      input: frame.input,
      actor: identity.actor(),
      justLocked: identity.justLocked(),
      identity,
      signal: abort.signal,
    };
    void this.#deps.router.call(request).then((answer) => {
      // The place is given back only when the answer has left: a client that does not read cannot ask for more.
      const shown = call.overtaken ? OVERTAKEN : answer;
      this.#send({ t: 'result', id: frame.id, ...shown }, () => this.#calls.delete(frame.id));
    });
  }

  #locked(): boolean {
    return this.#link.identity.actor() === null;
  }

  /** What a query would tell the person who asked is not for whoever sits here now. */
  #identityChanged(): void {
    const { router } = this.#deps;
    for (const call of this.#calls.values()) {
      if (!router.isQuery(call.procedure) || router.isOpen(call.procedure)) continue;
      call.overtaken = true;
      call.abort.abort();
    }
    const locked = this.#locked();
    this.#send({ t: 'identity', locked, accountId: this.#link.identity.state().accountId });
    // What went by while it was locked, and what another role may see: everything is asked for again.
    if (!locked) this.#send({ t: 'resync', seq: this.#deps.hub.seq });
  }

  #refuse(id: string, code: ErrorCode, message: string): void {
    this.#send({ t: 'result', id, ok: false, error: { code, message } });
  }

  #tell(news: HubNews): void {
    if (this.#behind || this.#locked()) return;
    if (this.#unsent >= this.#limits.unsentBeforeResync) this.#behind = true;
    else if (news.kind === 'resync') this.#send({ t: 'resync', seq: news.seq });
    else this.#send({ t: 'event', batch: news.batch });
  }

  #send(frame: ServerFrame, then: () => void = () => undefined): void {
    if (this.#state === 'closed') return;
    if (this.#unsent >= this.#limits.unsentBeforeCut) return this.end(CloseCode.tooSlow, 'the client does not read');
    this.#unsent += 1;
    this.#link.send(frame, () => {
      this.#unsent -= 1;
      then();
      if (this.#behind && this.#unsent === 0) this.#catchUp();
    });
  }

  #catchUp(): void {
    this.#behind = false;
    if (this.#locked()) return;
    this.#send({ t: 'resync', seq: this.#deps.hub.seq });
  }
}
