/**
 * What a failed text teaches about the number it went to: the network knows of a STOP, or it is no mobile phone. Acts on the cause alone,
 * whichever gateway gave it (domain/failureAction); what it teaches about the gateway is the jobs' to act on.
 */
import { actionOf } from '../../domain/failureAction.ts';
import { FAILURE_CAUSES } from '../../domain/messageStatus.ts';
import type { FailureCause } from '../../domain/messageStatus.ts';
import type { StatusChange } from '../../jobs/handlers.ts';
import type { Ids } from '../../platform/ports.ts';
import type { WriteTx } from '../../store/store.ts';
import { isOptedOut } from '../consent/readConsent.ts';
import { recordConsent } from '../consent/recordConsent.ts';
import { isNumber } from '../conversations/address.ts';
import { keepRowOfNumber } from '../conversations/keepRow.ts';
import { recordStatus } from './status.ts';

/** As `recordStatus`, and learns from a failure the first time it is told. */
export function recordStatusAndLearn(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  messageId: string,
  change: StatusChange,
  now: number,
): void {
  const before = tx.messages.get(messageId)?.status;
  recordStatus(tx, messageId, change, now);
  const after = tx.messages.get(messageId);
  if (after === undefined || after.status === before) return;
  if (after.status !== 'failed' && after.status !== 'undelivered') return;
  const cause = causeOf(change.reason?.code);
  const address = tx.conversations.get(after.conversationId)?.address;
  if (cause === null || address === undefined || !isNumber(address)) return;
  const action = actionOf(cause);
  if (action === 'markOptedOut') copyOptOut(deps, tx, { address, messageId }, now);
  if (action === 'markNoSms' && after.channel === 'sms') markNoSms(tx, address, now);
}

function causeOf(code: string | undefined): FailureCause | null {
  return FAILURE_CAUSES.find((cause) => cause === code) ?? null;
}

/** The provider's block is copied in, never out (rules.md 5.3): later texts are refused by our own ledger. */
function copyOptOut(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  { address, messageId }: { readonly address: string; readonly messageId: string },
  now: number,
): void {
  if (isOptedOut(tx, address)) return;
  recordConsent(
    deps,
    tx,
    {
      number: address,
      personId: null,
      kind: 'revoke',
      level: null,
      purpose: null,
      method: 'provider',
      evidence: 'carrier block',
      messageId,
      at: now,
      actor: 'provider',
    },
    now,
  );
}

function markNoSms(tx: WriteTx, address: string, now: number): void {
  const known = tx.people.number(address) ?? tx.people.ensureNumber(address);
  if (known.kind === 'landline') return;
  tx.people.updateNumber(address, { kind: 'landline' });
  tx.audit.append({ at: now, action: 'number.markedNoSms', entity: 'number', data: { was: known.kind } });
  keepRowOfNumber(tx, address, now);
  for (const holder of tx.people.holdersOf(address)) tx.changed('person.changed', holder.id);
}
