/** WhatsApp's own rules: the 24-hour window and the sandbox (twilio.md 8). Owns who wrote last and who joined; bounded. */
import { DAY_MS } from '../../domain/time.ts';
import { bareNumber } from './account.ts';

export const SANDBOX_NUMBER = '+14155238886';
const JOIN_MS = 3 * DAY_MS;
const LIMIT = 20_000;

export interface WhatsApp {
  noteInbound(own: string, person: string, body: string): void;
  /** Whether free text may be sent now. */
  windowOpen(own: string, person: string): boolean;
  /** Whether the sandbox may write to this person. Always true for real senders. */
  joined(own: string, person: string): boolean;
}

/** Nobody has written, nobody has joined. */
export function createWhatsApp(now: () => number): WhatsApp {
  const lastInbound = new Map<string, number>();
  const joinedAt = new Map<string, number>();
  const keyOf = (own: string, person: string): string => `${bareNumber(own)}|${bareNumber(person)}`;
  const within = (at: number | undefined, spanMs: number): boolean => at !== undefined && now() - at < spanMs;
  return {
    noteInbound(own, person, body) {
      const key = keyOf(own, person);
      lastInbound.delete(key);
      lastInbound.set(key, now());
      if (lastInbound.size > LIMIT) for (const oldest of lastInbound.keys()) return void lastInbound.delete(oldest);
      if (/^join \S+/i.test(body.trim())) joinedAt.set(key, now());
    },
    windowOpen: (own, person) => within(lastInbound.get(keyOf(own, person)), DAY_MS),
    joined: (own, person) => bareNumber(own) !== SANDBOX_NUMBER || within(joinedAt.get(keyOf(own, person)), JOIN_MS),
  };
}
