/** Accounts for every text of a day: what became of each, why those that did not leave did not, and whether log and texts agree. Reads only. */
import type { DayReview, TextFate } from '../../../contract/today.ts';
import { fateOf } from '../../domain/today/textAccount.ts';
import type { ReadTx } from '../../store/store.ts';
import type { DayRange } from './days.ts';

type Account = DayReview['texts'];

/** Fates for which the sheet says why. */
const EXPLAINED: ReadonlySet<TextFate> = new Set(['failed', 'held', 'inDoubt', 'takenBack', 'expired', 'optedOut']);

export function textAccountOf(tx: ReadTx, range: DayRange): Account {
  const { counts, ...rest } = tx.audit.dayTexts({ from: range.start, to: range.end });
  const fates: Partial<Record<TextFate, number>> = {};
  const why: Account['why'] = [];
  for (const { status, code, words, count } of counts) {
    const fate = fateOf(status, code);
    fates[fate] = (fates[fate] ?? 0) + count;
    if (EXPLAINED.has(fate) && code !== null) why.push({ fate, code, text: words ?? '', count });
  }
  const known = counts.reduce((sum, { count }) => sum + count, 0);
  return {
    ...rest,
    fates,
    why,
    earlier: counts.reduce((sum, { earlier, count }) => sum + (earlier ? count : 0), 0),
    adds: rest.unlogged === 0 && known + rest.gone === rest.total,
  };
}

/** The end of the log as it is printed: whoever has the sheet can tell later whether the log still leads through it. */
export function fingerprintOf(tx: ReadTx): DayReview['fingerprint'] {
  const { seq, hash } = tx.audit.head();
  return { seq, code: (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ') };
}
