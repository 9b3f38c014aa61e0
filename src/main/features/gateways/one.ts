/** One gateway inside a transaction: finding it, and noting that something was done with it. */
import { DomainError } from '../../../contract/errors.ts';
import type { GatewayRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';

/** Errors: NOT_FOUND. */
export function mustGet(tx: ReadTx, id: string): GatewayRecord {
  const gateway = tx.gateways.list().find((one) => one.id === id);
  if (gateway === undefined) throw new DomainError('NOT_FOUND', 'This route is no longer connected. Connect it again.');
  return gateway;
}

export function note(tx: WriteTx, id: string, action: string, now: number): void {
  tx.audit.append({ at: now, action, entity: 'gateway', entityId: id });
  tx.changed('gateway.changed', id);
}
