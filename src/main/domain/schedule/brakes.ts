/**
 * What looks wrong about a list as a whole (peers.md E4.10): facts of the list beside those of the last ones of its kind. A brake keeps
 * everything as it is until a person says that they looked. Pure; the words are for the desk and name no patient.
 */
import type { ImportCounts, ListWarning } from '../../../contract/schedule.ts';

/** What is remembered of a list. */
export interface ListFacts {
  /** Rows that mean a visit. */
  readonly rows: number;
  readonly unread: number;
  readonly past: number;
  /** People with a number, and numbers among them. */
  readonly withNumber: number;
  readonly numbers: number;
  /** Most names on one number. */
  readonly crowded: number;
  /** First and last day of the visits, days since 1 January 1970 in the practice's zone; null without any. */
  readonly firstDay: number | null;
  readonly lastDay: number | null;
  /** The same for lists that say the same, in whatever order. */
  readonly digest: string;
}

/** A list of the same kind that was added before. */
export interface EarlierList extends ListFacts {
  /** Day on which it was added. */
  readonly addedOn: number;
}

export interface BrakeInput {
  readonly facts: ListFacts;
  readonly counts: ImportCounts;
  /** Visits to come that stand in the schedule on the days of the list. */
  readonly known: number;
  /** Lists of the same kind, the newest first. */
  readonly earlier: readonly EarlierList[];
  readonly today: number;
}

/** A practice's own number stands in many rows when a system exports the wrong column. */
const NAMES_ON_ONE_NUMBER = 5;
/** Below this many rows a share says nothing. */
const FEW_ROWS = 10;
const FEW_CHANGES = 4;
const FEW_NUMBERS = 3;
/** A list may be made so many days further ahead than ever: weekends and holidays. */
const DAYS_OF_GRACE = 3;

/** All that is to be said, brakes first. */
export function brakesOf(input: BrakeInput): readonly ListWarning[] {
  return [
    ...rowsFell(input),
    ...wrongDays(input),
    ...sameFile(input),
    ...numbers(input.facts),
    ...unread(input.facts),
    ...manyChanges(input),
  ];
}

const brake = (code: string, text: string): ListWarning => ({ code, text, severity: 'brake' });

function rowsFell({ facts, earlier: [last] }: BrakeInput): readonly ListWarning[] {
  if (last === undefined || last.rows < FEW_ROWS || facts.rows * 10 >= last.rows * 7) return [];
  return [
    brake(
      'rowsFell',
      `This list has ${String(facts.rows)} visits, the last one had ${String(last.rows)}. Is something missing from it?`,
    ),
  ];
}

function wrongDays({ facts, earlier, today }: BrakeInput): readonly ListWarning[] {
  const { firstDay, lastDay, past, rows } = facts;
  if (firstDay === null || lastDay === null) return [];
  if (past === rows) return [brake('allPast', 'All of these visits are in the past. Is this an old list?')];
  if (past * 2 > rows) return [brake('oldList', 'Most of these visits are in the past. Is this an old list?')];
  // Only lists of one day tell for which day the next one should be.
  const leads = earlier.flatMap((list) =>
    list.firstDay !== null && list.firstDay === list.lastDay ? [list.firstDay - list.addedOn] : [],
  );
  if (firstDay !== lastDay || leads.length < 2) return [];
  const lead = firstDay - today;
  const [from, to] = [Math.min(...leads), Math.max(...leads) + DAYS_OF_GRACE];
  if (lead >= from && lead <= to) return [];
  return [
    brake(
      'wrongDay',
      `All of these visits are ${inDays(lead)}. The last lists were for ${inDays(leads[0] ?? 0)}. Is this the right day?`,
    ),
  ];
}

function inDays(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days > 0 ? `in ${String(days)} days` : days === -1 ? 'yesterday' : `${String(-days)} days ago`;
}

/** Harmless when nothing has happened since; otherwise it would take back what has. */
function sameFile({ facts, counts, earlier }: BrakeInput): readonly ListWarning[] {
  if (facts.rows === 0 || !earlier.some(({ digest }) => digest === facts.digest)) return [];
  const changes = counts.new + counts.moved + counts.changed + counts.cancelled;
  const text = 'This list was added before.';
  if (changes === 0) return [{ code: 'sameFile', text, severity: 'warning' }];
  return [brake('sameFile', `${text} Visits have changed since, and adding it again would change them back.`)];
}

function numbers({ withNumber, numbers: different, crowded }: ListFacts): readonly ListWarning[] {
  if (different === 1 && withNumber >= FEW_NUMBERS && crowded >= FEW_NUMBERS) {
    return [brake('oneNumber', 'All of these people have the same number. Is this the right phone column?')];
  }
  if (crowded <= NAMES_ON_ONE_NUMBER) return [];
  return [
    brake('sameNumber', `${String(crowded)} different people have the same number. Is this the right phone column?`),
  ];
}

function unread({ rows, unread: bad }: ListFacts): readonly ListWarning[] {
  if (rows < FEW_ROWS || bad * 10 <= rows) return [];
  return [
    brake('manyUnread', `${String(bad)} of ${String(rows)} rows could not be read. Check how the columns are matched.`),
  ];
}

function manyChanges({ counts, known }: BrakeInput): readonly ListWarning[] {
  const changed = counts.moved + counts.cancelled;
  if (changed < FEW_CHANGES || changed * 3 <= known) return [];
  return [
    brake(
      'manyChanges',
      `${String(counts.moved)} visits would be moved and ${String(counts.cancelled)} cancelled, of ${String(known)} known on these days. Check the list before adding it.`,
    ),
  ];
}
