/** Brakes: what looks wrong about a list as a whole (peers.md E4.10). Nothing is stopped; a person is told before applying. Pure. */
import type { ImportCounts, ImportPreview } from '../../../contract/schedule.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';

type Warning = ImportPreview['warnings'][number];

/** A practice's own number stands in many rows when a system exports the wrong column. */
const NAMES_ON_ONE_NUMBER = 5;
const MANY_ROWS = 10;

export function fileWarnings(visits: readonly VisitRow[], counts: ImportCounts): Warning[] {
  const warnings: Warning[] = [];
  const crowded = crowdedNumber(visits);
  if (crowded > NAMES_ON_ONE_NUMBER) {
    warnings.push({
      code: 'sameNumber',
      text: `${String(crowded)} different people have the same number. Is this the right phone column?`,
    });
  }
  const unread = visits.filter((visit) =>
    visit.problems.some((problem) => problem.severity === 'error' && problem.code !== 'inPast'),
  ).length;
  if (visits.length >= MANY_ROWS && unread * 10 > visits.length) {
    warnings.push({
      code: 'manyUnread',
      text: `${String(unread)} of ${String(visits.length)} rows could not be read. Check how the columns are matched.`,
    });
  }
  const past = visits.filter((visit) => visit.problems.some((problem) => problem.code === 'inPast')).length;
  if (past > 0 && past * 2 > visits.length)
    warnings.push({ code: 'oldList', text: 'Most of these visits are in the past. Is this an old list?' });
  if (counts.cancelled > MANY_ROWS && counts.cancelled * 2 > visits.length) {
    warnings.push({
      code: 'manyCancelled',
      text: `${String(counts.cancelled)} visits would be cancelled. Check the list before adding it.`,
    });
  }
  return warnings;
}

function crowdedNumber(visits: readonly VisitRow[]): number {
  const names = new Map<string, Set<string>>();
  for (const visit of visits) {
    if (visit.phone === null) continue;
    const held = names.get(visit.phone) ?? new Set();
    names.set(visit.phone, held.add(fullName(visit.name).toLowerCase()));
  }
  return Math.max(0, ...[...names.values()].map((held) => held.size));
}
