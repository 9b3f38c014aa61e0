/** The listener's place in the program: what it takes of store, gateways, jobs and machine. */
import type { MediaLinks } from '../features/attachments/mediaLinks.ts';
import { readTunnelConfig, TOKEN_SECRET } from '../features/tunnel/config.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { dateAt, endOfTurn, isPrivate, ownAddresses, ownName } from '../platform/network.ts';
import type { Platform } from '../platform/ports.ts';
import type { LiveGateways } from '../providers/registry.ts';
import type { Store } from '../store/store.ts';
import { createWebhooks } from '../webhooks/service.ts';
import type { Webhooks } from '../webhooks/service.ts';

/** More than this unread: the reader is stuck, and senders keep what they have. */
const MOST_WAITING = 10_000;

export interface WebhookParts {
  /** The machine as the core sees it. */
  readonly platform: Platform;
  /** The machine as it is: sockets and other programs live in its time. */
  readonly machine: Platform;
  readonly store: Store;
  readonly gateways: Pick<LiveGateways, 'hooksOf'>;
  readonly jobs: () => Jobs;
  readonly openMedia: MediaLinks['open'];
  readonly onReachable: () => void;
}

/** At rest until `apply`. */
export function buildWebhooks(parts: WebhookParts): Webhooks {
  const { platform, machine, store, gateways, jobs, openMedia, onReachable } = parts;
  const { clock, timers, random, processes, log, paths } = machine;
  return createWebhooks({
    clock,
    timers,
    random,
    processes,
    log,
    fetch: machine.fetch,
    secrets: platform.secrets,
    dataDir: paths.dataDir,
    tokenSecret: TOKEN_SECRET,
    gatewayClock: platform.clock,
    hooksOf: gateways.hooksOf,
    readConfig: () => store.read(readTunnelConfig),
    kindOf: (id) => store.read((tx) => tx.gateways.get(id)?.kind),
    store: (events) =>
      store.write('webhooks', (tx) => {
        let room = MOST_WAITING - tx.hookEvents.countWaiting(MOST_WAITING);
        return events.map((event) => {
          if (room <= 0) return 'full';
          if (!tx.hookEvents.add(event)) return 'known';
          room -= 1;
          return 'new';
        });
      }),
    onStored: () => jobs().wake('hook'),
    openMedia,
    onReachable,
    onChange() {
      try {
        store.write('system', (tx) => tx.changed('tunnel.changed', 'tunnel'));
      } catch {
        // The page asks again by itself; a full disk is told elsewhere.
        log.warn({}, 'tunnel.changeNotTold');
      }
    },
    machine: { dateAt, endOfTurn, isPrivate, ownAddresses, ownName },
  });
}
