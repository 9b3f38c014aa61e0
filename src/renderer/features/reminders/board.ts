/** The board from a list of cards: which day a card stands in, its group there, and days on which nothing goes out. Pure. */
import type { ReminderCard, ReminderState } from '../../contract.ts';
import type { StepState } from '../../ui/StepDots.tsx';

export const GROUPS = ['needsYou', 'nextHour', 'morning', 'afternoon', 'notSent', 'sent'] as const;
export type GroupKey = (typeof GROUPS)[number];

export interface BoardGroup {
  readonly key: GroupKey;
  readonly cards: readonly ReminderCard[];
}

export interface BoardDay {
  /** "2026-11-19". */
  readonly date: string;
  /** Nothing automatic leaves on this day, and nothing is planned on it. */
  readonly closed: boolean;
  readonly groups: readonly BoardGroup[];
  readonly sent: number;
  readonly total: number;
  /** Reminders due on this day that leave on another one, and that day when it is the same for all. */
  readonly moved: { readonly count: number; readonly to: string | null };
}

export interface BoardOptions {
  readonly dates: readonly string[];
  readonly now: number;
  readonly isClosed: (date: string) => boolean;
  readonly civilDate: (at: number) => string;
  readonly hourOf: (at: number) => number;
}

const HOUR_MS = 3_600_000;

/** When the reminder leaves, or would have. */
export function leavesAt(card: ReminderCard): number {
  return card.movedTo ?? card.dueAt;
}

/** The days in order. Dropped reminders (visit cancelled, already confirmed) are no one's business any more and left out. */
export function boardDays(cards: readonly ReminderCard[], options: BoardOptions): readonly BoardDay[] {
  const shown = cards.filter((card) => card.state !== 'dropped');
  return options.dates.map((date) => {
    const own = shown
      .filter((card) => options.civilDate(leavesAt(card)) === date)
      .sort((a, b) => leavesAt(a) - leavesAt(b) || a.personName.localeCompare(b.personName));
    const away = shown.filter((card) => {
      return options.civilDate(card.dueAt) === date && options.civilDate(leavesAt(card)) !== date;
    });
    const targets = new Set(away.map((card) => options.civilDate(leavesAt(card))));
    const counted = own.filter((card) => card.state !== 'skipped' && card.state !== 'expired');
    return {
      date,
      closed: own.length === 0 && options.isClosed(date),
      groups: GROUPS.map((key) => ({ key, cards: own.filter((card) => groupOf(card, options) === key) })).filter(
        (group) => group.cards.length > 0,
      ),
      sent: counted.filter(isSent).length,
      total: counted.length,
      moved: { count: away.length, to: targets.size === 1 ? ([...targets][0] ?? null) : null },
    };
  });
}

function groupOf(card: ReminderCard, { now, hourOf }: BoardOptions): GroupKey {
  if (card.state === 'held' || card.state === 'failed') return 'needsYou';
  if (isSent(card)) return 'sent';
  if (card.state === 'skipped' || card.state === 'expired') return 'notSent';
  const at = leavesAt(card);
  if (at < now + HOUR_MS) return 'nextHour';
  return hourOf(at) < 12 ? 'morning' : 'afternoon';
}

function isSent(card: ReminderCard): boolean {
  return card.state === 'sent' || card.state === 'delivered';
}

/** The dots of a card: of those still to go the first is next, the others are later. */
export function dotsOf(states: readonly ReminderState[]): readonly StepState[] {
  const next = states.findIndex((state) => state === 'planned' || state === 'queued');
  return states.map((state, index) => {
    switch (state) {
      case 'sent':
      case 'delivered':
        return 'delivered';
      case 'held':
        return 'hold';
      case 'failed':
        return 'failed';
      case 'planned':
      case 'queued':
        return index === next ? 'next' : 'later';
      case 'skipped':
      case 'expired':
      case 'dropped':
        return 'skipped';
    }
  });
}

/** Whether it can still be skipped, sent now, taken back, or changed. */
export function canDo(state: ReminderState): {
  readonly skip: boolean;
  readonly send: boolean;
  readonly restore: boolean;
  /** Own words or another time. */
  readonly edit: boolean;
} {
  const open = state === 'planned' || state === 'held' || state === 'failed';
  return {
    skip: open || state === 'queued',
    send: open || state === 'skipped',
    restore: state === 'skipped',
    edit: state === 'planned' || state === 'held' || state === 'queued',
  };
}
