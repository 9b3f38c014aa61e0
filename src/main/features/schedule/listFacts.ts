/** Gathers from the rows of a list what its brakes are worked out from, row by row; and what stands against a list when it is added. */
import { hash } from 'node:crypto';
import type { ImportCounts, ListWarning } from '../../../contract/schedule.ts';
import { brakesOf, type EarlierList, type ListFacts } from '../../domain/schedule/brakes.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { ImportSummary } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { dayNumber } from './meaning.ts';

/** Lists of the same kind that are looked at. */
const EARLIER = 5;

export interface FactsBook {
  /** Takes the next row into account. */
  add(visit: VisitRow): void;
  facts(): ListFacts;
}

export function createFactsBook(zone: string): FactsBook {
  /** The one name, or all of them: most numbers have one. */
  const namesOn = new Map<string, string | Set<string>>();
  const sums = new Uint32Array(4);
  let [rows, unreadRows, past, withNumber, crowded] = [0, 0, 0, 0, 0];
  let [first, last] = [Infinity, -Infinity];
  return {
    add(visit) {
      const { phone, name, startsAt, problems } = visit;
      rows += 1;
      if (isUnread(visit)) unreadRows += 1;
      if (problems.some(({ code }) => code === 'inPast')) past += 1;
      if (startsAt !== null) [first, last] = [Math.min(first, startsAt), Math.max(last, startsAt)];
      addTo(sums, visit);
      if (phone === null) return;
      withNumber += 1;
      const named = fullName(name).toLowerCase();
      const known = namesOn.get(phone);
      crowded = Math.max(crowded, 1);
      if (known === undefined) namesOn.set(phone, named);
      if (known === undefined || known === named) return;
      const names = typeof known === 'string' ? new Set([known]) : known;
      namesOn.set(phone, names.add(named));
      crowded = Math.max(crowded, names.size);
    },
    facts: () => ({
      ...{ rows, unread: unreadRows, past, withNumber, numbers: namesOn.size, crowded },
      firstDay: first === Infinity ? null : dayNumber(first, zone),
      lastDay: first === Infinity ? null : dayNumber(last, zone),
      digest: Buffer.from(sums.buffer).toString('hex'),
    }),
  };
}

/** Left out for what is wrong with it; a visit of the past was read. */
export function isUnread({ problems }: Pick<VisitRow, 'problems'>): boolean {
  return problems.some(({ severity, code }) => severity === 'error' && code !== 'inPast' && code !== 'duplicateRow');
}

/** Sums of hashes: the same for the same rows in any order. */
function addTo(sums: Uint32Array, row: VisitRow): void {
  const { externalId, name, phone, startsAt, clinician, status, confirmed } = row;
  const said = JSON.stringify([externalId, fullName(name), phone, startsAt, clinician, status, confirmed]);
  const digest = hash('sha256', said, 'buffer');
  for (let word = 0; word < sums.length; word += 1) sums[word] = (sums[word] ?? 0) + digest.readUInt32LE(word * 4);
}

/** All that is to be said about a list as it stands now: what its reader said, and its brakes. */
export function warningsOf(
  tx: ReadTx,
  { signature, counts, facts, known, told }: WarningInput,
  now: number,
): ListWarning[] {
  if (facts === undefined) return [...(told ?? [])];
  const { zone } = readSettings(tx).practice;
  const earlier = tx.imports
    .ofKind(signature, EARLIER)
    .flatMap(({ summary, appliedAt }): EarlierList[] =>
      summary.facts === undefined || appliedAt === null
        ? []
        : [{ ...summary.facts, addedOn: dayNumber(appliedAt, zone) }],
    );
  const today = dayNumber(now, zone);
  return [...brakesOf({ facts, counts, known: known ?? 0, earlier, today }), ...(told ?? [])];
}

type WarningInput = { readonly signature: string; readonly counts: ImportCounts } & Pick<
  ImportSummary,
  'facts' | 'known' | 'told'
>;
