/**
 * Commands that need the data for a moment: on the running instance when there is one, else on the data itself, opened
 * without any background work (so nothing is sent) and closed again.
 */
import type { Platform } from '../../platform/ports.ts';
import { createRuntime } from '../../runtime.ts';
import { overridesOf } from '../../runtime/overrides.ts';
import { commandLineActor } from '../../rpc/actor.ts';
import type { CallAnswer } from '../../rpc/router.ts';
import { hasData } from '../../runtime/dataFolder.ts';
import { findInstance } from '../instanceClient.ts';

export type Call = (procedure: string, input: unknown) => Promise<CallAnswer>;

export interface OneShotDeps {
  readonly dataDirs: readonly string[];
  /** Made only when the data has to be opened here. */
  readonly createPlatform: (dataDir: string) => Promise<Platform>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs `work` with a way to call procedures. Undefined when nothing runs and there is no data either. */
export async function withCore<T>(deps: OneShotDeps, work: (call: Call) => Promise<T>): Promise<T | undefined> {
  const instance = await findInstance(fetch, deps.dataDirs);
  if (instance !== undefined) return work(instance.call);
  const dataDir = deps.dataDirs[0];
  // Asking must not set a practice up.
  if (dataDir === undefined || !hasData(dataDir)) return undefined;
  const runtime = await createRuntime(await deps.createPlatform(dataDir), overridesOf(deps.env));
  try {
    const { signal } = new AbortController();
    return await work((procedure, input) =>
      runtime.rpc.router.call({ procedure, input, actor: commandLineActor, signal }),
    );
  } finally {
    await runtime.stop();
  }
}
