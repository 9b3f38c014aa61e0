/**
 * Writes down what somebody told the desk: an agreement with who spoke, the words and the scan, or an opt-out. Decides who may write what;
 * the ledger itself is written by recordConsent.
 */
import type { ConsentLevel, ConsentState } from '../../../contract/consent.ts';
import { DomainError } from '../../../contract/errors.ts';
import { mayRecordAgreement } from '../../domain/accounts/roleRules.ts';
import type { Ids } from '../../platform/ports.ts';
import type { WriteTx } from '../../store/store.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { keepEvidence } from './evidence.ts';
import { readConsent } from './readConsent.ts';
import { recordConsent } from './recordConsent.ts';
import type { LedgerEntry } from './recordConsent.ts';
import { speaker } from './speaker.ts';
import { allNumbers, refuserOf, subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { viewState, wasToldToDesk } from './viewState.ts';
import { wordingFor } from './wordings.ts';

type EventInput = ParsedInputOf<'consent.recordEvent'>;

/** Errors: see contract/consent.ts. */
export function recordEvent(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  context: CallContext,
  input: EventInput,
  now: number,
): ConsentState {
  refuseByRole(context, input);
  const subject = subjectOf(tx, input);
  if (input.kind === 'restore') throw onlyTheyCan();
  if (input.kind === 'grant') refuseWhileOptedOut(tx, subject, input, now);
  const entry = entryOf(deps, tx, context, input, { subject, now });
  const numbers = input.kind === 'revoke' && input.number === undefined ? allNumbers(tx, subject) : [subject.number];
  for (const number of numbers) {
    recordConsent(deps, tx, { ...entry, number, personId: concerned(tx, input, number, subject.personId) }, now);
  }
  return viewState(tx, subject, now);
}

function entryOf(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  { actor }: CallContext,
  input: EventInput,
  { subject, now }: { readonly subject: Subject; readonly now: number },
): Omit<LedgerEntry, 'number' | 'personId'> {
  const { kind, method, evidence, channel } = input;
  if (method === 'import' || method === 'provider') {
    throw new DomainError('INVALID_INPUT', 'Choose how they said it.', { field: 'method' });
  }
  if (input.saidAt !== undefined && input.saidAt > now) {
    throw new DomainError('INVALID_INPUT', 'This day is still to come.', { field: 'saidAt' });
  }
  const base = { kind, method, evidence, at: input.saidAt ?? now, actor: actor.name, ...(channel && { channel }) };
  if (kind !== 'grant') return { ...base, level: null, purpose: input.purpose ?? null };
  return {
    ...base,
    level: input.level ?? defaultLevel(input),
    purpose: input.purpose ?? 'care',
    detail: {
      ...speaker(tx, input, now),
      ...wordingFor(tx, input, subject),
      ...(input.file === undefined ? {} : keepEvidence(deps, tx, input.file, now)),
    },
  };
}

/** Clinicians record opt-outs and wrong numbers; agreements are the desk's (rules.md 9). */
function refuseByRole({ actor }: CallContext, { kind }: EventInput): void {
  const allowed = mayRecordAgreement(actor.role) || kind === 'revoke' || kind === 'number_wrong';
  if (!allowed) throw new DomainError('FORBIDDEN', 'Ask the front desk to record this.');
}

/** Who the event is about. Consent belongs to the person, a wrong number to the number. */
function concerned(tx: WriteTx, input: EventInput, number: string, personId: string | null): string | null {
  switch (input.kind) {
    case 'grant':
    case 'note':
      return personId;
    case 'revoke':
      return refuserOf(tx, input, number, personId);
    default:
      return null;
  }
}

/** Marketing needs a signature (rules.md 2.2); a typed-in agreement without more is spoken consent. */
function defaultLevel(input: EventInput): ConsentLevel {
  const signed = input.method === 'paper' || input.method === 'form' || input.method === 'website';
  return signed && input.purpose === 'marketing' ? 'written' : 'express';
}

/** Errors: CONFLICT, unless they told the desk to stop and now say otherwise in person or with their signature (P7). */
function refuseWhileOptedOut(tx: WriteTx, subject: Subject, input: EventInput, now: number): void {
  const { optedOut } = readConsent(tx, subject.number, subject.personId, now);
  const purpose = input.purpose ?? 'care';
  const wide = optedOut !== null && optedOut.scope !== 'purpose';
  if (!wide && !(purpose === 'care' && optedOut !== null)) return;
  const signed = ['paper', 'form', 'website'].includes(input.method);
  const theirWord = input.givenBy !== undefined && (signed || input.method === 'spoken');
  if (!wasToldToDesk(optedOut) || !theirWord) throw onlyTheyCan();
}

function onlyTheyCan(): DomainError {
  return new DomainError('CONFLICT', 'Only they can turn texts on again, by texting START to our number.');
}
