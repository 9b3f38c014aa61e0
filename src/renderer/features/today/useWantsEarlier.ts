/** Puts the patient of a visit on the waitlist for an earlier time, with undo. */
import { useCallback } from 'react';
import type { Appointment } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';

/** Returns `add(visit)`. */
export function useWantsEarlier(): (visit: Appointment) => void {
  const t = useT();
  const save = useCommand('waitlist.saveEntry').run;
  const remove = useCommand('waitlist.removeEntry').run;
  const offerUndo = useUndoable();
  return useCallback(
    (visit) => {
      void save({ appointmentId: visit.id, source: 'visit' }).then((outcome) => {
        if (!outcome.ok) return;
        const { id } = outcome.value;
        offerUndo({ message: t('today.done.wantsEarlier'), undo: () => remove({ id }) });
      });
    },
    [save, remove, offerUndo, t],
  );
}
