/** A thread as it is drawn: days, groups of bubbles, event lines, notes and the "New" line. Pure; words come later. */
import type { Message } from '../../../contract.ts';
import { turnAt, wayAfter } from './ways.ts';
import type { Travelled } from './ways.ts';

export type BubbleTone = 'in' | 'out' | 'auto' | 'failed' | 'waiting';

export type TimelineItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  /** From here on texts go, or come, another way. */
  | { readonly kind: 'route'; readonly key: string; readonly way: Travelled }
  | { readonly kind: 'event'; readonly key: string; readonly message: Message }
  | { readonly kind: 'note'; readonly key: string; readonly message: Message }
  | { readonly kind: 'group'; readonly key: string; readonly tone: BubbleTone; readonly messages: readonly Message[] };

/** Texts of one writer within this time make one group. */
export const GROUP_MS = 5 * 60_000;
/** A group is drawn whole or not at all, so it must not be endless. */
const MOST_IN_GROUP = 20;
/** A text that leaves later than this is one that was planned, not one in its undo time. */
export const UNDO_AT_MOST_MS = 20_000;

/** Taken back by the person who wrote it, or replaced by its copy: the audit keeps it, the thread does not. */
const GONE: readonly string[] = ['takenBack', 'replaced'];
/** States whose words must stand under this very bubble. */
const OWN_LINE: readonly Message['status'][] = [
  'failed',
  'undelivered',
  'expired',
  'held',
  'scheduled',
  'needsReview',
  'cancelled',
];

export interface TimelineOptions {
  /** The first text that was new when the thread was opened. */
  readonly newFrom: string | null;
  /** "2026-11-19": compares days in the practice's zone. */
  readonly dayOf: (at: number) => string;
  readonly now: number;
}

/** The items for `messages`, oldest first. */
export function timelineItems(messages: readonly Message[], options: TimelineOptions): readonly TimelineItem[] {
  const items: TimelineItem[] = [];
  let day = '';
  let group: Message[] = [];
  let way: Travelled | null = null;
  const close = (): void => {
    const [first] = group;
    if (first) items.push({ kind: 'group', key: first.id, tone: toneOf(first, options.now), messages: group });
    group = [];
  };
  for (const message of messages) {
    if (isGone(message)) continue;
    const today = options.dayOf(message.createdAt);
    const startsDay = today !== day;
    const isNew = message.id === options.newFrom;
    const turn = turnAt(way, message);
    if (startsDay || isNew || turn || group.length >= MOST_IN_GROUP || !joins(group.at(-1), message, options.now)) {
      close();
    }
    if (startsDay) items.push({ kind: 'day', key: `day-${today}`, at: message.createdAt });
    if (isNew) items.push({ kind: 'new', key: 'new' });
    if (turn) items.push({ kind: 'route', key: `route-${message.id}`, way: turn });
    way = wayAfter(way, message);
    day = today;
    if (message.kind === 'event' || message.kind === 'note') {
      items.push({ kind: message.kind, key: message.id, message });
    } else group.push(message);
  }
  close();
  return items;
}

/** The oldest of the newest `unread` incoming texts; null when there are none. */
export function firstNewOf(newestFirst: readonly Message[], unread: number): string | null {
  const incoming = newestFirst.filter(({ direction }) => direction === 'in');
  return incoming[Math.min(unread, incoming.length) - 1]?.id ?? null;
}

/** Whether a text still waits in its undo time. */
export function isInUndoTime({ status, notBefore }: Message, now: number): boolean {
  return status === 'queued' && notBefore !== null && notBefore > now && notBefore - now <= UNDO_AT_MOST_MS;
}

/** Whether a text was put off: send later, quiet hours. */
export function isPutOff({ status, notBefore }: Message, now: number): boolean {
  return status === 'queued' && notBefore !== null && notBefore - now > UNDO_AT_MOST_MS;
}

function isGone({ status, reason }: Message): boolean {
  return status === 'cancelled' && reason !== null && GONE.includes(reason.code);
}

function toneOf(message: Message, now: number): BubbleTone {
  if (message.direction === 'in') return 'in';
  if (message.status === 'failed' || message.status === 'undelivered' || message.status === 'expired') return 'failed';
  const waits = message.status === 'held' || message.status === 'scheduled' || message.status === 'cancelled';
  if (waits || isPutOff(message, now)) return 'waiting';
  return message.kind === 'text' ? 'out' : 'auto';
}

function joins(last: Message | undefined, next: Message, now: number): boolean {
  if (!last || next.kind === 'event' || next.kind === 'note') return false;
  return (
    last.direction === next.direction &&
    last.kind === next.kind &&
    last.author === next.author &&
    toneOf(last, now) === toneOf(next, now) &&
    !OWN_LINE.includes(last.status) &&
    !OWN_LINE.includes(next.status) &&
    next.createdAt - last.createdAt < GROUP_MS
  );
}
