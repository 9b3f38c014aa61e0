/** The days side by side; closed ones as narrow strips. Arrows move between cards: up and down in a day, left and right between days. */
import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { instantAt } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import type { BoardDay } from './board.ts';
import { DayColumn } from './DayColumn.tsx';
import styles from './Board.module.css';

export interface BoardProps {
  readonly days: readonly BoardDay[];
  readonly now: number;
  readonly selected: string | null;
  readonly marked: ReadonlySet<string>;
  readonly sentOpen: boolean;
  readonly onSelect: (id: string) => void;
  readonly onMark: (id: string) => void;
  readonly onShowAll: () => void;
}

export function Board({ days, now, selected, marked, sentOpen, onSelect, onMark, onShowAll }: BoardProps) {
  const board = useRef<HTMLDivElement>(null);
  const cards = days.flatMap((day) => day.groups.flatMap((group) => group.cards));
  const tabStop = cards.find((card) => card.id === selected)?.id ?? cards[0]?.id ?? null;

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !board.current) return;
    const next = neighbour(board.current, event.target, event.key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
    onSelect(next.dataset['card'] ?? '');
  };
  return (
    <div ref={board} className={styles.board} onKeyDown={onKeyDown}>
      {days.map((day) =>
        day.closed ? (
          <ClosedStrip key={day.date} day={day} now={now} />
        ) : (
          <DayColumn
            key={day.date}
            day={day}
            now={now}
            selected={selected}
            marked={marked}
            tabStop={tabStop}
            sentOpen={sentOpen}
            onSelect={onSelect}
            onMark={onMark}
            onShowAll={onShowAll}
          />
        ),
      )}
    </div>
  );
}

function ClosedStrip({ day, now }: { readonly day: BoardDay; readonly now: number }) {
  const t = useT();
  const formats = useFormats();
  const at = instantAt(day.date, '12:00', formats.zone);
  const { count, to } = day.moved;
  const target = to === null ? null : formats.date(instantAt(to, '12:00', formats.zone), now).split(' ')[0];
  return (
    <section aria-label={formats.longDate(at)} className={styles.strip}>
      <strong>{formats.date(at, now).split(' ').slice(0, 2).join(' ')}</strong>
      <span>{t('reminders.closed')}</span>
      {count === 0 ? null : (
        <b>{target ? t('reminders.movedTo', { count, day: target }) : t('reminders.moved', { count })}</b>
      )}
    </section>
  );
}

/** The card `key` leads to from the card that has the focus. By what is on screen, so folded cards are passed over. */
function neighbour(board: HTMLElement, from: EventTarget, key: string): HTMLElement | undefined {
  if (!(from instanceof HTMLElement) || from.dataset['card'] === undefined) return undefined;
  const columns = [...board.querySelectorAll('section')]
    .map((column) => [...column.querySelectorAll<HTMLElement>('[data-card]')])
    .filter((column) => column.length > 0);
  const x = columns.findIndex((column) => column.includes(from));
  const column = columns[x];
  if (!column) return undefined;
  const y = column.indexOf(from);
  switch (key) {
    case 'ArrowDown':
      return column[y + 1];
    case 'ArrowUp':
      return column[y - 1];
    case 'ArrowRight':
      return nearest(columns[x + 1], y);
    case 'ArrowLeft':
      return nearest(columns[x - 1], y);
    case 'Home':
      return column[0];
    case 'End':
      return column.at(-1);
    default:
      return undefined;
  }
}

function nearest(column: readonly HTMLElement[] | undefined, y: number): HTMLElement | undefined {
  return column?.[Math.min(y, column.length - 1)];
}
