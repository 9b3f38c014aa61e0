/** The dialogs of Reminders, loaded when one is needed: the gate's answer, another moment, and what is too late at a start. */
import type { ReminderCard } from '../../contract.ts';
import { MoveDialog } from './MoveDialog.tsx';
import { RestartDialog } from './RestartDialog.tsx';
import { SendDialog } from './SendDialog.tsx';
import type { PauseActions } from './usePause.ts';
import type { ReminderActions } from './useReminderActions.ts';

export interface ReminderDialogsProps {
  readonly actions: ReminderActions;
  readonly moving: readonly ReminderCard[] | null;
  readonly opensAt: string;
  readonly pause: PauseActions;
  readonly onMoved: () => void;
}

export function ReminderDialogs({ actions, moving, opensAt, pause, onMoved }: ReminderDialogsProps) {
  return (
    <>
      {actions.asked === null ? null : (
        <SendDialog ids={actions.asked} onSend={actions.send} onClose={actions.dropQuestion} />
      )}
      {moving === null ? null : (
        <MoveDialog
          count={moving.length}
          opensAt={opensAt}
          onMove={(to) => {
            actions.move(moving, to);
            onMoved();
          }}
          onClose={onMoved}
        />
      )}
      {pause.question === null ? null : (
        <RestartDialog {...pause.question} onStart={pause.startAnyway} onClose={pause.dropQuestion} />
      )}
    </>
  );
}
