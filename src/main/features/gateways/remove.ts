/**
 * Disconnecting a gateway. What it keeps to send later (adr/0015) is asked for first, while it can still be asked: once its credentials are
 * gone nobody can. What it does not give back is said, and the person decides.
 */
import type { Reason } from '../../../contract/common.ts';
import { DomainError } from '../../../contract/errors.ts';
import type { WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, OutputOf, ParsedInputOf } from '../feature.ts';
import type { GatewaysDeps } from './deps.ts';
import { mustGet, note } from './one.ts';

/** So many in one commit. */
const BATCH = 50;
const MOST_KEPT = 2_000;
/** How long a person is kept waiting for what the gateway gives back, ms: a phone in the same network gives back some hundred. */
const WAIT_MS = 45_000;
const LOOK_EVERY_MS = 100;

const REMOVED: Reason = { code: 'gatewayRemoved', text: 'Taken back: what kept it was disconnected.' };

/** Errors: NOT_FOUND, CONFLICT (`details.kept` texts could not be taken back; nothing was removed). */
export async function removeGateway(
  deps: GatewaysDeps,
  context: CallContext,
  input: ParsedInputOf<'gateways.removeGateway'>,
): Promise<OutputOf<'gateways.removeGateway'>> {
  const { id } = input;
  const wanted = await wantAllBack(deps, context, id);
  if (wanted.jobs.length > 0) {
    await untilAnswered(deps, wanted.jobs, context.signal);
    const kept = stillThere(deps, wanted.jobs);
    if (kept > 0 && !input.evenIfKept) {
      if (wanted.pausedHere) deps.store.write(context.actor.name, (tx) => goOn(tx, id, deps.clock.now()));
      throw new DomainError('CONFLICT', wordsAbout(kept), { details: { kept } });
    }
  }
  const result = runCommand(deps, context, 'gateways.removeGateway', (tx, now) => {
    mustGet(tx, id);
    tx.gateways.remove(id, now);
    note(tx, id, 'gateway.removed', now);
    return { done: true as const };
  });
  await deps.forget(id);
  deps.changed();
  return result;
}

interface Wanted {
  readonly jobs: readonly string[];
  /** It was sending until now, and goes on when it stays. */
  readonly pausedHere: boolean;
}

/** Asks for everything back. Paused first: what came back would be left with it again. */
async function wantAllBack(deps: GatewaysDeps, context: CallContext, id: string): Promise<Wanted> {
  const { store, clock, timers } = deps;
  const kept = store.read((tx) => tx.messages.kept(id, Number.MAX_SAFE_INTEGER, MOST_KEPT).map((text) => text.id));
  if (kept.length === 0) return { jobs: [], pausedHere: false };
  const pausedHere = store.write(context.actor.name, (tx) => {
    const gateway = mustGet(tx, id);
    if (gateway.pausedAt !== null) return false;
    tx.gateways.update(id, { pausedAt: clock.now() });
    note(tx, id, 'gateway.paused', clock.now());
    return true;
  });
  for (let from = 0; from < kept.length; from += BATCH) {
    store.write(context.actor.name, (tx) => {
      for (const messageId of kept.slice(from, from + BATCH)) deps.takeBack(tx, messageId, REMOVED, clock.now());
    });
    await timers.sleep(0, context.signal);
  }
  return { pausedHere, jobs: store.read((tx) => kept.flatMap((text) => tx.recalls.ofMessage(text)?.jobId ?? [])) };
}

/** Returns when each was given back, went out, or was not given back at the first try; or after `WAIT_MS`. */
async function untilAnswered(deps: GatewaysDeps, jobs: readonly string[], signal: AbortSignal): Promise<void> {
  const { store, clock, timers } = deps;
  const end = clock.monotonic() + WAIT_MS;
  const open = (): boolean => store.read((tx) => jobs.some((jobId) => tx.recalls.get(jobId)?.problem === null));
  while (open() && clock.monotonic() < end) await timers.sleep(LOOK_EVERY_MS, signal);
}

function stillThere({ store }: GatewaysDeps, jobs: readonly string[]): number {
  return store.read((tx) => jobs.filter((jobId) => tx.recalls.get(jobId) !== undefined).length);
}

function goOn(tx: WriteTx, id: string, now: number): void {
  tx.gateways.update(id, { pausedAt: null });
  note(tx, id, 'gateway.resumed', now);
}

function wordsAbout(kept: number): string {
  const texts = kept === 1 ? '1 text that it keeps' : `${String(kept)} texts that it keeps`;
  return `It was not disconnected: ${texts} could not be taken back. Check that it is on and in reach, and try again.`;
}
