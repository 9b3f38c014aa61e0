/** What the frame needs of the core: session, health, settings, what is to do. Keeps the page's idea of the core's time. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ConnectionPhase } from '../../client/client.ts';
import type { Health, Session, Settings } from '../../contract.ts';
import type { FormatSettings } from '../../i18n/format.ts';
import type { InvalidateOn } from '../../state/invalidation.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { useOnline } from './useOnline.ts';

export interface ShellData {
  readonly phase: ConnectionPhase;
  /** This PC has no network at all. */
  readonly offline: boolean;
  readonly session: Session | undefined;
  readonly health: Health | undefined;
  readonly settings: Settings | undefined;
  readonly todo: number;
  /** Reminders that cannot go out without somebody. */
  readonly needYou: number;
  readonly formats: FormatSettings;
}

const HEALTH_TOPICS: readonly InvalidateOn[] = [
  'gateway.changed',
  'settings.changed',
  'message.added',
  'message.statusChanged',
  'reminder.changed',
  'demo.changed',
];
const SETTINGS_TOPICS: readonly InvalidateOn[] = ['settings.changed'];
const SUMMARY_TOPICS: readonly InvalidateOn[] = ['reminder.changed', 'appointment.changed', 'settings.changed'];
const TODO_TOPICS: readonly InvalidateOn[] = ['conversation.changed', 'message.added'];

/** Used once, by the frame. */
export function useShellData(): ShellData {
  const { client, clock, queries, timers } = useServices();
  const phase = useStore(client.connection, (state) => state.phase);
  const online = useOnline();
  const session = useQuery('system.getSession', {});
  const health = useQuery('system.getHealth', {}, { invalidateOn: HEALTH_TOPICS });
  const settings = useQuery('settings.getSettings', {}, { invalidateOn: SETTINGS_TOPICS });
  const todo = useQuery('conversations.listConversations', { tab: 'todo', limit: 1 }, { invalidateOn: TODO_TOPICS });
  const summary = useQuery('reminders.getSummary', {}, { invalidateOn: SUMMARY_TOPICS });
  const demo = useQuery('demo.getState', session.data?.demo ? {} : null, { invalidateOn: ['demo.changed'] });

  const { refetch } = health;
  useEffect(() => {
    let cancel = (): void => undefined;
    const again = (): void => {
      refetch();
      cancel = timers.after(30_000, again);
    };
    cancel = timers.after(30_000, again);
    return () => cancel();
  }, [timers, refetch, queries]);
  useEffect(() => {
    if (health.data) clock.sync(health.data.now);
  }, [clock, health.data]);
  useEffect(() => {
    if (demo.data) clock.sync(demo.data.now, demo.data.speed);
  }, [clock, demo.data]);

  const zone = settings.data?.practice.zone ?? 'UTC';
  const hours = settings.data?.practice.clock ?? '12h';
  const formats = useMemo<FormatSettings>(() => ({ locale: 'en-US', zone, clock: hours }), [zone, hours]);
  return {
    phase,
    offline: !online,
    session: session.data,
    health: health.data,
    settings: settings.data,
    todo: todo.data?.counts.todo ?? 0,
    needYou: summary.data?.needYou ?? 0,
    formats,
  };
}
