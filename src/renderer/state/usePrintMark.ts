/** Whatever is printed or saved from the page is kept in the log first, and carries the mark that leads back to it (rules.md 9). */
import { useCallback } from 'react';
import type { InputOf } from '../../contract/index.ts';
import { useCommand } from './useCommand.ts';

type What = InputOf<'audit.recordOutput'>['what'];
type How = InputOf<'audit.recordOutput'>['how'];

/** Resolves with the mark, or with null when the log could not keep it: then nothing leaves, and a toast has said why. */
export function usePrintMark(what: What, how: How = 'print'): (rows: number, day?: string) => Promise<string | null> {
  const { run } = useCommand('audit.recordOutput');
  return useCallback(
    async (rows, day) => {
      const outcome = await run({ what, how, rows, ...(day === undefined ? {} : { day }) });
      return outcome.ok ? outcome.value.mark : null;
    },
    [run, what, how],
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
