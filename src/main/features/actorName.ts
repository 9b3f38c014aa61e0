/** Who did something, as people read it: log and ledger hold the id of who signs in, and their name of today is looked up. Reads only. */
import type { ReadTx } from '../store/store.ts';

/** The name of today; what is no account (the program's own parts, people of the time before accounts) stands there as it is. */
export function actorName(tx: ReadTx, actor: string): string {
  return tx.accounts.get(actor)?.name ?? actor;
}
