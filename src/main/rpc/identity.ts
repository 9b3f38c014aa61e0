/**
 * Who acts at one place (a browser's login, the desktop's window): the device itself while nobody has a PIN, then nobody until somebody
 * signs in, then that person until they lock, switch, are idle for too long or may no longer sign in. Every connection of the place
 * shares it, so a lock in one tab locks them all. It checks no PIN and knows no procedure.
 */
import type { CallerIdentity, LockReason } from '../features/feature.ts';
import type { Clock, TimerHandle, Timers } from '../platform/ports.ts';
import { deviceActor } from './actor.ts';
import type { Actor } from './actor.ts';

/** What the store knows about people who sign in, as this file needs it. Answers must be cheap: every call asks. */
export interface IdentityAccounts {
  /** Somebody has a PIN: from then on nobody acts without signing in. */
  mustSignIn(): boolean;
  /** Undefined when this person may not sign in. `stamp` changes with their PIN. */
  find(accountId: string): { readonly name: string; readonly role: Actor['role']; readonly stamp: string } | undefined;
  /** Idle time until the lock, ms; 0: never by itself. */
  lockAfterMs(): number;
  /** Whether the lock of the computer is a lock here. */
  locksWithSystem(): boolean;
  /** Called after any of these answers may have changed. */
  onChange(listener: () => void): () => void;
}

export interface Identity extends CallerIdentity {
  /** Who acts now; null: locked. */
  actor(): Actor | null;
  /** Who acted until a moment ago, for what they had typed when it was locked; null: nobody, or too long ago. */
  justLocked(): Actor | null;
  /** Calls back when somebody else, or nobody, acts from now on. Returns how to stop. */
  onChange(listener: () => void): () => void;
  /** The place is gone: no timer and no listener stays. */
  close(): void;
}

export interface IdentityDeps {
  readonly accounts: IdentityAccounts;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Somebody's time here ended. Not called when they lock at their own wish by leaving (`close`). */
  readonly onLocked: (actor: Actor, reason: LockReason) => void;
}

/** The page locks by itself when the time is up and saves what was typed; this is for a page that no longer runs. */
export const IDLE_GRACE_MS = 30_000;
/** So long after a lock, what had been typed is still taken from the person who was there. */
export const JUST_LOCKED_MS = 5_000;
/** A manager's PIN opens one page for somebody else no longer than this. */
export const ELEVATION_MS = 10 * 60_000;

interface SignedIn {
  readonly accountId: string;
  readonly stamp: string;
}

/** A place where nobody has signed in yet. */
export function createIdentity(deps: IdentityDeps): Identity {
  return new PlaceIdentity(deps);
}

class PlaceIdentity implements Identity {
  readonly #deps: IdentityDeps;
  readonly #listeners = new Set<() => void>();
  readonly #forgetAccounts: () => void;
  #base: SignedIn | null = null;
  #elevated: SignedIn | null = null;
  #left: { readonly actor: Actor; readonly at: number } | null = null;
  #heardAt = 0;
  #told = '';
  /** Somebody is being signed in: what changes meanwhile is told once, after it. */
  #quiet = false;
  #idleBell: TimerHandle | undefined;
  #elevationBell: TimerHandle | undefined;

  constructor(deps: IdentityDeps) {
    this.#deps = deps;
    this.#told = this.#now();
    this.#forgetAccounts = deps.accounts.onChange(() => this.#review());
  }

