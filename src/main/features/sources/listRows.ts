/** The rows of a previewed list, gone through in short tasks: which ask something of a person, and what each says about its visit. */
import { createHash } from 'node:crypto';
import type { RowProblem } from '../../../contract/schedule.ts';
import { needsYou } from '../../domain/sources/doubts.ts';
import type { ImportRowRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { noteListed } from '../writeBack/noteListed.ts';
import type { ListedRow } from '../writeBack/noteListed.ts';
import type { ReaderDeps } from './deps.ts';

type Deps = Pick<ReaderDeps, 'store' | 'timers' | 'clock'>;

/** Rows in one task: a few milliseconds. */
const SLICE = 100;
const ACTOR = 'schedule source';

export interface Asks {
  readonly count: number;
  /** The same for lists whose rows ask the same. Empty: none does. */
  readonly asks: string;
}

/** Counts them, and changes nothing. */
export async function rowsThatAsk(deps: Deps, importId: string, signal: AbortSignal): Promise<Asks> {
  return eachAsking(deps, importId, signal, () => undefined);
}

/** Takes them out of what will be added: a person looks at the list again for their sake. */
export async function leaveToPerson(deps: Deps, importId: string, signal: AbortSignal): Promise<Asks> {
  return eachAsking(deps, importId, signal, (tx, row) => {
    const problems = row.problems.map((problem): RowProblem => ({ ...problem, severity: 'error' }));
    tx.imports.replaceRow({ ...row, problems, data: { ...row.data, take: false }, needsYou: false });
  });
}

async function eachAsking(
  { store, timers }: Deps,
  importId: string,
  signal: AbortSignal,
  leave: (tx: WriteTx, row: ImportRowRecord) => void,
): Promise<Asks> {
  const hash = createHash('sha256');
  let count = 0;
  for (let line: number | null = -1; line !== null;) {
    line = store.write(ACTOR, (tx) => {
      const rows: readonly ImportRowRecord[] = tx.imports.rowsAfter(importId, line ?? -1, SLICE);
      for (const row of rows) {
        if (!asks(row)) continue;
        count += 1;
        hash.update(JSON.stringify([row.data['externalKey'], row.data['startsAt'], row.problems]));
        leave(tx, row);
      }
      return rows.length < SLICE ? null : (rows.at(-1)?.line ?? null);
    });
    await timers.sleep(0, signal);
  }
  return { count, asks: count === 0 ? '' : hash.digest('hex') };
}

/** Also a row about which the import wants to know whom it means. */
function asks({ problems, data }: ImportRowRecord): boolean {
  return needsYou(problems) || (data['question'] !== undefined && data['question'] !== null);
}

/** Remembers what the list says about each visit. */
export async function noteRows(deps: Deps, importId: string, sourceId: string, signal: AbortSignal): Promise<void> {
  const { store, timers, clock } = deps;
  for (let line: number | null = -1; line !== null;) {
    line = store.write(ACTOR, (tx) => {
      const rows = tx.imports.rowsAfter(importId, line ?? -1, SLICE);
      for (const { data, action } of rows) {
        if (isListed(action)) noteListed(tx, data as unknown as ListedRow, sourceId, clock.now());
      }
      return rows.length < SLICE ? null : (rows.at(-1)?.line ?? null);
    });
    await timers.sleep(0, signal);
  }
}

/** A visit that is missing from the list stands among its rows, too. */
function isListed(action: string): boolean {
  return action !== 'missing';
}
