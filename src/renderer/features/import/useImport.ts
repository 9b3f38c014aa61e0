/**
 * The course of one import: choose, match, check, done. Keeps the file's content so that a corrected mapping can be
 * read again; nothing is changed in the core before `apply`. At any time it can be cancelled.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { toCallError } from '../../client/callError.ts';
import type { ColumnMeaning, DateOrder, ImportPreview, OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { FileReadError, MOST_BYTES, readBase64 } from './readListFile.ts';

export type Mapping = Readonly<Record<string, ColumnMeaning>>;
export type ImportResult = OutputOf<'schedule.applyImport'>;

/** What was chosen, as the core takes it. */
type Source = { readonly fileName: string } & ({ readonly base64: string } | { readonly text: string });

export type ImportState =
  | { readonly step: 'choose'; readonly problem: string | null }
  /** `percent`: of the file read; null once the core checks the rows. */
  | { readonly step: 'reading'; readonly fileName: string; readonly percent: number | null }
  | { readonly step: 'match'; readonly preview: ImportPreview; readonly problem: string | null }
  | { readonly step: 'check'; readonly preview: ImportPreview; readonly problem: string | null; readonly busy: boolean }
  | { readonly step: 'done'; readonly result: ImportResult };

export interface ImportFlow {
  readonly state: ImportState;
  readonly chooseFile: (file: File) => void;
  readonly chooseText: (text: string) => void;
  /** To step 3; reads again when a person has corrected something. */
  readonly confirmColumns: (change: { mapping: Mapping; dateOrder: DateOrder } | null) => void;
  readonly apply: (consent: 'agreedOnForm' | 'askFirst') => void;
  readonly back: () => void;
  /** Stops what is under way, or forgets what was read. */
  readonly cancel: () => void;
  readonly restart: () => void;
}

const START: ImportState = { step: 'choose', problem: null };

export function useImport(): ImportFlow {
  const t = useT();
  const errorText = useErrorText();
  const { client, toasts } = useServices();
  const [state, setState] = useState<ImportState>(START);
  const source = useRef<Source | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const begin = useCallback((): AbortSignal => {
    running.current?.abort();
    running.current = new AbortController();
    return running.current.signal;
  }, []);

  /** Asks the core; `before` is where a refusal is shown. */
  const preview = useCallback(
    async (
      signal: AbortSignal,
      change: { mapping: Mapping; dateOrder: DateOrder } | null,
      next: 'match' | 'check',
      before: (problem: string) => ImportState,
    ): Promise<void> => {
      const from = source.current;
      if (!from) return;
      setState({ step: 'reading', fileName: from.fileName, percent: null });
      try {
        const input = change ? { ...from, mapping: { ...change.mapping }, dateOrder: change.dateOrder } : from;
        const answer = await client.command('schedule.previewImport', input, { signal });
        if (signal.aborted) return;
        setState(
          next === 'check' && answer.missing.length === 0
            ? { step: 'check', preview: answer, problem: null, busy: false }
            : { step: 'match', preview: answer, problem: null },
        );
      } catch (thrown) {
        if (!signal.aborted) setState(before(errorText(toCallError(thrown))));
      }
    },
    [client, errorText],
  );

  const chooseFile = useCallback(
    (file: File) => {
      if (file.size > MOST_BYTES) {
        return setState({ step: 'choose', problem: t('import.tooLarge', { name: file.name }) });
      }
      const signal = begin();
      setState({ step: 'reading', fileName: file.name, percent: 0 });
      const onProgress = (percent: number): void => {
        if (!signal.aborted) setState({ step: 'reading', fileName: file.name, percent });
      };
      readBase64(file, signal, onProgress).then(
        (base64) => {
          source.current = { fileName: file.name, base64 };
          return preview(signal, null, 'match', (problem) => ({ step: 'choose', problem }));
        },
        (thrown: unknown) => {
          const cancelled = thrown instanceof FileReadError && thrown.kind === 'cancelled';
          if (!cancelled) setState({ step: 'choose', problem: t('import.unreadable') });
        },
      );
    },
    [begin, preview, t],
  );

  const chooseText = useCallback(
    (text: string) => {
      source.current = { fileName: t('import.pasted'), text };
      void preview(begin(), null, 'match', (problem) => ({ step: 'choose', problem }));
    },
    [begin, preview, t],
  );

  const confirmColumns = useCallback<ImportFlow['confirmColumns']>(
    (change) => {
      if (state.step !== 'match') return;
      const { preview: known } = state;
      if (!change) return setState({ step: 'check', preview: known, problem: null, busy: false });
      void preview(begin(), change, 'check', (problem) => ({ step: 'match', preview: known, problem }));
    },
    [state, begin, preview],
  );

  const apply = useCallback<ImportFlow['apply']>(
    (consent) => {
      if (state.step !== 'check' || state.busy) return;
      const { preview: known } = state;
      setState({ step: 'check', preview: known, problem: null, busy: true });
      client.command('schedule.applyImport', { importId: known.importId, consent }).then(
        (result) => {
          source.current = null;
          setState({ step: 'done', result });
        },
        (thrown: unknown) => {
          const problem = errorText(toCallError(thrown));
          setState({ step: 'check', preview: known, problem, busy: false });
        },
      );
    },
    [state, client, errorText],
  );

  const restart = useCallback(() => {
    running.current?.abort();
    source.current = null;
    setState(START);
  }, []);
  const cancel = useCallback(() => {
    restart();
    toasts.show({ icon: 'info', message: t('import.cancelled') });
  }, [restart, toasts, t]);
  const back = useCallback(() => {
    if (state.step === 'check') setState({ step: 'match', preview: state.preview, problem: null });
    else restart();
  }, [state, restart]);
  return { state, chooseFile, chooseText, confirmColumns, apply, back, cancel, restart };
}
