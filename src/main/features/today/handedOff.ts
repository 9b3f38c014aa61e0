/** What lies at gateways to be sent by them while this PC may be off (adr/0015). Reads only, a few indexed counts. */
import type { GatewayRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';

export interface HandedOff {
  /** Texts that gateways keep. */
  readonly count: number;
  /** When the next of them leaves, UTC ms. */
  readonly nextAt: number | null;
  readonly kinds: GatewayRecord['kind'][];
  /** Wanted back, and not given back yet: they may still go out. */
  readonly inDoubt: number;
}

const MOST_IN_DOUBT = 1_000;

/** Null: nothing lies there, and nothing is in doubt. */
export function handedOffAt(tx: ReadTx): HandedOff | null {
  const keeping = tx.gateways
    .list()
    .map(({ id, kind }) => ({ kind, count: tx.messages.countKept(id), nextAt: tx.messages.nextKept(id) }))
    .filter(({ count }) => count > 0);
  const inDoubt = tx.recalls.told(MOST_IN_DOUBT).length;
  if (keeping.length === 0 && inDoubt === 0) return null;
  const times = keeping.flatMap(({ nextAt }) => nextAt ?? []);
  return {
    count: keeping.reduce((sum, { count }) => sum + count, 0),
    nextAt: times.length === 0 ? null : Math.min(...times),
    kinds: [...new Set(keeping.map(({ kind }) => kind))],
    inDoubt,
  };
}
