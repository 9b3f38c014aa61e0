/** What a new person, a new name and a new PIN have to be like, and the row that comes of them. */
import { DomainError } from '../../../contract/errors.ts';
import type { Role } from '../../../contract/roles.ts';
import { isTakenByProgram, nameKeyOf, tidyName } from '../../domain/accounts/accountName.ts';
import { pinFault, PIN_LONGEST, PIN_SHORTEST } from '../../domain/accounts/pinRules.ts';
import type { PinFault } from '../../domain/accounts/pinRules.ts';
import { NO_TRIES } from '../../domain/accounts/tryDelay.ts';
import type { AccountRecord, WriteTx } from '../../store/store.ts';
import type { AccountsDeps } from './deps.ts';

/** A PIN as it is kept. */
export interface NewPin {
  readonly pinHash: string;
  readonly pinLength: number;
}

/** Hashes a PIN that may be taken. Throws INVALID_INPUT (field `pin`) with what is wrong with it. */
export async function newPin({ pins }: Pick<AccountsDeps, 'pins'>, pin: string): Promise<NewPin> {
  const fault = pinFault(pin);
  if (fault !== null) throw new DomainError('INVALID_INPUT', PIN_WORDS[fault], { field: 'pin' });
  return { pinHash: await pins.hash(pin), pinLength: pin.length };
}

const PIN_WORDS: Readonly<Record<PinFault, string>> = {
  notDigits: 'A PIN is digits only.',
  tooShort: `A PIN has at least ${PIN_SHORTEST} digits.`,
  tooLong: `A PIN has at most ${PIN_LONGEST} digits.`,
  tooEasy: 'This PIN is too easy to guess. Choose one without a pattern.',
};

/** A new row. Throws INVALID_INPUT and CONFLICT (field `name`). */
export function insertAccount(
  { ids }: Pick<AccountsDeps, 'ids'>,
  tx: WriteTx,
  fresh: { readonly name: string; readonly role: Role; readonly pin: NewPin | null },
  now: number,
): AccountRecord {
  const account: AccountRecord = {
    id: ids.next(),
    ...freeName(tx, fresh.name, null),
    role: fresh.role,
    pinHash: fresh.pin?.pinHash ?? null,
    pinLength: fresh.pin?.pinLength ?? 0,
    ...NO_TRIES,
    lastSeenAt: null,
    disabledAt: null,
    createdAt: now,
    updatedAt: now,
  };
  tx.accounts.insert(account);
  tx.changed('account.changed', account.id);
  return account;
}

/** The name as it is kept and compared. Throws INVALID_INPUT and CONFLICT (field `name`). `own`: whose name it is already. */
export function freeName(
  tx: WriteTx,
  typed: string,
  own: string | null,
): { readonly name: string; readonly nameKey: string } {
  const name = tidyName(typed);
  const nameKey = nameKeyOf(typed);
  const field = { field: 'name' };
  if (nameKey === '') throw new DomainError('INVALID_INPUT', 'Type the name of the person.', field);
  if (isTakenByProgram(name)) {
    throw new DomainError('CONFLICT', 'The program itself signs with this name. Add a first or last name.', field);
  }
  const other = tx.accounts.byNameKey(nameKey);
  if (other !== undefined && other.id !== own) {
    throw new DomainError('CONFLICT', 'Somebody has this name already. Add a last name or an initial.', field);
  }
  return { name, nameKey };
}
