/** Legal holds: placing, releasing, listing. Both ends are entries of the audit trail, by id and scope; names stay out of it. */
import { DomainError } from '../../../contract/errors.ts';
import type { HoldBand, LegalHold } from '../../../contract/privacy.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { LegalHoldRecord } from '../../store/privacyRecords.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import { displayOf } from '../conversations/address.ts';
import type { FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { holdsOnNumber, holdsOnPerson } from './held.ts';

export interface HoldsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Released ones are listed so far back. */
const RELEASED_SHOWN = 200;

export function createHoldHandlers(
  deps: HoldsDeps,
): Pick<FeatureHandlers<'privacy'>, 'getHolds' | 'listHolds' | 'placeHold' | 'releaseHold'> {
  const { store } = deps;
  return {
    getHolds: (_context, { personId, number }) =>
      store.read((tx) => {
        const found = [
          ...(personId === undefined ? [] : holdsOnPerson(tx, personId)),
          ...(number === undefined ? [] : holdsOnNumber(tx, number)),
        ];
        const unique = [...new Map(found.map((hold) => [hold.id, hold])).values()];
        return { items: unique.map(toBand) };
      }),
    listHolds: () =>
      store.read((tx) => ({
        items: [...tx.legalHolds.active(), ...tx.legalHolds.released(RELEASED_SHOWN)].map((hold) => toHold(tx, hold)),
      })),
    placeHold: (context, input) =>
      runCommand(deps, context, 'privacy.placeHold', (tx, now) => place(deps, tx, input, context.actor.name, now)),
    releaseHold: (context, input) =>
      runCommand(deps, context, 'privacy.releaseHold', (tx, now) => release(tx, input, context.actor.name, now)),
  };
}

function place(
  { ids }: HoldsDeps,
  tx: WriteTx,
  input: ParsedInputOf<'privacy.placeHold'>,
  actor: string,
  now: number,
): LegalHold {
  const hold: LegalHoldRecord = {
    id: ids.next(),
    scope: input.scope,
    ...whatFor(tx, input),
    caseName: input.caseName,
    reason: input.reason,
    placedBy: actor,
    placedAt: now,
    releasedBy: null,
    releasedAt: null,
    releaseReason: null,
  };
  tx.legalHolds.insert(hold);
  tx.audit.append({
    at: now,
    action: 'legalHold.placed',
    entity: 'legalHold',
    entityId: hold.id,
    data: { scope: hold.scope, ...(hold.personId === null ? {} : { personId: hold.personId }) },
  });
  tx.changed('settings.changed', 'legalHold');
  return toHold(tx, hold);
}

/** What the scope needs, and nothing else. Errors: INVALID_INPUT with the field, NOT_FOUND. */
function whatFor(
  tx: ReadTx,
  { scope, personId, number, from, to }: ParsedInputOf<'privacy.placeHold'>,
): Pick<LegalHoldRecord, 'personId' | 'numbers' | 'from' | 'to'> {
  const nothing = { personId: null, numbers: [], from: null, to: null };
  switch (scope) {
    case 'everything':
      return nothing;
    case 'person': {
      if (personId === undefined) throw missing('personId', 'Choose the person the hold is about.');
      if (tx.people.get(personId) === undefined)
        throw new DomainError('NOT_FOUND', 'This person is no longer there.', { field: 'personId' });
      return { ...nothing, personId, numbers: tx.people.numbersOf(personId).map((one) => one.number) };
    }
    case 'number':
      if (number === undefined) throw missing('number', 'Give the number the hold is about.');
      return { ...nothing, numbers: [number] };
    case 'period':
      if (from === undefined) throw missing('from', 'Give the day the period begins.');
      if (to !== undefined && to <= from) throw missing('to', 'The period must end after it begins.');
      return { ...nothing, from, to: to ?? null };
  }
}

function missing(field: string, words: string): DomainError {
  return new DomainError('INVALID_INPUT', words, { field });
}

function release(
  tx: WriteTx,
  { id, caseName, reason }: ParsedInputOf<'privacy.releaseHold'>,
  actor: string,
  now: number,
): LegalHold {
  const hold = tx.legalHolds.get(id);
  if (hold === undefined) throw new DomainError('NOT_FOUND', 'This legal hold is no longer there.');
  if (hold.releasedAt !== null) throw new DomainError('CONFLICT', 'This legal hold was released already.');
  if (caseName.trim().toLowerCase() !== hold.caseName.trim().toLowerCase()) {
    throw missing('caseName', 'Type the name of the case as it stands there, to release the hold.');
  }
  tx.legalHolds.release(id, actor, now, reason);
  tx.audit.append({
    at: now,
    action: 'legalHold.released',
    entity: 'legalHold',
    entityId: id,
    data: { scope: hold.scope },
  });
  tx.changed('settings.changed', 'legalHold');
  return toHold(tx, { ...hold, releasedBy: actor, releasedAt: now, releaseReason: reason });
}

export function toBand({ id, scope, caseName, placedAt }: LegalHoldRecord): HoldBand {
  return { id, scope, caseName, placedAt };
}

function toHold(tx: ReadTx, { numbers, ...hold }: LegalHoldRecord): LegalHold {
  const { country } = readSettings(tx).practice;
  return {
    ...hold,
    personName: hold.personId === null ? null : (tx.people.get(hold.personId)?.name ?? null),
    numbers: numbers.map((number) => displayOf(number, country)),
  };
}
