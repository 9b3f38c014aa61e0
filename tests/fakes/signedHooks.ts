/**
 * Gateway hooks as simple as they can be while being true: an HMAC over address, time and body, and JSON inside that says what it tells.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GatewayHooks, HookNews } from '../../src/main/providers/hooks.ts';

const WINDOW_MS = 5 * 60_000;

/** What a signed post says. `id` is its key. */
export interface Post extends Partial<HookNews> {
  readonly id: string;
}

/** The body and headers of a genuine post to `url` at `now` (UTC ms). */
export function signPost(
  key: string,
  url: string,
  now: number,
  post: Post | string,
): { readonly body: string; readonly headers: Record<string, string> } {
  const body = typeof post === 'string' ? post : JSON.stringify(post);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-at': String(now),
      'x-signature': signature(key, url, String(now), Buffer.from(body)),
    },
  };
}

/** Hooks that accept what `signPost` made with the same key. Content that is no JSON is unreadable; `{"throws":true}` is a defect. */
export function createSignedHooks(key: string): GatewayHooks {
  return {
    verify({ url, headers, body }, now) {
      const at = headers['x-at'] ?? '';
      const wanted = Buffer.from(signature(key, url, at, body));
      const given = Buffer.from(headers['x-signature'] ?? '');
      if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return 'forged';
      return Math.abs(now - Number(at)) <= WINDOW_MS ? 'genuine' : 'stale';
    },
    keyOf({ body }) {
      return parse(body)?.id ?? createHmac('sha256', key).update(body).digest('hex');
    },
    read({ body }) {
      const post = parse(body);
      if (post === undefined) return { ok: false, problem: 'not JSON' };
      if ('throws' in post) throw new Error('a defect in reading');
      const { texts = [], reports = [], accepted = [], look = false } = post;
      return { ok: true, news: { texts, reports, accepted, look } };
    },
  };
}

function signature(key: string, url: string, at: string, body: Uint8Array): string {
  return createHmac('sha256', key).update(url).update(at).update(body).digest('hex');
}

function parse(body: Uint8Array): Post | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as Post;
  } catch {
    return undefined;
  }
}
