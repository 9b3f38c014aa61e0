/** Pausing the queue for a while, and starting it again: what has become too late meanwhile is said first. */
import { useCallback, useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { addCivilDays, instantAt } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';

export interface PauseActions {
  readonly openMenu: (anchor: Element) => void;
  /** Starts at once when nothing is too late, else asks. */
  readonly start: () => void;
  /** What a start would leave unsent; null: nothing is asked. */
  readonly question: OutputOf<'reminders.checkRestart'> | null;
  readonly startAnyway: () => void;
  readonly dropQuestion: () => void;
}

const HOUR_MS = 3_600_000;

/** `opensAt`: wall-clock time at which texts may leave again in the morning. */
export function usePause(opensAt: string): PauseActions {
  const t = useT();
  const formats = useFormats();
  const { client, clock, menu, toasts } = useServices();
  const { run } = useCommand('reminders.pauseReminders');
  const offerUndo = useUndoable();
  const [question, setQuestion] = useState<PauseActions['question']>(null);
  const startNow = useCallback(() => {
    setQuestion(null);
    void run({ pause: false }).then((outcome) => {
      if (outcome.ok) toasts.show({ icon: 'done', message: t('reminders.started') });
    });
  }, [run, toasts, t]);
  const start = useCallback(() => {
    void client.query('reminders.checkRestart', {}).then(
      (found) => (found.tooLate > 0 ? setQuestion(found) : startNow()),
      // What is too late is not sent in any case: not knowing how much is no reason to stay paused.
      startNow,
    );
  }, [client, startNow]);
  const pause = (until: number | null) => (): void => {
    void run({ pause: true, until }).then((outcome) => {
      if (outcome.ok) offerUndo({ message: t('reminders.paused'), undo: () => run({ pause: false }) });
    });
  };
  const openMenu = (anchor: Element): void => {
    const now = clock.now();
    const tomorrow = instantAt(addCivilDays(formats.civilDate(now), 1), opensAt, formats.zone);
    menu.open(anchor, {
      label: t('reminders.pause'),
      items: [
        { key: 'hour', label: t('reminders.pause.hour'), run: pause(now + HOUR_MS) },
        { key: 'tomorrow', label: t('reminders.pause.tomorrow'), run: pause(tomorrow) },
        { key: 'open', label: t('reminders.pause.open'), run: pause(null) },
      ],
    });
  };
  return { openMenu, start, question, startAnyway: startNow, dropQuestion: useCallback(() => setQuestion(null), []) };
}
