/**
 * The course of one import: choose, match, check, done. Keeps the file's content so that a corrected mapping can be
 * read again; nothing is changed in the core before `apply`. At any time it can be cancelled.
 */
import { useCallback, useMemo, useRef, useState } from 'react';
import { toCallError } from '../../client/callError.ts';
import { newId } from '../../client/ids.ts';
import type { ColumnMeaning, DateOrder, ImportPreview, InputOf, OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { FileReadError, MOST_BYTES, readBase64 } from './readListFile.ts';

export type Mapping = Readonly<Record<string, ColumnMeaning>>;
export type ImportResult = OutputOf<'schedule.applyImport'>;
export type StatusWords = NonNullable<InputOf<'schedule.previewImport'>['statusWords']>;
export type Consent = 'agreedOnForm' | 'askFirst';

/** What was chosen, as the core takes it. */
type Source = { readonly fileName: string } & (
  { readonly base64: string } | { readonly text: string } | { readonly listId: string }
);

export type ImportState =
  | { readonly step: 'choose'; readonly problem: string | null }
  /** `percent`: of the file read; null once the core checks the rows, which is asked about by `progressId`. */
  | {
      readonly step: 'reading';
      readonly fileName: string;
      readonly percent: number | null;
      readonly progressId: string | null;
    }
  | { readonly step: 'match'; readonly preview: ImportPreview; readonly problem: string | null }
  | { readonly step: 'check'; readonly preview: ImportPreview; readonly problem: string | null; readonly busy: boolean }
  | { readonly step: 'done'; readonly result: ImportResult };

export interface ImportFlow {
  readonly state: ImportState;
  readonly chooseFile: (file: File) => void;
  readonly chooseText: (text: string) => void;
  /** A list that a source brought and that waits (settings, Your schedule). */
  readonly chooseList: (listId: string) => void;
  /** To step 3; reads again when a person has corrected something. */
  readonly confirmColumns: (change: Change | null) => void;
  /** What a mended row, or a word about the whole list, has changed of the preview. */
  readonly revise: (patch: Partial<Pick<ImportPreview, 'counts' | 'warnings' | 'absent'>>) => void;
  /** `confirmedBrakes`: codes of the brakes that the person has looked at. */
  readonly apply: (consent: Consent, confirmedBrakes: readonly string[]) => void;
  /** Stops the adding: what is in stays, or is taken out again. */
  readonly stopAdding: (then: 'keep' | 'undo') => void;
  readonly back: () => void;
  /** Stops what is under way, or forgets what was read. */
  readonly cancel: () => void;
  readonly restart: () => void;
  /** A finished import was seen and left: the next one begins at the beginning. Anything else goes on. */
  readonly putAway: () => void;
}

const START: ImportState = { step: 'choose', problem: null };

/** The parts of the flow share these. */
interface Course {
  readonly set: (state: ImportState) => void;
  /** What was chosen; null before and after. */
  readonly source: { current: Source | null };
  /** Stops what is under way and begins anew. */
  readonly begin: () => AbortSignal;
  readonly stop: () => void;
}

export function useImport(): ImportFlow {
  const t = useT();
  const { toasts } = useServices();
  const [state, setState] = useState<ImportState>(START);
  const course = useCourse(setState);
  const preview = usePreview(course);
  const choosing = useChoosing(course, preview);
  const adding = useAdding(state, course);

  const confirmColumns = useCallback<ImportFlow['confirmColumns']>(
    (change) => {
      if (state.step !== 'match') return;
      const { preview: known } = state;
      if (!change) return setState({ step: 'check', preview: known, problem: null, busy: false });
      void preview(course.begin(), change, (problem) => ({ step: 'match', preview: known, problem }));
    },
    [state, course, preview],
  );
  const restart = useCallback(() => {
    course.stop();
    setState(START);
  }, [course]);
  const cancel = useCallback(() => {
    restart();
    toasts.show({ icon: 'info', message: t('import.cancelled') });
  }, [restart, toasts, t]);
  const putAway = useCallback(() => setState((before) => (before.step === 'done' ? START : before)), []);
  const back = useCallback(() => {
    if (state.step === 'check' && hasColumns(state.preview))
      setState({ step: 'match', preview: state.preview, problem: null });
    else restart();
  }, [state, restart]);
  const revise = useCallback<ImportFlow['revise']>(
    (patch) =>
      setState((before) =>
        before.step === 'check' ? { ...before, preview: { ...before.preview, ...patch } } : before,
      ),
    [],
  );
  return { state, ...choosing, ...adding, confirmColumns, revise, back, cancel, restart, putAway };
}

/** Going to another screen stops nothing: who comes back finds the import where it is by then. */
function useCourse(set: (state: ImportState) => void): Course {
  const source = useRef<Source | null>(null);
  const running = useRef<AbortController | null>(null);
  return useMemo(
    () => ({
      set,
      source,
      begin: () => {
        running.current?.abort();
        running.current = new AbortController();
        return running.current.signal;
      },
      stop: () => {
        running.current?.abort();
        source.current = null;
      },
    }),
    [set],
  );
}

export interface Change {
  readonly mapping: Mapping;
  readonly dateOrder: DateOrder;
  /** What words of a status column mean that the program does not know. */
  readonly statusWords?: StatusWords;
}
/** Calendars and messages between systems say what their fields are: there is nothing to match. */
function hasColumns({ columns, dateOrderAmbiguous }: ImportPreview): boolean {
  return columns.length > 0 || dateOrderAmbiguous;
}

type Preview = (signal: AbortSignal, change: Change | null, before: (problem: string) => ImportState) => Promise<void>;

/** Asks the core what adding the list would do. A corrected list goes on to the check; `before` is where a refusal is shown. */
function usePreview({ set, source }: Course): Preview {
  const { client } = useServices();
  const errorText = useErrorText();
  return useCallback(
    async (signal, change, before) => {
      const from = source.current;
      if (!from) return;
      const commandId = newId();
      set({ step: 'reading', fileName: from.fileName, percent: null, progressId: commandId });
      try {
        const corrected = change ? { ...change, mapping: { ...change.mapping } } : {};
        const answer =
          'listId' in from
            ? await client.command('sources.previewList', { id: from.listId, ...corrected }, { signal, commandId })
            : await client.command('schedule.previewImport', { ...from, ...corrected }, { signal, commandId });
        if (signal.aborted) return;
        set(
          (change || !hasColumns(answer)) && answer.missing.length === 0
            ? { step: 'check', preview: answer, problem: null, busy: false }
            : { step: 'match', preview: answer, problem: null },
        );
      } catch (thrown) {
        if (!signal.aborted) set(before(errorText(toCallError(thrown))));
      }
    },
    [client, errorText, set, source],
  );
}

function useChoosing(course: Course, preview: Preview): Pick<ImportFlow, 'chooseFile' | 'chooseText' | 'chooseList'> {
  const t = useT();
  return useMemo(() => {
    const { set, source, begin } = course;
    const refused = (problem: string): ImportState => ({ step: 'choose', problem });
    const chooseFile = async (file: File): Promise<void> => {
      if (file.size > MOST_BYTES) return set(refused(t('import.tooLarge', { name: file.name })));
      const signal = begin();
      const onProgress = (percent: number): void => {
        if (!signal.aborted) set({ step: 'reading', fileName: file.name, percent, progressId: null });
      };
      onProgress(0);
      try {
        source.current = { fileName: file.name, base64: await readBase64(file, signal, onProgress) };
      } catch (thrown) {
        const cancelled = thrown instanceof FileReadError && thrown.kind === 'cancelled';
        return cancelled ? undefined : set(refused(t('import.unreadable')));
      }
      await preview(signal, null, refused);
    };
    return {
      chooseFile: (file) => void chooseFile(file),
      chooseText: (text) => {
        source.current = { fileName: t('import.pasted'), text };
        void preview(begin(), null, refused);
      },
      chooseList: (listId) => {
        source.current = { fileName: t('sources.listName'), listId };
        void preview(begin(), null, refused);
      },
    };
  }, [course, preview, t]);
}

function useAdding(state: ImportState, { set, source }: Course): Pick<ImportFlow, 'apply' | 'stopAdding'> {
  const { client, toasts } = useServices();
  const t = useT();
  const errorText = useErrorText();
  const apply = useCallback<ImportFlow['apply']>(
    (consent, confirmedBrakes) => {
      if (state.step !== 'check' || state.busy) return;
      const { preview } = state;
      const refused = (problem: string | null): void => set({ step: 'check', preview, problem, busy: false });
      set({ step: 'check', preview, problem: null, busy: true });
      const { importId } = preview;
      client.command('schedule.applyImport', { importId, consent, confirmedBrakes: [...confirmedBrakes] }).then(
        (result) => {
          source.current = null;
          set({ step: 'done', result });
        },
        (thrown: unknown) => {
          const error = toCallError(thrown);
          if (error.code !== 'CANCELLED') return refused(errorText(error));
          refused(null);
          toasts.show({ icon: 'info', message: t('import.takenOut') });
        },
      );
    },
    [state, client, errorText, set, source, toasts, t],
  );
  const stopAdding = useCallback<ImportFlow['stopAdding']>(
    (then) => {
      if (state.step !== 'check' || !state.busy) return;
      // Refused only when the adding is over: then its own answer says so.
      client.command('schedule.cancelImport', { importId: state.preview.importId, then }).catch(() => undefined);
    },
    [state, client],
  );
  return useMemo(() => ({ apply, stopAdding }), [apply, stopAdding]);
}
