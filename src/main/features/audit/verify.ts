/** The proof that nobody has changed the trail or the consent ledger, in a sentence for people. */
import type { ChainCheck } from '../../../contract/audit.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import type { CallContext } from '../feature.ts';

export interface VerifyDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Checks both on the maintenance thread; the check itself is kept in the trail. Errors: CANCELLED. */
export async function verify(
  { store, clock }: VerifyDeps,
  context: CallContext,
  integrity: boolean,
): Promise<ChainCheck> {
  const chain = await store.maintenance.verifyAudit(context.signal);
  const file = integrity ? await store.maintenance.integrityCheck(context.signal) : null;
  const check = {
    ...chain,
    integrity: file === null ? ('notChecked' as const) : file.ok ? ('ok' as const) : ('damaged' as const),
  };
  const { ok, entries, brokenAt, fault, ledger, removedUpTo } = check;
  store.write(context.actor.name, (tx) => {
    tx.audit.append({
      at: clock.now(),
      action: 'audit.verified',
      data: { ok, entries, brokenAt, fault, ledger, removedUpTo, integrity: check.integrity },
    });
  });
  return { ...check, text: sentence(check) };
}

const FAULTS: Readonly<Record<NonNullable<ChainCheck['fault']>, string>> = {
  edited: 'was changed afterwards',
  missing: 'is missing',
  reordered: 'does not stand where it was written',
  cut: 'and those after it are gone',
};
const NEXT_STEP = 'Keep the PC as it is and tell the owner.';

function sentence({
  brokenAt,
  fault,
  entries,
  ledger,
  integrity,
  removedUpTo,
}: Omit<ChainCheck, 'text'> & { readonly removedUpTo: number }): string {
  if (brokenAt !== null) return `Entry ${String(brokenAt)} of the log ${FAULTS[fault ?? 'edited']}. ${NEXT_STEP}`;
  if (!ledger.ok) {
    return `Entry ${String(ledger.brokenAt)} of the consent records ${FAULTS[ledger.fault ?? 'edited']}. ${NEXT_STEP}`;
  }
  if (integrity === 'damaged') {
    return 'The log is whole, but the database file is damaged. Restore the newest backup.';
  }
  const cut =
    removedUpTo === 0 ? '' : ` Entries up to ${String(removedUpTo)} were removed for their age, as the log says.`;
  return `Log checked, no gaps in ${String(entries)} entries and ${String(ledger.entries)} consent records.${cut}`;
}
