/**
 * The app's webhooks: every event is stored once per registration and delivered by one worker, in turn, with growing waits between
 * tries (capcom6.md 6). Owns the queue; what happened, and its payload, is told by others.
 */
import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import type { Ids, TimerHandle, Timers } from '../../platform/ports.ts';
import type { PhoneLog } from './phoneLog.ts';
import type { PhoneProfile } from './profiles.ts';
import type { PhoneSettings } from './settings.ts';
import type { PhoneStore } from './store.ts';
import type { WebhookPost } from './webhookPost.ts';
import { toGson } from './wireFormat.ts';

/** Payload members that are null are left out on the wire. */
export type EmitEvent = (event: string, payload: Readonly<Record<string, unknown>>) => void;

/** What goes wrong on the way, on until switched off. */
export interface WebhookFaults {
  /** Nothing is delivered; it comes in a burst afterwards. */
  held: boolean;
  newestFirst: boolean;
  /** Each delivery is made twice, as after five minutes stuck in "processing". */
  doubled: boolean;
  /** What happens meanwhile is never queued. */
  dropped: boolean;
  /** Signed with a key that is not ours. */
  forged: boolean;
}

export interface WebhookQueue {
  readonly emit: EmitEvent;
  readonly faults: WebhookFaults;
  /** Looks for something to deliver. */
  wake(): void;
  /** The process dies: what is in the air is lost, the queue is kept. */
  reset(): void;
  /** How many events wait. */
  waiting(): number;
  clear(): void;
}

export interface WebhookQueueDeps {
  readonly timers: Timers;
  readonly ids: Ids;
  /** The phone's clock, UTC ms. */
  readonly now: () => number;
  readonly store: PhoneStore;
  readonly settings: PhoneSettings;
  readonly profile: PhoneProfile;
  readonly log: PhoneLog;
  readonly deviceId: () => string;
  /** Whether the phone lets the worker run: awake, and with internet where that is required. */
  readonly mayRun: () => boolean;
  readonly post: WebhookPost;
}

interface QueuedEvent {
  readonly id: string;
  readonly url: string;
  readonly event: string;
  readonly body: string;
  attempts: number;
  /** UTC ms by the phone's clock. */
  nextAt: number;
}

const FIRST_WAIT_MS = 5_000;
/** Versions before 1.71.1 look every five seconds while anything waits. */
const POLL_MS = 5_000;

/** The queue of one phone. */
export function createWebhookQueue(deps: WebhookQueueDeps): WebhookQueue {
  const queue: QueuedEvent[] = [];
  const faults: WebhookFaults = { held: false, newestFirst: false, doubled: false, dropped: false, forged: false };
  let life = 0;
  let busy = false;
  let bell: TimerHandle | null = null;

  const open = (): boolean => !faults.held && deps.mayRun();
  const run = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    bell?.cancel();
    const mine = life;
    while (open() && mine === life) {
      const event = pickDue(queue, faults, deps.now());
      if (event === undefined) break;
      const delivered = await deliver(deps, event, faults);
      if (mine !== life) return;
      settle(deps, queue, event, delivered);
    }
    busy = false;
    const wait = waitOf(deps, queue);
    if (wait !== null && open()) bell = deps.timers.after(wait, () => void run());
  };

  return {
    faults,
    emit(event, payload) {
      if (faults.dropped) return;
      for (const hook of deps.store.webhooks.values()) {
        if (hook.event === event) queue.push(envelope(deps, hook, payload));
      }
      void run();
    },
    wake: () => void run(),
    reset() {
      life += 1;
      busy = false;
      bell?.cancel();
    },
    waiting: () => queue.length,
    clear: () => void (queue.length = 0),
  };
}

function envelope(
  deps: WebhookQueueDeps,
  hook: { readonly id: string; readonly url: string; readonly event: string },
  payload: Readonly<Record<string, unknown>>,
): QueuedEvent {
  const id = deps.ids.next();
  const body = toGson({ deviceId: deps.deviceId(), event: hook.event, id, payload, webhookId: hook.id });
  return { id, url: hook.url, event: hook.event, body, attempts: 0, nextAt: deps.now() };
}

function pickDue(queue: readonly QueuedEvent[], faults: WebhookFaults, now: number): QueuedEvent | undefined {
  const due = queue.filter((event) => event.nextAt <= now);
  return faults.newestFirst ? due.at(-1) : due.toSorted((a, b) => a.nextAt - b.nextAt)[0];
}

/** True when the other side took it with any 2xx. */
async function deliver(deps: WebhookQueueDeps, event: QueuedEvent, faults: WebhookFaults): Promise<boolean> {
  const times = faults.doubled ? 2 : 1;
  let taken = false;
  for (let time = 0; time < times; time += 1) {
    try {
      const status = await deps.post(signedRequest(deps, event, faults));
      taken ||= status >= 200 && status < 300;
      if (!taken) deps.log.add('WARN', 'webhooks', `Webhook ${event.event} failed: ${status}`, { url: event.url });
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      deps.log.add('ERROR', 'webhooks', `Webhook ${event.event} failed: ${reason}`, { url: event.url });
    }
  }
  return taken;
}

/** A new timestamp and signature for every try; body and id stay (capcom6.md 6.5). */
function signedRequest(deps: WebhookQueueDeps, event: QueuedEvent, faults: WebhookFaults) {
  const timestamp = String(Math.floor(deps.now() / 1000));
  const key = faults.forged ? 'not-the-right-key' : String(deps.settings.get('webhooks.signing_key'));
  const signature = createHmac('sha256', key).update(event.body, 'utf8').update(timestamp, 'utf8').digest('hex');
  return {
    url: event.url,
    body: Buffer.from(event.body, 'utf8'),
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': `me.capcom.smsgateway/${deps.profile.version}`,
      'X-Timestamp': timestamp,
      'X-Signature': signature,
    },
  };
}

function settle(deps: WebhookQueueDeps, queue: QueuedEvent[], event: QueuedEvent, delivered: boolean): void {
  event.attempts += 1;
  const retries = deps.settings.number('webhooks.retry_count') ?? 15;
  if (delivered || event.attempts > retries) {
    const place = queue.indexOf(event);
    if (place >= 0) queue.splice(place, 1);
    return;
  }
  event.nextAt = deps.now() + FIRST_WAIT_MS * 2 ** (event.attempts - 1);
}

function waitOf(deps: WebhookQueueDeps, queue: readonly QueuedEvent[]): number | null {
  if (queue.length === 0) return null;
  if (deps.profile.hookWorker === 'polls') return POLL_MS;
  return Math.max(0, Math.min(...queue.map((event) => event.nextAt)) - deps.now());
}