  actor(): Actor | null {
    if (!this.#deps.accounts.mustSignIn()) return deviceActor;
    return this.#resolve(this.#base) === null ? null : (this.#resolve(this.#elevated) ?? this.#resolve(this.#base));
  }

  justLocked(): Actor | null {
    if (this.#left === null || this.actor() !== null) return null;
    return this.#deps.clock.monotonic() - this.#left.at <= JUST_LOCKED_MS ? this.#left.actor : null;
  }

  state(): ReturnType<CallerIdentity['state']> {
    const base = this.#resolve(this.#base);
    const elevated = base === null ? null : this.#resolve(this.#elevated);
    return { kind: this.#kind(base), accountId: base?.id ?? null, elevatedId: elevated?.id ?? null };
  }

  signIn(write: () => string): void {
    this.#quiet = true;
    try {
      const accountId = write();
      this.#endElevation();
      this.#left = null;
      this.#base = this.#stamped(accountId);
      this.noteActivity();
    } finally {
      this.#quiet = false;
      this.#tellIfChanged();
    }
  }

  elevate(accountId: string): void {
    if (this.#resolve(this.#base) === null) return;
    this.#endElevation();
    this.#elevated = this.#stamped(accountId);
    this.#elevationBell = this.#deps.timers.after(ELEVATION_MS, () => this.endElevation());
    this.noteActivity();
    this.#tellIfChanged();
  }

  endElevation(): void {
    this.#endElevation();
    this.#tellIfChanged();
  }

  lock(reason: LockReason): void {
    const actor = this.#resolve(this.#base);
    if (actor === null || (reason === 'system' && !this.#deps.accounts.locksWithSystem())) return;
    this.#leave(actor, reason);
  }

  noteActivity(): void {
    this.#heardAt = this.#deps.clock.monotonic();
    if (this.#idleBell === undefined) this.#watchIdle();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#forgetAccounts();
    this.#listeners.clear();
    this.#endElevation();
    this.#base = null;
    this.#stopIdle();
  }

  #kind(base: Actor | null): 'device' | 'locked' | 'signedIn' {
    if (!this.#deps.accounts.mustSignIn()) return 'device';
    return base === null ? 'locked' : 'signedIn';
  }

  #stamped(accountId: string): SignedIn | null {
    const found = this.#deps.accounts.find(accountId);
    return found === undefined ? null : { accountId, stamp: found.stamp };
  }

  /** Null when nobody is meant, or they may no longer act: switched off, or their PIN is another one. */
  #resolve(signedIn: SignedIn | null): Actor | null {
    if (signedIn === null) return null;
    const found = this.#deps.accounts.find(signedIn.accountId);
    if (found?.stamp !== signedIn.stamp) return null;
    return { id: signedIn.accountId, name: found.name, role: found.role };
  }

  #leave(actor: Actor, reason: LockReason): void {
    this.#endElevation();
    this.#stopIdle();
    this.#base = null;
    this.#left = { actor, at: this.#deps.clock.monotonic() };
    this.#deps.onLocked(actor, reason);
    this.#tellIfChanged();
  }

  /** Accounts or settings changed: whoever may no longer be here is out at once. */
  #review(): void {
    if (this.#quiet) return;
    const gone = this.#base !== null && this.#resolve(this.#base) === null ? this.#base : null;
    if (this.#elevated !== null && this.#resolve(this.#elevated) === null) this.#endElevation();
    if (gone !== null) {
      this.#endElevation();
      this.#stopIdle();
      this.#base = null;
    } else if (this.#base !== null) {
      this.#stopIdle();
      this.#watchIdle();
    }
    this.#tellIfChanged();
  }

  /** One bell, set again when it rings early: input does not set it anew each time. */
  #watchIdle(): void {
    const limit = this.#deps.accounts.lockAfterMs();
    if (limit === 0 || this.#base === null) return;
    const left = this.#heardAt + limit + IDLE_GRACE_MS - this.#deps.clock.monotonic();
    if (left <= 0) return this.lock('idle');
    this.#idleBell = this.#deps.timers.after(left, () => {
      this.#idleBell = undefined;
      this.#watchIdle();
    });
  }

  #stopIdle(): void {
    this.#idleBell?.cancel();
    this.#idleBell = undefined;
  }

  #endElevation(): void {
    this.#elevationBell?.cancel();
    this.#elevationBell = undefined;
    this.#elevated = null;
  }

  #now(): string {
    const actor = this.actor();
    return actor === null ? '' : JSON.stringify([actor.id, actor.name, actor.role]);
  }

  #tellIfChanged(): void {
    const now = this.#now();
    if (this.#quiet || now === this.#told) return;
    this.#told = now;
    for (const listener of [...this.#listeners]) listener();
  }
}
