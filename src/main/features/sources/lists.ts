/** The lists that sources brought: which of them still wait, and how they are settled. */
import type { ReadTx, SourceListRecord, WriteTx } from '../../store/store.ts';

/** When a person added an open list; null: nobody did. Of a `rest` only what was added after the machine's own part counts. */
export function addedBy(tx: ReadTx, list: SourceListRecord): number | null {
  const at = tx.sources.appliedAt(list.id);
  if (at === null) return null;
  if (list.state === 'rest' && list.needYou === 0) return at;
  return list.state === 'rest' && list.settledAt !== null && at <= list.settledAt ? null : at;
}

/** Whether a list still waits for a person. */
export function isOpen(tx: ReadTx, list: SourceListRecord): boolean {
  return (list.state === 'waiting' || list.state === 'rest') && addedBy(tx, list) === null;
}

/** Closes the lists that people have added, and lets go of their content. */
export function settleAdded(tx: WriteTx, now: number): void {
  for (const list of tx.sources.openLists()) {
    if (addedBy(tx, list) === null) continue;
    settle(tx, list, 'added', now);
    const source = tx.sources.get(list.sourceId);
    if (source !== undefined && (source.lastGoodAt ?? 0) < list.asOf) {
      tx.sources.update(source.id, { lastGoodAt: list.asOf });
    }
  }
}

export function settle(
  tx: WriteTx,
  list: Pick<SourceListRecord, 'id' | 'sourceId'>,
  state: 'added' | 'same' | 'dismissed' | 'superseded',
  now: number,
): void {
  tx.sources.updateList(list.id, { state, settledAt: now }, null);
  tx.changed('source.changed', list.sourceId);
}
