/** The trail as a file: page by page in short tasks, then one commit that keeps the export itself. */
import { csvText } from '../../../contract/csv.ts';
import { DomainError } from '../../../contract/errors.ts';
import type { AuditEntry } from '../../../contract/audit.ts';
import { toLocal } from '../../domain/time.ts';
import type { Clock, Timers } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import { recordOutput } from '../exportLog.ts';
import type { CallContext, OutputOf } from '../feature.ts';
import { toQuery, viewEntry } from './entries.ts';
import type { EntryFilter } from './entries.ts';

export interface ExportDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** A spreadsheet that anybody still reads, and a file the page can hold. */
const MOST_ROWS = 20_000;
const PAGE = 200;
const HEADER = ['Entry', 'When (UTC)', 'Who', 'What', 'About', 'Entity', 'Id', 'Facts'];

type Exported = OutputOf<'audit.exportEntries'>;

/** Errors: CANCELLED when the caller no longer wants it. */
export async function exportEntries(deps: ExportDeps, context: CallContext, filter: EntryFilter): Promise<Exported> {
  // What is written meanwhile, this export among it, is not in it.
  const upTo = Math.min(filter.to ?? Number.MAX_SAFE_INTEGER, deps.clock.now() + 1);
  const rows: string[][] = [];
  let cursor: string | null = null;
  do {
    const page: { readonly items: readonly AuditEntry[]; readonly next: string | null } = deps.store.read((tx) => {
      const { items, next } = tx.audit.list(toQuery(tx, { ...filter, to: upTo }, cursor, PAGE));
      return { items: items.map((entry) => viewEntry(tx, entry)), next };
    });
    rows.push(...page.items.map(cells));
    cursor = page.next;
    if (cursor !== null) await deps.timers.sleep(0);
    if (context.signal.aborted) throw new DomainError('CANCELLED', 'The file was not made.');
  } while (cursor !== null && rows.length < MOST_ROWS);
  const more = cursor !== null;
  return runCommand(deps, context, 'audit.exportEntries', (tx, now) => {
    const data = { rows: rows.length, more, filter: Object.keys(filter).toSorted() };
    const mark = recordOutput(tx, { action: 'audit.exported', data }, context.actor.name, now);
    const [day] = utc(now);
    return { fileName: `activity-${day}.csv`, csv: csvText([HEADER, ...rows, [mark]]), rows: rows.length, more };
  });
}

/** The instant in UTC, as the chain has it: a clock that is changed twice a year would put rows in another order. */
function cells({ seq, at, actor, action, about, entity, entityId, data }: AuditEntry): string[] {
  return [
    String(seq),
    utc(at).join(' '),
    actor,
    action,
    about?.name ?? '',
    entity ?? '',
    entityId ?? '',
    JSON.stringify(data),
  ];
}

function utc(at: number): [day: string, time: string] {
  const { year, month, day, hour, minute, second } = toLocal(at, 'UTC');
  const two = (value: number): string => String(value).padStart(2, '0');
  return [`${String(year)}-${two(month)}-${two(day)}`, `${two(hour)}:${two(minute)}:${two(second)}`];
}
