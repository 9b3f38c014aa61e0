/**
 * Whether sending is open. Owns three reasons to hold it: inbound texts have not been caught up (a STOP may be waiting), the clock
 * cannot be trusted, and, per gateway, that its own inbox has not been read since. Knows nothing of single texts.
 */
import type { Clock } from '../platform/ports.ts';
import { JUMP_MS } from './clockWatch.ts';

export type HeldCode = 'catchingUp' | 'clockSkew' | 'clockDoubt';
export interface Held {
  readonly code: HeldCode;
  /** UTC ms. */
  readonly since: number;
}

export interface Admission {
  /** Closes sending until `open`; the inbox of every gateway has to be read again first. */
  close(): void;
  /** Ends the catch-up. Gateways whose inbox is still unread stay closed. */
  open(): void;
  caughtUp(gatewayId: string): void;
  /** This gateway was out of reach: its inbox has to be read again before anything is sent through it. */
  behind(gatewayId: string): void;
  isCaughtUp(gatewayId: string): boolean;
  /** Whether any text may go through this gateway. */
  maySend(gatewayId: string): boolean;
  /** A gateway's clock minus ours, ms; null: it does not say. Also ends the doubt after a clock jump. */
  sawSkew(gatewayId: string, skewMs: number | null): void;
  /** The wall clock jumped: nothing that depends on the time of day is decided until a gateway's clock has been seen. */
  doubtClock(): void;
  /** The clocks have just been compared and agree: small drift since the last time is forgiven. */
  clocksAgree(): void;
  /** Whether the time of day may be relied on: for planning, expiry and everything automatic. */
  clockTrusted(): boolean;
  /** Why automatic texts wait; null when they go. */
  held(): Held | null;
  onChange(listener: () => void): void;
}

/** quality.md 1.4. */
const MAX_SKEW_MS = 5 * 60_000;
/** With no gateway to compare with, a jumped clock is believed after this long, ms. */
const DOUBT_MS = 10 * 60_000;

/** Sending starts closed. */
export function createAdmission(deps: { readonly clock: Clock }): Admission {
  return new SendAdmission(deps.clock);
}

class SendAdmission implements Admission {
  readonly #clock: Clock;
  readonly #caughtUp = new Set<string>();
  readonly #skewed = new Set<string>();
  readonly #listeners: (() => void)[] = [];
  #closedSince: number | null;
  #skewSince: number | null = null;
  #doubtUntil: number | null = null;
  #doubtSince = 0;
  /** Wall clock less monotonic clock, when they were last compared. */
  #offset: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offset = clock.now() - clock.monotonic();
    this.#closedSince = clock.now();
  }

  close(): void {
    this.#caughtUp.clear();
    this.#closedSince ??= this.#clock.now();
  }

  open(): void {
    this.#closedSince = null;
    this.#tell();
  }

  caughtUp(gatewayId: string): void {
    if (this.#caughtUp.has(gatewayId)) return;
    this.#caughtUp.add(gatewayId);
    this.#tell();
  }

  behind(gatewayId: string): void {
    this.#caughtUp.delete(gatewayId);
  }

  isCaughtUp(gatewayId: string): boolean {
    return this.#caughtUp.has(gatewayId);
  }

  maySend(gatewayId: string): boolean {
    return this.#closedSince === null && this.#caughtUp.has(gatewayId);
  }

  sawSkew(gatewayId: string, skewMs: number | null): void {
    if (skewMs === null) return;
    const trustedBefore = this.clockTrusted();
    this.#doubtUntil = null;
    if (Math.abs(skewMs) > MAX_SKEW_MS) this.#skewed.add(gatewayId);
    else this.#skewed.delete(gatewayId);
    if (this.#skewed.size === 0) this.#skewSince = null;
    else this.#skewSince ??= this.#clock.now();
    if (trustedBefore !== this.clockTrusted()) this.#tell();
  }

  doubtClock(): void {
    this.#doubtUntil = this.#clock.monotonic() + DOUBT_MS;
    this.#doubtSince = this.#clock.now();
    this.clocksAgree();
  }

  clocksAgree(): void {
    this.#offset = this.#clock.now() - this.#clock.monotonic();
  }

  clockTrusted(): boolean {
    const steady = this.#clock.monotonic();
    // A jump counts from its first moment, not from the watch's next beat.
    if (Math.abs(this.#clock.now() - steady - this.#offset) > JUMP_MS) return false;
    return this.#skewed.size === 0 && !this.#isDoubted();
  }

  held(): Held | null {
    if (this.#skewSince !== null) return { code: 'clockSkew', since: this.#skewSince };
    if (this.#isDoubted()) return { code: 'clockDoubt', since: this.#doubtSince };
    return this.#closedSince === null ? null : { code: 'catchingUp', since: this.#closedSince };
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #isDoubted(): boolean {
    return this.#doubtUntil !== null && this.#clock.monotonic() < this.#doubtUntil;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
