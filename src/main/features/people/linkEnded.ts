/** A number that goes from a person takes no consent with it: the ledger is told, so that whoever has it next starts from nothing (P13). */
import { LINK_ENDED, LINK_ENDED_LAST } from '../../domain/consent/ledger.ts';
import type { WriteTx } from '../../store/store.ts';
import type { RecordConsent } from './mergeConsent.ts';

/** To be called once the person no longer has `numbers`. Opt-outs stay with the number. */
export function noteLinksEnded(
  record: RecordConsent,
  tx: WriteTx,
  personId: string,
  numbers: readonly string[],
  now: number,
): void {
  for (const number of numbers) {
    if (tx.consent.ofNumber(number).length === 0) continue;
    const evidence = tx.people.holdersOf(number).length === 0 ? LINK_ENDED_LAST : LINK_ENDED;
    const note = { kind: 'note', level: null, purpose: null, method: 'staff', evidence } as const;
    record(tx, { ...note, number, personId, at: now, actor: 'system' }, now);
  }
}
