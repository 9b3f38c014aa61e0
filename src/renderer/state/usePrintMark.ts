/** Whatever is printed or saved from the page is kept in the log first, and carries the mark that leads back to it (rules.md 9). */
import { useCallback } from 'react';
import type { InputOf } from '../../contract/index.ts';
import { useCommand } from './useCommand.ts';

type What = InputOf<'audit.recordOutput'>['what'];

/** Resolves with the mark, or with null when the log could not keep it: then nothing leaves, and a toast has said why. */
export function usePrintMark(what: What): (rows: number, day?: string) => Promise<string | null> {
  const { run } = useCommand('audit.recordOutput');
  return useCallback(
    async (rows, day) => {
      const outcome = await run({ what, how: 'print', rows, ...(day === undefined ? {} : { day }) });
      return outcome.ok ? outcome.value.mark : null;
    },
    [run, what],
  );
}

/** The same for a file that the page makes itself. */
export function useFileMark(what: InputOf<'audit.recordFile'>['what']): (rows: number) => Promise<string | null> {
  const { run } = useCommand('audit.recordFile');
  return useCallback(
    async (rows) => {
      const outcome = await run({ what, rows });
      return outcome.ok ? outcome.value.mark : null;
    },
    [run, what],
  );
}

/** Prints the page as it stands, once the log has kept that. */
export function usePrintPage(what: What): (rows: number, day?: string) => Promise<void> {
  const keep = usePrintMark(what);
  return useCallback(
    async (rows, day) => {
      if ((await keep(rows, day)) !== null) window.print();
    },
    [keep],
  );
}
