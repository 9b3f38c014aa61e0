/** What Health shows, kept fresh by events; asked again each half minute, since texts become due without an event. */
import { useEffect } from 'react';
import type { Health, QueueExplanation, Tunnel } from '../../contract.ts';
import type { InvalidateOn } from '../../state/invalidation.ts';
import { useServices } from '../../state/services.ts';
import { useMay } from '../../state/useMay.ts';
import { useQuery } from '../../state/useQuery.ts';
import type { QueryResult } from '../../state/useQuery.ts';

const HEALTH_TOPICS: readonly InvalidateOn[] = [
  'gateway.changed',
  'settings.changed',
  'message.added',
  'message.statusChanged',
  'reminder.changed',
  'demo.changed',
];
const QUEUE_TOPICS: readonly InvalidateOn[] = [...HEALTH_TOPICS, 'conversation.changed', 'consent.changed'];
const TUNNEL_TOPICS: readonly InvalidateOn[] = ['tunnel.changed', 'gateway.changed'];
const AGAIN_MS = 30_000;

export interface HealthData {
  readonly health: QueryResult<Health>;
  readonly queue: QueryResult<{ items: QueueExplanation[] }>;
  /** Undefined while it is not known, and for those who may not see it. */
  readonly tunnel: Tunnel | undefined;
  /** May pause and resume routes. */
  readonly manages: boolean;
}

export function useHealthData(): HealthData {
  const { timers } = useServices();
  const manages = useMay('gateways.setPaused', 'tunnel.getTunnel');
  const health = useQuery('system.getHealth', {}, { invalidateOn: HEALTH_TOPICS });
  const queue = useQuery('system.explainQueue', {}, { invalidateOn: QUEUE_TOPICS });
  const tunnel = useQuery('tunnel.getTunnel', manages ? {} : null, { invalidateOn: TUNNEL_TOPICS });
  const { refetch } = queue;
  useEffect(() => {
    let cancel = (): void => undefined;
    const again = (): void => {
      refetch();
      cancel = timers.after(AGAIN_MS, again);
    };
    cancel = timers.after(AGAIN_MS, again);
    return () => cancel();
  }, [timers, refetch]);
  return { health, queue, tunnel: tunnel.data, manages };
}
