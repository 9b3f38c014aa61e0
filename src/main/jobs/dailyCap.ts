/** Whether a gateway has carried all it may today. The civil day is the practice's; counted in rows, so a restart changes nothing. */
import { addDays, instantOnDay, toLocal } from '../domain/time.ts';
import type { GatewayRecord } from '../store/records.ts';
import type { ReadTx } from '../store/store.ts';
import type { SendLimits } from './deps.ts';

/** The next local midnight when the day's texts are used up (UTC ms); null while some are left. */
export function cappedUntil(tx: ReadTx, gateway: GatewayRecord, limits: SendLimits, now: number): number | null {
  if (limits.perDay === null) return null;
  const today = toLocal(now, limits.zone);
  const from = instantOnDay(today, 0, limits.zone);
  const sent = tx.messages.countSent({ from, to: now + 1, gatewayId: gateway.id });
  return sent < limits.perDay ? null : instantOnDay(addDays(today, 1), 0, limits.zone);
}
