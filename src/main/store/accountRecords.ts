/** The people who use the program, as rows and as a repository. Types only; `repositories/accounts.ts` has the SQL. */
import type { Role } from '../../contract/roles.ts';

export interface AccountRecord {
  readonly id: string;
  readonly name: string;
  /** The name as it is compared. */
  readonly nameKey: string;
  readonly role: Role;
  /** argon2id, PHC string; null: no PIN yet. */
  readonly pinHash: string | null;
  /** Digits; 0 without a PIN. */
  readonly pinLength: number;
  /** Wrong tries since the last right one. */
  readonly failedTries: number;
  /** UTC ms; null: tries are looked at. */
  readonly lockedUntil: number | null;
  readonly lastSeenAt: number | null;
  /** UTC ms since when this person may not sign in; null: they may. */
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface AccountsReader {
  get(id: string): AccountRecord | undefined;
  byNameKey(nameKey: string): AccountRecord | undefined;
  /** Everybody, by name. A practice has dozens at most. */
  list(): readonly AccountRecord[];
}
export interface AccountsWriter extends AccountsReader {
  insert(account: AccountRecord): void;
  update(id: string, patch: Partial<Omit<AccountRecord, 'id' | 'createdAt'>>): void;
  /** Drafts follow the person who wrote them under a new name. */
  renameDrafts(from: string, to: string): void;
}
