/**
 * Takes texts away from the provider's own records once they have lain there for as long as the practice allows (settings.routing). Ours
 * stay. Nightly, a few at a time; what cannot be erased yet is tried again the next night.
 */
import { DAY_MS } from '../domain/time.ts';
import type { Gateway } from '../providers/gateway.ts';
import type { MessageRecord } from '../store/records.ts';
import { callWithin } from './deadline.ts';
import type { JobDeps } from './deps.ts';
import { describeError } from './loop.ts';

const BATCH = 25;
/** rules.md 12: never more a night. */
const MOST_A_NIGHT = 5_000;
const CALL_LIMIT_MS = 30_000;
/** Between two requests, ms: housekeeping must not be in the way of a text. */
const PAUSE_MS = 200;

export type EraseDeps = Pick<JobDeps, 'store' | 'clock' | 'timers' | 'log' | 'gateways'>;

/** What the practice wants gone: after how many days (null: nothing), and how much of it. */
export interface EraseRule {
  readonly days: number | null;
  /** `redact`: the words; `delete`: the whole record with its pictures. */
  readonly how: 'redact' | 'delete';
}

/** Returns how many texts were erased. `days` null: nothing is erased. */
export async function eraseOld(deps: EraseDeps, { days, how }: EraseRule, signal: AbortSignal): Promise<number> {
  if (days === null) return 0;
  const before = deps.clock.now() - days * DAY_MS;
  let erased = 0;
  for (const { id } of deps.store.read((tx) => tx.gateways.list())) {
    const gateway = deps.gateways.get(id);
    if (gateway?.erase === undefined || signal.aborted) continue;
    erased += await eraseAt(deps, gateway, { before, how, most: MOST_A_NIGHT - erased }, signal);
  }
  return erased;
}

async function eraseAt(
  deps: EraseDeps,
  gateway: Gateway,
  { before, most, how }: { readonly before: number; readonly most: number; readonly how: EraseRule['how'] },
  signal: AbortSignal,
): Promise<number> {
  let erased = 0;
  while (erased < most && !signal.aborted) {
    const batch = deps.store.read((tx) => tx.messages.toErase(gateway.id, before, BATCH));
    const gone = await eraseBatch(deps, gateway, { batch, how }, signal);
    if (gone === null) return erased;
    erased += gone;
    // The rest of the batch is not to be had tonight: the next one would be the same.
    if (gone < BATCH) return erased;
  }
  return erased;
}

/** How many are gone; null: the gateway does not answer. */
async function eraseBatch(
  deps: EraseDeps,
  gateway: Gateway,
  { batch, how }: { readonly batch: readonly MessageRecord[]; readonly how: EraseRule['how'] },
  signal: AbortSignal,
): Promise<number | null> {
  const gone: string[] = [];
  let answers = true;
  for (const { id, gatewayMessageId } of batch) {
    if (gatewayMessageId === null || signal.aborted) continue;
    const outcome = await eraseOne(deps, gateway, { gatewayMessageId, how }, signal);
    if (outcome === 'unreachable') {
      answers = false;
      break;
    }
    if (outcome !== 'notYet') gone.push(id);
    await deps.timers.sleep(PAUSE_MS, signal).catch(() => undefined);
  }
  if (gone.length > 0) keep(deps, gateway.id, gone);
  return answers ? gone.length : null;
}

async function eraseOne(
  deps: EraseDeps,
  gateway: Gateway,
  { gatewayMessageId, how }: { readonly gatewayMessageId: string; readonly how: EraseRule['how'] },
  stop: AbortSignal,
): Promise<'erased' | 'notYet' | 'notFound' | 'unreachable'> {
  const end = await callWithin(deps.timers, { limitMs: CALL_LIMIT_MS, stop }, async (signal) =>
    gateway.erase?.(gatewayMessageId, signal, how),
  );
  if (end.kind === 'threw') deps.log.error({ error: describeError(end.error) }, 'eraseOld.defect');
  if (end.kind !== 'answered' || end.value === undefined || !end.value.ok) return 'unreachable';
  return end.value.value;
}

function keep({ store, clock }: EraseDeps, gatewayId: string, ids: readonly string[]): void {
  const now = clock.now();
  store.write('maintenance', (tx) => {
    for (const id of ids) tx.messages.update(id, { erasedAt: now });
    tx.audit.append({
      at: now,
      action: 'message.erasedAtProvider',
      entity: 'gateway',
      entityId: gatewayId,
      data: { count: ids.length },
    });
  });
}
