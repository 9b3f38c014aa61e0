/**
 * Whether a person wants private words by text although texts are not encrypted: warned, and asked for it all the same (rules.md 7.2). Reads
 * the ledger; recorded like every agreement, as a note with this code.
 */
import type { ReadTx } from '../../store/store.ts';

/** Evidence of the note; the newest one counts. */
export const ACCEPTS_UNENCRYPTED = 'acceptsUnencrypted:yes';
export const DECLINES_UNENCRYPTED = 'acceptsUnencrypted:no';

/** False also for whoever was never asked, and for a number whose holder is not known. */
export function acceptsUnencrypted(tx: ReadTx, number: string, personId: string | null): boolean {
  if (personId === null) return false;
  const said = tx.consent
    .ofNumber(number)
    .filter((event) => event.kind === 'note' && event.personId === personId)
    .filter(({ evidence }) => evidence === ACCEPTS_UNENCRYPTED || evidence === DECLINES_UNENCRYPTED);
  return said.at(-1)?.evidence === ACCEPTS_UNENCRYPTED;
}
