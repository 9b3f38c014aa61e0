/**
 * Writes into a restored copy that it is one: the entry of the audit trail after which an older end is no fault, and the send fence,
 * which keeps everything automatic back until a person lifts it. Both are in the file before it is put in place.
 */
import { FENCE_SETTING } from '../../domain/sendFence.ts';
import type { SendFence } from '../../domain/sendFence.ts';
import { RESTORE_ACTION } from '../auditVerify.ts';
import type { Connection } from '../driver.ts';
import { createAudit } from '../repositories/audit.ts';
import { createSettings } from '../repositories/settings.ts';
import { createSqlSession } from '../sql.ts';
import type { Staged, StageRestore } from './types.ts';

export function writeRestoreNote(
  copy: Connection,
  request: StageRestore & { readonly note: NonNullable<StageRestore['note']> },
  { carried, open, lastEntryAt }: Staged,
): void {
  const { note, now } = request;
  const sql = createSqlSession(copy);
  const actor = (): string => note.by;
  const fence: SendFence = {
    id: note.id,
    restoredAt: now,
    lostFrom: lastEntryAt,
    oldReadable: carried.readable,
    optOutsKept: carried.optOuts,
    askedGateways: open.asked,
    liftedAt: null,
    liftedBy: null,
  };
  sql.begin('write');
  try {
    createAudit(sql, actor, request.auditKey).append({
      at: now,
      action: RESTORE_ACTION,
      entity: 'backup',
      entityId: note.id,
      data: { lastEntryAt, ...carried, asked: open.asked, forPerson: open.forPerson },
    });
    createSettings(sql, actor).set(FENCE_SETTING, fence, now);
    sql.commit();
  } catch (error) {
    sql.rollback();
    throw error;
  }
}
