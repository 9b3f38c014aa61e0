/** The desk of these tests with the privacy feature beside it. */
import type { InputOf, OutputOf } from '../../../src/contract/index.ts';
import { findProcedure } from '../../../src/contract/index.ts';
import type { Role } from '../../../src/contract/roles.ts';
import { createViewLog } from '../../../src/main/features/audit/viewLog.ts';
import { forgetPersonInLedger } from '../../../src/main/features/consent/forget.ts';
import { createPrivacyFeature, eraseReturned } from '../../../src/main/features/privacy/index.ts';
import { takeBack } from '../../../src/main/features/messages/takeBack.ts';
import type { Timers } from '../../../src/main/platform/ports.ts';
import { createSilentLogger } from '../../fakes/loggers.ts';
import { openDesk } from '../desk.ts';

type PrivacyName =
  'getHolds' | 'listHolds' | 'placeHold' | 'releaseHold' | 'getErasure' | 'erasePerson' | 'exportPerson' | 'listDue';

export async function openPrivacyDesk() {
  const desk = await openDesk();
  const timers: Timers = {
    after: (delay, ring) => desk.clock.after(delay, ring),
    every: (period, ring) => desk.clock.every(period, ring),
    // Slices follow each other at once: nothing else waits here.
    sleep: async () => undefined,
  };
  const { auditView } = createViewLog({ ...desk, log: createSilentLogger() });
  const deps = { ...desk, timers, takeBack, forgetPersonInLedger, auditView };
  const feature = createPrivacyFeature(deps);
  const ask = async <N extends PrivacyName>(
    verb: N,
    input: InputOf<`privacy.${N}`>,
    as: { readonly role?: Role; readonly commandId?: string } = {},
  ): Promise<OutputOf<`privacy.${N}`>> => {
    const procedure = findProcedure(`privacy.${verb}`)!;
    const context = {
      actor: { id: 'olga', name: 'Olga', role: as.role ?? 'owner' },
      signal: new AbortController().signal,
      commandId: procedure.kind === 'command' ? (as.commandId ?? desk.ids.next()) : null,
    };
    const handler = feature[verb] as (c: typeof context, i: unknown) => unknown;
    return procedure.output.parse(await handler(context, procedure.input.parse(input))) as OutputOf<`privacy.${N}`>;
  };
  return { ...desk, timers, ask, eraseReturned: () => eraseReturned(deps, new AbortController().signal) };
}
