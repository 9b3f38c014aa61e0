/** The visits of a day as a grid: one Tab stop, arrows and J/K move, groups with a head, a line at the time now. */
import { ArrowUp, CircleAlert } from 'lucide-react';
import { Fragment, useMemo, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { clockTimeAt } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { nextIndex } from '../../ui/listKeys.ts';
import type { Appointment, VisitExtra } from '../../contract.ts';
import { groupVisits } from './visitGroups.ts';
import type { VisitGroup } from './visitGroups.ts';
import type { VisitActions } from './useVisitActions.ts';
import { useVisitKeys } from './useVisitKeys.ts';
import { needsYou } from './visitState.ts';
import { VisitRow } from './VisitRow.tsx';
import styles from './VisitGrid.module.css';

export interface VisitGridProps {
  readonly label: string;
  readonly visits: readonly Appointment[];
  /** What the board knows beside the list, by visit. */
  readonly extras: ReadonlyMap<string, VisitExtra>;
  readonly now: number;
  readonly isToday: boolean;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  /** The visit whose conversation stands beside the list. */
  readonly opened: string | null;
  readonly actions: VisitActions;
}

const COLUMNS = ['time', 'patient', 'visit', 'reply', 'last', 'actions'] as const;
/** Rows PageDown moves by; a screenful at the smallest window. */
const PAGE_ROWS = 10;

export function VisitGrid(props: VisitGridProps) {
  const { label, visits, extras, now, isToday, selected, onSelect, opened, actions } = props;
  const grid = useRef<HTMLDivElement>(null);
  const groups = useMemo(
    () =>
      groupVisits(visits, {
        now,
        isToday,
        hourOf: (at) => hourIn(visits, at),
        needs: (visit) => needsYou(visit, now, extras.get(visit.id)),
      }),
    [visits, extras, now, isToday],
  );
  const order = useMemo(() => groups.flatMap((group) => group.visits), [groups]);
  const current = order.find((visit) => visit.id === selected) ?? order[0];

  const focusAt = (index: number): void => {
    const visit = order[index];
    if (!visit) return;
    onSelect(visit.id);
    grid.current?.querySelector<HTMLElement>(`[data-visit="${visit.id}"]`)?.focus();
  };
  const at = current ? order.indexOf(current) : 0;
  useVisitKeys({ visit: current, actions, onMove: (by) => focusAt(Math.max(0, Math.min(order.length - 1, at + by))) });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset['visit'] === undefined) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const to = nextIndex(event.key, at, order.length, PAGE_ROWS);
    if (to === null) return;
    event.preventDefault();
    focusAt(to);
  };

  let rowIndex = 1;
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={order.length + groups.length + 1}
      className={styles.grid}
      onKeyDown={onKeyDown}
    >
      <GridHead />
      {groups.map((group) => {
        const first = (rowIndex += 1);
        rowIndex += group.visits.length;
        return (
          <GroupRows key={group.key} group={group} first={first} now={now}>
            {(visit, index) => (
              <VisitRow
                visit={visit}
                extra={extras.get(visit.id)}
                now={now}
                active={visit.id === current?.id}
                selected={visit.id === selected}
                open={visit.id === opened}
                rowIndex={first + 1 + index}
                actions={actions}
                onFocus={onSelect}
                onShow={(id) => focusAt(order.findIndex((other) => other.id === id))}
              />
            )}
          </GroupRows>
        );
      })}
    </div>
  );
}

/** The hour on the clock of the visit's own zone. */
function hourIn(visits: readonly Appointment[], at: number): number {
  const zone = visits.find((visit) => visit.startsAt === at)?.zone ?? 'UTC';
  return Number(clockTimeAt(at, zone).slice(0, 2));
}

function GridHead() {
  const t = useT();
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      {COLUMNS.map((column) => (
        <span key={column} role="columnheader" aria-sort={column === 'time' ? 'ascending' : undefined}>
          <span className={column === 'actions' ? 'visuallyHidden' : undefined}>{t(`today.column.${column}`)}</span>
          {column === 'time' ? <ArrowUp size={13} aria-hidden="true" /> : null}
        </span>
      ))}
    </div>
  );
}

interface GroupRowsProps {
  readonly group: VisitGroup;
  readonly first: number;
  readonly now: number;
  readonly children: (visit: Appointment, index: number) => ReactNode;
}

function GroupRows({ group, first, now, children }: GroupRowsProps) {
  const t = useT();
  const id = `visits-${group.key}`;
  return (
    <div role="rowgroup" aria-labelledby={id} className={styles.group}>
      <div role="row" aria-rowindex={first} className={styles.groupHead}>
        <span role="gridcell" aria-colspan={COLUMNS.length} id={id} className={styles.groupName}>
          {group.key === 'needsYou' ? <CircleAlert size={15} strokeWidth={1.75} aria-hidden="true" /> : null}
          {t(`today.group.${group.key}`)}
          <span className={styles.groupCount}>{group.visits.length}</span>
        </span>
      </div>
      {group.visits.map((visit, index) => (
        <Fragment key={visit.id}>
          {group.nowAt === index ? <NowLine now={now} /> : null}
          {children(visit, index)}
        </Fragment>
      ))}
      {group.nowAt === group.visits.length ? <NowLine now={now} /> : null}
    </div>
  );
}

/** Decoration: the greyed rows above it say the same. */
function NowLine({ now }: { readonly now: number }) {
  const formats = useFormats();
  return (
    <div className={styles.now} aria-hidden="true">
      <span>{formats.time(now)}</span>
    </div>
  );
}
