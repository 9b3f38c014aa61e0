/** What the columns of a list mean and how its dates are read: recognised, remembered from the last file of its kind, or chosen. */
import { DomainError } from '../../../contract/errors.ts';
import type { ColumnMeaning, DateOrder } from '../../../contract/schedule.ts';
import { missingMeanings, recogniseColumns, type Mapping } from '../../domain/schedule/columns.ts';
import { decideDateOrder, NO_VOTES, voteOnDate } from '../../domain/schedule/dates.ts';
import type { Pace } from './pace.ts';
import type { Table } from './readers/source.ts';

/** What was recognised, what was chosen for the same kind of file before, what a person chose now: the last wins. */
export function mappingOf(table: Table, remembered: Mapping | undefined, chosen: Mapping | undefined): Mapping {
  const recognised = recogniseColumns(table.headers, table.samples);
  if (chosen === undefined && missingMeanings({ ...recognised, ...remembered }).length >= 3) {
    throw new DomainError(
      'FILE_NOT_A_SCHEDULE',
      "This doesn't look like a visit list. We need at least a name, a phone number and a time.",
    );
  }
  return { ...recognised, ...remembered, ...chosen };
}

/** What the whole column says, else the custom of the practice's country. */
export async function proposeOrder(
  table: Table,
  mapping: Mapping,
  country: string,
  pace: Pace,
): Promise<{ readonly order: DateOrder; readonly ambiguous: boolean }> {
  const column = columnOf(mapping, 'date') ?? columnOf(mapping, 'start');
  let votes = NO_VOTES;
  for (const { cells } of column === null ? [] : table.body) {
    votes = voteOnDate(votes, cells[column ?? 0] ?? '');
    if (pace.over()) await pace.rest();
  }
  return decideDateOrder(votes, country === 'US' || country === 'CA' ? 'mdy' : 'dmy');
}

export function rememberedOrder(order: string | null | undefined): DateOrder | undefined {
  return order === 'dmy' || order === 'mdy' || order === 'ymd' ? order : undefined;
}

function columnOf(mapping: Mapping, meaning: ColumnMeaning): number | null {
  const found = Object.entries(mapping).find(([, value]) => value === meaning);
  return found === undefined ? null : Number(found[0]);
}
