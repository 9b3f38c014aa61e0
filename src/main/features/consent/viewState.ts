/** The consent of one person on one number as screens show it: each purpose with its evidence, and what stands in the way. Reads only. */
import type { ConsentPurpose, ConsentState, PurposeState } from '../../../contract/consent.ts';
import { LAST_DAY_CLEARED } from '../../domain/consent/event.ts';
import { readPurpose } from '../../domain/consent/ledger.ts';
import type { ConsentView } from '../../domain/consent/ledger.ts';
import type { ReadTx } from '../../store/store.ts';
import { contactFor, isSuspended, ledgerOf, readConsent } from './readConsent.ts';
import type { Subject } from './subject.ts';

export function viewState(tx: ReadTx, subject: Subject, now: number): ConsentState {
  const { number, personId } = subject;
  const view = readConsent(tx, number, personId, now);
  const { optedOut, careGrant } = view;
  const purpose = (one: ConsentPurpose) => viewPurpose(tx, subject, one, now);
  return {
    number,
    optedOut: optedOut === null ? null : { at: optedOut.at, word: optedOut.word, scope: optedOut.scope },
    suspended: isSuspended(tx.people.number(number)),
    levels: { ...view.levels.sms },
    since: careGrant?.at ?? null,
    method: careGrant?.method ?? null,
    purposes: {
      care: purpose('care'),
      billing: purpose('billing'),
      marketing: purpose('marketing'),
      employee: purpose('employee'),
    },
    mayAgreeAgain: wasToldToDesk(optedOut),
    suspected: view.suspected,
    leavesAt: leavesAt(tx, number, personId),
  };
}

/** Not by text, carrier or list: those only START ends (domain/consent/lifting.ts). */
export function wasToldToDesk(optedOut: ConsentView['optedOut']): boolean {
  return optedOut !== null && !['text', 'provider', 'import'].includes(optedOut.method);
}

function viewPurpose(tx: ReadTx, { number, personId }: Subject, purpose: ConsentPurpose, now: number): PurposeState {
  const events = ledgerOf(tx, number);
  const contact = contactFor(tx, number, events);
  const { level, grant, refusal } = readPurpose(events, { personId, purpose, channel: 'sms', now, contact });
  return {
    level,
    at: grant?.at ?? null,
    method: grant?.method ?? null,
    givenBy: grant?.givenBy ?? null,
    endsAt: grant?.endsAt ?? null,
    refusedAt: refusal?.at ?? null,
  };
}

function leavesAt(tx: ReadTx, number: string, personId: string | null): number | null {
  if (personId === null) return null;
  const last = tx.consent
    .ofNumber(number)
    .findLast(
      (event) => event.personId === personId && (event.effectiveAt !== null || event.evidence === LAST_DAY_CLEARED),
    );
  return last?.effectiveAt ?? null;
}
