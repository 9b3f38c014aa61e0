/**
 * What becomes of one post: signature first, then stored, then acknowledged. Nothing is read here and nothing else is done before the
 * answer. Knows the listener's words, not its sockets.
 */
import type { Clock, Logger } from '../platform/ports.ts';
import type { GatewayHooks, HookRequest, HooksOf } from '../providers/hooks.ts';
import type { HookCounters } from './counters.ts';
import type { HookWriter, Stored } from './hookWriter.ts';

export interface Post {
  readonly gatewayId: string;
  /** What stands behind the secret, with its query. */
  readonly target: string;
  readonly request: HookRequest;
}

/** 204 durable; 403 not theirs; 404 nobody here; 503 try again. */
export type HookAnswer = 204 | 403 | 404 | 503;

export interface ReceiveDeps {
  readonly hooksOf: HooksOf;
  readonly writer: HookWriter;
  readonly counters: HookCounters;
  /** The gateways' time: their signatures carry it. */
  readonly clock: Clock;
  readonly log: Logger;
}

/** Never rejects. */
export async function receiveHook(deps: ReceiveDeps, post: Post): Promise<HookAnswer> {
  const { counters, clock, log } = deps;
  const { gatewayId, target, request } = post;
  let hooks: GatewayHooks | undefined;
  try {
    hooks = await deps.hooksOf(gatewayId);
  } catch {
    log.error({ gateway: gatewayId }, 'webhooks.noCredentials');
    counters.count('busy');
    return 503;
  }
  if (hooks === undefined) {
    counters.count('refused');
    return 404;
  }
  const now = clock.now();
  const verdict = hooks.verify(request, now);
  if (verdict !== 'genuine') {
    counters.count(verdict);
    log.warn({ gateway: gatewayId, verdict }, 'webhooks.notGenuine');
    return 403;
  }
  const { contentType, body } = request;
  const eventKey = hooks.keyOf(request).slice(0, 200);
  const stored = await deps.writer.write({ gatewayId, eventKey, target, contentType, body, receivedAt: now });
  counters.count(END[stored]);
  return stored === 'full' || stored === 'failed' ? 503 : 204;
}

const END = { new: 'accepted', known: 'repeated', full: 'busy', failed: 'busy' } as const satisfies Record<
  Stored,
  string
>;
