/**
 * How long things are kept (rules.md 12): the instants before which each kind is old, how much a night may remove, and whether a run only
 * counts. Removes nothing itself. Pure.
 */
import { DAY_MS, instantOnDay, isRealDate, toLocal } from '../time.ts';
import type { CivilDate } from '../time.ts';

/**
 * What is removed for its age. `texts`: words of threads at rest; `facts`: the rest of those texts; `files`: pictures that came in;
 * `unknownNumbers`: texts of threads that belong to nobody; `drafts`; `lists`: rows of read lists and what they changed; `audit`: the oldest
 * entries of the log; `consents`: agreements of people who were deleted. Opt-outs have no age.
 */
export const RETENTION_KINDS = [
  'texts',
  'facts',
  'files',
  'unknownNumbers',
  'drafts',
  'lists',
  'audit',
  'consents',
] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];
export type RetentionCounts = Readonly<Record<RetentionKind, number>>;

/** As in settings.retention; their ranges are the contract's. */
export interface RetentionPeriods {
  readonly textMonths: number;
  readonly factsYears: number;
  readonly fileDays: number;
  readonly unknownDays: number;
  readonly draftDays: number;
  readonly listDays: number;
  readonly auditYears: number;
  /** After nobody is known any more whom they were about. */
  readonly consentYears: number;
}

/** Never more rows a night, whatever their kind. */
export const MOST_A_NIGHT = 5_000;
/** For so long after the first night nothing is removed, only counted: a practice sees what will go before it goes. */
export const DRY_RUN_DAYS = 30;

export const NOTHING_REMOVED: RetentionCounts = {
  texts: 0,
  facts: 0,
  files: 0,
  unknownNumbers: 0,
  drafts: 0,
  lists: 0,
  audit: 0,
  consents: 0,
};

/** What is older than these instants (UTC ms) has been kept for long enough. Months and years are those of the practice's calendar. */
export function cutoffs(periods: RetentionPeriods, now: number, zone: string): RetentionCounts {
  const today = toLocal(now, zone);
  const monthsAgo = (months: number): number => instantOnDay(monthsBefore(today, months), today.msOfDay, zone);
  return {
    texts: monthsAgo(periods.textMonths),
    facts: monthsAgo(periods.factsYears * 12),
    files: now - periods.fileDays * DAY_MS,
    unknownNumbers: now - periods.unknownDays * DAY_MS,
    drafts: now - periods.draftDays * DAY_MS,
    lists: now - periods.listDays * DAY_MS,
    audit: monthsAgo(periods.auditYears * 12),
    consents: monthsAgo(periods.consentYears * 12),
  };
}

/** The same day so many months earlier, or the last one of that month. */
function monthsBefore({ year, month, day }: CivilDate, months: number): CivilDate {
  const at = year * 12 + (month - 1) - months;
  let date: CivilDate = { year: Math.floor(at / 12), month: (at % 12) + 1, day };
  while (!isRealDate(date)) date = { ...date, day: date.day - 1 };
  return date;
}

/** Whether the run of `now` only counts. `since`: the first night of this practice, UTC ms. */
export function isDryRun(since: number, endedEarly: boolean, now: number): boolean {
  return !endedEarly && now < since + DRY_RUN_DAYS * DAY_MS;
}

export function sumOf(counts: RetentionCounts): number {
  return RETENTION_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
}
