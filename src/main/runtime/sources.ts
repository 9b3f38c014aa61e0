/** Puts the schedule sources together: adapters, feature, job, and what is written back. Decides nothing. */
import type { FeatureHandlers } from '../features/feature.ts';
import type { SourcesDeps } from '../features/sources/deps.ts';
import { planOf } from '../features/sources/config.ts';
import { createSourcesFeature } from '../features/sources/index.ts';
import { readSource } from '../features/sources/readSource.ts';
import { createWriteBackFeature } from '../features/writeBack/index.ts';
import { writeAnswers } from '../features/writeBack/writeAnswers.ts';
import { createSourcesJob } from '../jobs/sources.ts';
import type { SourcesJob } from '../jobs/sources.ts';
import type { Platform } from '../platform/ports.ts';
import { createScheduleAdapters } from '../providers/scheduleAdapters.ts';
import type { MakeAdapter } from '../providers/scheduleAdapters.ts';
import type { AnswerWriter } from '../providers/scheduleAdapter.ts';
import type { Store } from '../store/store.ts';

export interface ScheduleSources {
  readonly handlers: { readonly sources: FeatureHandlers<'sources'>; readonly writeBack: FeatureHandlers<'writeBack'> };
  readonly job: SourcesJob;
}

/** At rest. */
export function buildSources(
  platform: Platform,
  store: Store,
  schedule: Pick<SourcesDeps, 'imports' | 'previewImport'>,
): ScheduleSources {
  const { clock, timers, ids, log, secrets, random } = platform;
  const makeAdapter = createScheduleAdapters(platform);
  const base = { store, clock, timers, ids, log, secrets, makeAdapter };
  const job = createSourcesJob({
    ...{ store, clock, timers, random, log },
    handlers: {
      readSource: (sourceId, signal) => readSource({ ...base, imports: schedule.imports }, sourceId, signal),
      writeAnswers: (signal) =>
        writeAnswers(
          { store, clock, writerOf: (sourceId) => writerOf({ store, secrets, makeAdapter }, sourceId) },
          signal,
        ),
    },
  });
  return {
    handlers: {
      sources: createSourcesFeature({ ...base, ...schedule, ...job }),
      writeBack: createWriteBackFeature({ store, clock }),
    },
    job,
  };
}

async function writerOf(
  { store, secrets, makeAdapter }: Pick<SourcesDeps, 'store' | 'secrets'> & { readonly makeAdapter: MakeAdapter },
  sourceId: string,
): Promise<AnswerWriter | null> {
  const source = store.read((tx) => tx.sources.get(sourceId));
  const plan = source === undefined ? undefined : await planOf(secrets, source);
  const made = plan === undefined ? undefined : makeAdapter(plan);
  return made?.ok === true ? made.adapter.answers : null;
}
