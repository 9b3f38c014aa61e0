/** What the sources feature is given. The schedule feature's own work comes in as functions. */
import type { MakeAdapter } from '../../providers/scheduleAdapters.ts';
import type { Clock, Ids, Logger, Secrets, Timers } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import type { CallContext, OutputOf, ParsedInputOf } from '../feature.ts';
import type { ImportService } from '../schedule/importService.ts';

export interface SourcesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly log: Logger;
  readonly secrets: Secrets;
  readonly makeAdapter: MakeAdapter;
  /** Reading and adding lists without a person at the screen. */
  readonly imports: Pick<ImportService, 'preview' | 'apply'>;
  /** Reading one at the screen, with its progress. */
  readonly previewImport: (
    context: CallContext,
    input: ParsedInputOf<'schedule.previewImport'>,
  ) => OutputOf<'schedule.previewImport'> | Promise<OutputOf<'schedule.previewImport'>>;
  /** Reads a source now, or joins the reading under way (the job's, so that the two never read side by side). */
  readonly readNow: (sourceId: string, signal: AbortSignal) => Promise<void>;
  /** It was set up anew: it is read as soon as the job runs. */
  readonly readSoon: (sourceId: string) => void;
  readonly isReading: (sourceId: string) => boolean;
}

/** What a reading needs. */
export type ReaderDeps = Omit<SourcesDeps, 'readNow' | 'readSoon' | 'isReading' | 'previewImport'>;
