/** Which conversation stands beside the board, and giving the focus back to its row when it closes. */
import { useCallback, useMemo, useState } from 'react';
import type { RefObject } from 'react';
import type { Appointment } from '../../contract.ts';

export interface BesideThread {
  readonly open: {
    readonly conversationId: string;
    /** The visit it was opened from. */
    readonly visitId: string;
    /** Counts how often it was asked for. */
    readonly asked: number;
  } | null;
  readonly show: (visit: Appointment, conversationId: string) => void;
  /** The same conversation again, after an undo in it. */
  readonly reopen: (conversationId: string) => void;
  readonly close: () => void;
}

/** `page`: what the rows of visits stand in. */
export function useBesideThread(page: RefObject<HTMLElement | null>): BesideThread {
  const [open, setOpen] = useState<BesideThread['open']>(null);
  const [last, setLast] = useState('');
  const ask = useCallback((conversationId: string, visitId: string) => {
    setLast(visitId);
    setOpen((before) => ({ conversationId, visitId, asked: (before?.asked ?? 0) + 1 }));
  }, []);
  const show = useCallback<BesideThread['show']>((visit, conversationId) => ask(conversationId, visit.id), [ask]);
  const reopen = useCallback((conversationId: string) => ask(conversationId, last), [ask, last]);
  const close = useCallback(() => {
    setOpen(null);
    const rows = page.current;
    const own = rows?.querySelector<HTMLElement>(`[data-visit="${CSS.escape(last)}"]`);
    (own ?? rows?.querySelector<HTMLElement>('[data-visit][tabindex="0"]'))?.focus();
  }, [page, last]);
  return useMemo(() => ({ open, show, reopen, close }), [open, show, reopen, close]);
}
