/** Whether the log still leads through the entry whose fingerprint stands on a printed sheet. The check itself is kept in the trail. */
import type { FingerprintCheck } from '../../../contract/audit.ts';
import { DomainError } from '../../../contract/errors.ts';
import { judgeFingerprint, readFingerprint } from '../../domain/audit/fingerprint.ts';
import type { CallContext } from '../feature.ts';
import { viewEntry } from './entries.ts';
import type { VerifyDeps } from './verify.ts';

/** Restores are rare: more of them than a list may have would be another problem. */
const MOST_RESTORES = 200;

/** The whole chain is followed first, on the maintenance thread. Errors: INVALID_INPUT for a code that is none, CANCELLED. */
export async function checkFingerprint(
  { store, clock }: VerifyDeps,
  context: CallContext,
  { seq, code: typed }: { readonly seq: number; readonly code: string },
): Promise<FingerprintCheck> {
  const code = readFingerprint(typed);
  if (code === null) {
    throw new DomainError(
      'INVALID_INPUT',
      'The code has at least 8 figures and letters from a to f. Type it as it stands on the sheet.',
      { field: 'code' },
    );
  }
  const { brokenAt } = await store.maintenance.verifyAudit(context.signal);
  return store.write(context.actor.name, (tx) => {
    const entry = tx.audit.entryAt(seq);
    const restores = tx.audit.list({ action: 'backup.restored', cursor: null, limit: MOST_RESTORES }).items;
    const restoredAt = restores.map((row) => row.seq);
    const result = judgeFingerprint(
      { seq, code },
      { hash: entry?.hash ?? null, brokenAt, restoredAt, removedUpTo: tx.audit.removedUpTo() },
    );
    tx.audit.append({ at: clock.now(), action: 'audit.fingerprintChecked', data: { seq, result } });
    const known = result === 'fits' && entry !== undefined ? viewEntry(tx, entry) : undefined;
    return { result, at: known?.at ?? null, actor: known?.actor ?? null, brokenAt };
  });
}
