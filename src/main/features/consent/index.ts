/** The consent ledger as people see and write it: state, history, and recording what somebody said. */
import type { ConsentLevel, ConsentState } from '../../../contract/consent.ts';
import { DomainError } from '../../../contract/errors.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, OutputOf, ParsedInputOf } from '../feature.ts';
import { readNumber } from '../people/phoneWords.ts';
import { readSettings } from '../settings/readSettings.ts';
import { isSuspended, readConsent } from './readConsent.ts';
import { recordConsent } from './recordConsent.ts';

export interface ConsentDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createConsentFeature(deps: ConsentDeps): FeatureHandlers<'consent'> {
  const { store, clock } = deps;
  return {
    getState: (_context, input) => store.read((tx) => viewState(tx, subjectOf(tx, input), clock.now())),
    listEvents: (_context, input) => store.read((tx) => listEvents(tx, input)),
    recordEvent: (context, input) =>
      runCommand(deps, context, 'consent.recordEvent', (tx, now) => recordEvent(deps, tx, context, input, now)),
  };
}

interface Subject {
  readonly number: string;
  /** Null: whoever answers there. */
  readonly personId: string | null;
}

/** A number, a person's first number, or both. Errors: INVALID_INPUT, NOT_FOUND. */
function subjectOf(
  tx: ReadTx,
  input: { readonly number?: string | undefined; readonly personId?: string | undefined },
): Subject {
  const { personId } = input;
  if (personId !== undefined && tx.people.get(personId) === undefined) {
    throw new DomainError('NOT_FOUND', 'This person is no longer there.');
  }
  if (input.number !== undefined) {
    const { e164 } = readNumber(input.number, readSettings(tx).practice.country, 'number');
    return { number: e164, personId: personId ?? soleHolder(tx, e164) };
  }
  if (personId === undefined) {
    throw new DomainError('INVALID_INPUT', 'Name a person or a number.', { field: 'personId' });
  }
  const first = tx.people.numbersOf(personId)[0];
  if (first === undefined) {
    throw new DomainError('INVALID_INPUT', 'This person has no number. Add one first.', { field: 'personId' });
  }
  return { number: first.number, personId };
}

function soleHolder(tx: ReadTx, number: string): string | null {
  const holders = tx.people.holdersOf(number);
  return holders.length === 1 ? (holders[0]?.id ?? null) : null;
}

function viewState(tx: ReadTx, { number, personId }: Subject, now: number): ConsentState {
  const view = readConsent(tx, number, personId, now);
  const { optedOut, careGrant } = view;
  return {
    number,
    optedOut: optedOut === null ? null : { at: optedOut.at, word: optedOut.word, scope: optedOut.scope },
    suspended: isSuspended(tx.people.number(number)),
    levels: { ...view.levels.sms },
    since: careGrant?.at ?? null,
    method: careGrant?.method ?? null,
  };
}

function listEvents(tx: ReadTx, input: ParsedInputOf<'consent.listEvents'>): OutputOf<'consent.listEvents'> {
  const { cursor, limit, personId, number } = input;
  const page = tx.consent.list({
    cursor,
    limit,
    ...(personId === undefined ? {} : { personId }),
    ...(number === undefined ? {} : { number }),
  });
  const items = page.items.map(({ seq: _seq, messageId: _message, ...event }) => ({
    ...event,
    personName: event.personId === null ? null : (tx.people.get(event.personId)?.name ?? null),
  }));
  return { items, next: page.next };
}

type EventInput = ParsedInputOf<'consent.recordEvent'>;

function recordEvent(
  deps: ConsentDeps,
  tx: WriteTx,
  context: CallContext,
  input: EventInput,
  now: number,
): ConsentState {
  const subject = subjectOf(tx, input);
  if (input.kind === 'restore') throw onlyTheyCan();
  if (input.kind === 'grant') refuseWhileOptedOut(tx, subject, input, now);
  const numbers = input.kind === 'revoke' && input.number === undefined ? allNumbers(tx, subject) : [subject.number];
  for (const number of numbers) {
    recordConsent(
      deps,
      tx,
      {
        number,
        personId: concerned(tx, input, number, subject.personId),
        kind: input.kind,
        level: input.kind === 'grant' ? (input.level ?? defaultLevel(input)) : null,
        purpose: input.kind === 'grant' ? (input.purpose ?? 'care') : (input.purpose ?? null),
        method: input.method,
        evidence: input.evidence,
        at: now,
        actor: context.actor.name,
      },
      now,
    );
  }
  return viewState(tx, subject, now);
}

/** Somebody who says "stop texting me" at the desk means all their numbers (rules.md 11.2 P6). */
function allNumbers(tx: ReadTx, { number, personId }: Subject): readonly string[] {
  return personId === null ? [number] : tx.people.numbersOf(personId).map((one) => one.number);
}

/**
 * Who the event is about. Consent belongs to the person. An opt-out or a wrong number belongs to the number, unless
 * others share it and the person was named (P2, P3).
 */
function concerned(tx: ReadTx, input: EventInput, number: string, personId: string | null): string | null {
  switch (input.kind) {
    case 'grant':
    case 'note':
      return personId;
    case 'revoke':
      return input.personId !== undefined && tx.people.holdersOf(number).length > 1 ? personId : null;
    default:
      return null;
  }
}

/** Marketing needs a signature (rules.md 2.2); a typed-in agreement without more is spoken consent. */
function defaultLevel(input: EventInput): ConsentLevel {
  if (input.method === 'import') return 'unproven';
  const signed = input.method === 'paper' || input.method === 'form' || input.method === 'website';
  return signed && input.purpose === 'marketing' ? 'written' : 'express';
}

function refuseWhileOptedOut(tx: ReadTx, subject: Subject, input: EventInput, now: number): void {
  const view = readConsent(tx, subject.number, subject.personId, now);
  const purpose = input.purpose ?? 'care';
  const wide = view.optedOut !== null && view.optedOut.scope !== 'purpose';
  if (wide || (purpose === 'care' && view.optedOut !== null)) throw onlyTheyCan();
}

function onlyTheyCan(): DomainError {
  return new DomainError('CONFLICT', 'Only they can turn texts on again, by texting START to our number.');
}
