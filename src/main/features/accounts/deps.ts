/** What the feature of accounts is handed, and the two small things its files share. */
import { DomainError } from '../../../contract/errors.ts';
import type { Clock, Ids, PinHasher } from '../../platform/ports.ts';
import type { AccountRecord, ReadTx, Store } from '../../store/store.ts';

export interface AccountsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly pins: PinHasher;
  /** Whether this is the recovery code of the data. Throws INVALID_INPUT (field `code`) for a mistyped one. */
  readonly isRecoveryCode: (code: string) => Promise<boolean>;
  /** The code of data made by this start of the program; null: only the paper has it. */
  readonly firstRecoveryCode: string | null;
}

/** May sign in: has a PIN and is not switched off. */
export function signsIn({ pinHash, disabledAt }: AccountRecord): boolean {
  return pinHash !== null && disabledAt === null;
}

/** Throws NOT_FOUND. */
export function mustGetAccount(tx: ReadTx, id: string): AccountRecord {
  const found = tx.accounts.get(id);
  if (found === undefined) throw new DomainError('NOT_FOUND', 'This person is no longer in the list. Look again.');
  return found;
}
