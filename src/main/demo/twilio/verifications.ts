/**
 * One-time codes of Verify: sending, checking, limits and life (twilio.md 9). Owns the codes; the routes write the answers.
 * A verification that is approved, used up or too old is gone: 404.
 */
import { MINUTE_MS } from '../../domain/time.ts';
import type { Random } from '../../platform/ports.ts';
import type { Air } from './air.ts';
import { TwilioError } from './apiError.ts';
import type { Sids } from './sids.ts';

const LIFE_MS = 10 * MINUTE_MS;
const MAX_SENDS = 5;
const MAX_CHECKS = 5;
const LIMIT = 5000;
/** Verify sends from numbers of its own, which the account's log never shows. */
const VERIFY_SENDER = '22395';

export interface Verification {
  readonly sid: string;
  readonly to: string;
  readonly code: string;
  channel: string;
  status: 'pending' | 'approved' | 'canceled' | 'max_attempts_reached' | 'expired';
  checks: number;
  readonly sends: { readonly attemptSid: string; readonly channel: string; readonly at: number }[];
  readonly dateCreated: number;
  dateUpdated: number;
}

export interface Verifications {
  /** Sends the code, the same one again while it lives. Throws 60203 after five. */
  begin(to: string, channel: string, practiceName: string): Verification;
  /** Throws 20404 when there is none that waits. */
  get(sid: string): Verification;
  /** Counts a try; a wrong code is no error. Throws 60202 after five, 20404 when nothing waits. */
  check(by: { readonly to: string | null; readonly sid: string | null }, code: string): Verification;
  finish(verification: Verification, status: 'approved' | 'canceled'): void;
  /** What the person would read out. */
  codeFor(to: string): string | null;
}

export interface VerificationDeps {
  readonly sids: Sids;
  readonly random: Random;
  readonly now: () => number;
  readonly air: Air;
}

/** No verification yet. */
export function createVerifications(deps: VerificationDeps): Verifications {
  const { sids, random, now, air } = deps;
  const waiting = createWaiting(now);
  const fresh = (to: string, channel: string): Verification => {
    const at = now();
    const code = String(Math.floor(random.fraction() * 1_000_000)).padStart(6, '0');
    const stamp = { dateCreated: at, dateUpdated: at };
    const made: Verification = {
      sid: sids.next('VE'),
      to,
      code,
      channel,
      status: 'pending',
      checks: 0,
      sends: [],
      ...stamp,
    };
    waiting.add(made);
    return made;
  };
  return {
    begin(to, channel, practiceName) {
      const verification = waiting.byAddress(to) ?? fresh(to, channel);
      if (verification.sends.length >= MAX_SENDS) throw new TwilioError(60_203);
      const at = now();
      verification.channel = channel;
      verification.dateUpdated = at;
      verification.sends.push({ attemptSid: sids.next('VL'), channel, at });
      if (channel === 'sms' || channel === 'whatsapp') {
        const body = `Your ${practiceName} verification code is: ${verification.code}`;
        air.transmit({ sid: verification.sid, from: VERIFY_SENDER, to, body, segments: 1, media: [], at });
      }
      return verification;
    },
    get: (sid) => required(waiting.bySid(sid)),
    check({ to, sid }, code) {
      const verification = required(sid === null ? waiting.byAddress(to ?? '') : waiting.bySid(sid));
      if (verification.checks >= MAX_CHECKS) {
        verification.status = 'max_attempts_reached';
        throw new TwilioError(60_202);
      }
      verification.checks += 1;
      verification.dateUpdated = now();
      if (verification.code === code) {
        verification.status = 'approved';
        waiting.remove(verification);
      }
      return verification;
    },
    finish(verification, status) {
      verification.status = status;
      verification.dateUpdated = now();
      waiting.remove(verification);
    },
    codeFor: (to) => waiting.byAddress(to)?.code ?? null,
  };
}

function required(verification: Verification | null): Verification {
  if (verification === null) throw new TwilioError(20_404, 'The requested resource was not found');
  return verification;
}

interface Waiting {
  add(verification: Verification): void;
  remove(verification: Verification): void;
  /** Null when there is none that lives. */
  byAddress(to: string): Verification | null;
  bySid(sid: string): Verification | null;
}

/** The newest verification of each address, while it lives; bounded. */
function createWaiting(now: () => number): Waiting {
  const newest = new Map<string, Verification>();
  const alive = (verification: Verification | undefined): Verification | null =>
    verification !== undefined && now() - verification.dateCreated < LIFE_MS ? verification : null;
  return {
    add(verification) {
      newest.delete(verification.to);
      newest.set(verification.to, verification);
      for (const oldest of newest.keys()) {
        if (newest.size <= LIMIT) break;
        newest.delete(oldest);
      }
    },
    remove: (verification) => void newest.delete(verification.to),
    byAddress: (to) => alive(newest.get(to)),
    bySid: (sid) => alive([...newest.values()].find((one) => one.sid === sid)),
  };
}
