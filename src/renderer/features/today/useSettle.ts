/** Saying what a text means for a visit, and what came of a call: one press each, with undo. */
import { useCallback } from 'react';
import type { CallOutcome, SettledAs } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';

/** In the order of the chips. */
export const SETTLED_AS: readonly SettledAs[] = ['confirmed', 'newTime', 'cancelled', 'late', 'notAbout'];
export const CALL_OUTCOMES: readonly CallOutcome[] = ['confirmed', 'newTime', 'cancelled', 'leftMessage', 'noAnswer'];

/** Returns `settle(replyId, as)`. */
export function useSettle(): (id: string, as: SettledAs) => void {
  const t = useT();
  const settle = useCommand('today.settleReply').run;
  const takeBack = useCommand('today.undoSettle').run;
  const offerUndo = useUndoable();
  return useCallback(
    (id, as) => {
      void settle({ id, as }).then((outcome) => {
        if (outcome.ok) offerUndo({ message: t(`today.settled.${as}`), undo: () => takeBack({ id }) });
      });
    },
    [settle, takeBack, offerUndo, t],
  );
}

/** Returns `markCalled(appointmentId, outcome)`. */
export function useMarkCalled(): (appointmentId: string, outcome: CallOutcome) => void {
  const t = useT();
  const mark = useCommand('today.markCalled').run;
  const takeBack = useCommand('today.undoCall').run;
  const offerUndo = useUndoable();
  return useCallback(
    (appointmentId, outcome) => {
      void mark({ appointmentId, outcome }).then((answer) => {
        if (!answer.ok) return;
        const { callId } = answer.value;
        offerUndo({ message: t(`today.calledAs.${outcome}`), undo: () => takeBack({ callId }) });
      });
    },
    [mark, takeBack, offerUndo, t],
  );
}
