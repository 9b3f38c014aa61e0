/** "Changes for your calendar": the list, its ticks, and the file. What writes into a practice's system by itself is writeAnswers. */
import { DomainError } from '../../../contract/errors.ts';
import type { WriteBackRow } from '../../../contract/writeBack.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import { recordOutput } from '../exportLog.ts';
import type { FeatureHandlers, OutputOf, ParsedInputOf } from '../feature.ts';
import { changesCsv } from './csv.ts';
import { countOpenChanges, rowOf, rowsIn, usualRange } from './rows.ts';
import type { Place } from './rows.ts';

export interface WriteBackDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** A file of more rows than this is no list anybody types from. */
const MOST_EXPORTED = 2_000;

export function createWriteBackFeature(deps: WriteBackDeps): FeatureHandlers<'writeBack'> {
  const { store, clock } = deps;
  return {
    listChanges: (_context, input) => store.read((tx) => listChanges(tx, input, clock.now())),
    countChanges: () => store.read((tx) => countOpenChanges(tx, clock.now())),
    tickChange: (context, input) =>
      runCommand(deps, context, 'writeBack.tickChange', (tx, now) => tickChange(tx, input, context.actor.name, now)),
    exportChanges: (context, { show }) =>
      runCommand(deps, context, 'writeBack.exportChanges', (tx, now) => {
        const rows = take(tx, { ...usualRange(now), show }, null, MOST_EXPORTED);
        const data = { show, rows: rows.length };
        const mark = recordOutput(tx, { action: 'changes.exported', data }, context.actor.name, now);
        return changesCsv(tx, rows, mark, now);
      }),
  };
}

function listChanges(
  tx: ReadTx,
  input: ParsedInputOf<'writeBack.listChanges'>,
  now: number,
): OutputOf<'writeBack.listChanges'> {
  const usual = usualRange(now);
  const range = { from: input.from ?? usual.from, to: input.to ?? usual.to, show: input.show };
  const rows = take(tx, range, placeOf(input.cursor), input.limit + 1);
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  return { items, next: rows.length > input.limit && last !== undefined ? cursorOf(last) : null };
}

type Wanted = Parameters<typeof rowsIn>[1] & { readonly show: 'open' | 'done' | 'all' };

function take(tx: ReadTx, { show, ...range }: Wanted, after: Place | null, most: number): WriteBackRow[] {
  const rows: WriteBackRow[] = [];
  for (const row of rowsIn(tx, range, after)) {
    if (show !== 'all' && (row.done === null) !== (show === 'open')) continue;
    rows.push(row);
    if (rows.length >= most) break;
  }
  return rows;
}

function tickChange(
  tx: WriteTx,
  { appointmentId, fingerprint, done }: ParsedInputOf<'writeBack.tickChange'>,
  actor: string,
  now: number,
): WriteBackRow {
  const before = currentRow(tx, appointmentId);
  if (before.fingerprint !== fingerprint) {
    throw new DomainError('CONFLICT', 'This visit has changed since. Look at the line again.');
  }
  if (done) tx.writeBack.setTick({ appointmentId, fingerprint, actor, byItself: false, at: now });
  else tx.writeBack.removeTick(appointmentId);
  tx.audit.append({
    at: now,
    action: done ? 'writeBack.ticked' : 'writeBack.unticked',
    entity: 'appointment',
    entityId: appointmentId,
    data: { changes: before.changes.join(' ') },
  });
  tx.changed('writeBack.changed', appointmentId);
  return currentRow(tx, appointmentId);
}

function currentRow(tx: ReadTx, appointmentId: string): WriteBackRow {
  const candidate = tx.writeBack.one(appointmentId);
  const row = candidate === undefined ? undefined : rowOf(tx, candidate);
  if (row === undefined) {
    throw new DomainError('NOT_FOUND', 'Your calendar says the same by now. There is nothing left to enter.');
  }
  return row;
}

function cursorOf({ startsAt, clinician, appointmentId }: WriteBackRow): string {
  const place: Place = [startsAt, clinician, appointmentId];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** A place that is none begins at the beginning, as with every list. */
function placeOf(cursor: string | null): Place | null {
  if (cursor === null) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(place) || place.length !== 3) return null;
    const [startsAt, clinician, id] = place as unknown[];
    const whole = typeof startsAt === 'number' && typeof clinician === 'string' && typeof id === 'string';
    return whole ? [startsAt, clinician, id] : null;
  } catch {
    return null;
  }
}
