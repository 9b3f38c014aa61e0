/**
 * The jobs that exist once per gateway: receiver, status tracker, watch. Keeps them in step with the gateways that are set up, which a
 * person may add and remove at any time.
 */
import type { Admission } from './admission.ts';
import type { JobDeps } from './deps.ts';
import { createGatewayWatch } from './gatewayWatch.ts';
import type { Links } from './links.ts';
import type { Loop } from './loop.ts';
import { createReceiver } from './receiver.ts';
import type { Receiver } from './receiver.ts';
import { createStatusTracker } from './statusTracker.ts';

export interface GatewayJobSet {
  readonly receiver: Receiver;
  readonly statuses: Loop;
  readonly watch: Loop;
}

export interface GatewayJobs {
  /** Starts the jobs of new gateways and ends those of removed ones. */
  sync(): void;
  of(gatewayId: string): GatewayJobSet | undefined;
  ids(): readonly string[];
  all(): readonly GatewayJobSet[];
  stop(): Promise<void>;
}

export type GatewayJobsDeps = JobDeps & { readonly admission: Admission; readonly links: Links };

export function createGatewayJobs(deps: GatewayJobsDeps): GatewayJobs {
  const sets = new Map<string, GatewayJobSet>();
  let stopped = false;

  const begin = (id: string): void => {
    const set: GatewayJobSet = {
      receiver: createReceiver(deps, id),
      statuses: createStatusTracker(deps, id),
      watch: createGatewayWatch(deps, id),
    };
    sets.set(id, set);
    set.watch.start();
    set.receiver.start();
    set.statuses.start();
  };
  const end = async (set: GatewayJobSet): Promise<void> => {
    await Promise.all([set.receiver.stop(), set.statuses.stop(), set.watch.stop()]);
  };

  return {
    sync() {
      if (stopped) return;
      const records = deps.store.read((tx) => tx.gateways.list());
      const wanted = new Set(records.map((record) => record.id).filter((id) => deps.gateways.get(id) !== undefined));
      for (const id of wanted) if (!sets.has(id)) begin(id);
      for (const [id, set] of sets) {
        if (wanted.has(id)) continue;
        sets.delete(id);
        void end(set);
      }
    },
    of: (id) => sets.get(id),
    ids: () => [...sets.keys()],
    all: () => [...sets.values()],
    async stop() {
      stopped = true;
      await Promise.all([...sets.values()].map(end));
    },
  };
}
