/** What a list that waits is about, in one line. */
import type { SourceList } from '../../contract.ts';
import type { Translate } from '../../i18n/useT.ts';

export function listWords(t: Translate, { state, counts, needYou }: SourceList): string {
  if (counts === null) return t('sources.unread');
  if (state === 'rest') return t('sources.restCounts', { needYou });
  const changed = counts.moved + counts.changed;
  return t('sources.counts', { fresh: counts.new, changed, cancelled: counts.cancelled, needYou });
}
