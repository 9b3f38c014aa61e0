/**
 * The words by which the program recognises itself from outside: a question that only it can ask, an answer that only it can give.
 * Both are HMACs under a key made of the listener's secret. Knows no sockets.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the time of a question may lie from ours, ms. */
const WINDOW_MS = 5 * 60_000;
export const ECHO_HEADER = 'x-deskbell-echo';

/** What the header and the body of a question hold. `now` in UTC ms. */
export function askEcho(secret: string, nonce: string, now: number): { readonly body: string; readonly proof: string } {
  const body = JSON.stringify({ nonce, at: now });
  return { body, proof: mac(secret, 'question', body) };
}

/** The answer to a question of ours; null for anything else. */
export function answerEcho(secret: string, body: Uint8Array, proof: string | undefined, now: number): string | null {
  const text = Buffer.from(body).toString('utf8');
  if (proof === undefined || !same(mac(secret, 'question', text), proof)) return null;
  const { at } = JSON.parse(text) as { at: number };
  return Math.abs(now - at) > WINDOW_MS ? null : mac(secret, 'answer', text);
}

/** Whether `answer` is what we would have answered to this question. */
export function isOurAnswer(secret: string, body: string, answer: string): boolean {
  return same(mac(secret, 'answer', body), answer.trim());
}

function mac(secret: string, part: 'question' | 'answer', text: string): string {
  return createHmac('sha256', `echo ${secret}`).update(`${part} `).update(text).digest('hex');
}

/** In constant time. */
export function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
