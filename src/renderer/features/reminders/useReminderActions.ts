/** Skipping with undo, sending ahead of time with the gate's question, pausing and starting. */
import { useCallback, useState } from 'react';
import type { ReminderCard, ReminderState } from '../../contract.ts';
import { addCivilDays, instantAt } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import type { Optimistic } from '../../state/optimistic.ts';
import type { AppliedPatch } from '../../state/queryStore.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';

/** The gate would like a person to say yes before this reminder leaves. */
export interface Question {
  readonly id: string;
  /** Everything confirmed so far, and what is asked now. */
  readonly codes: readonly string[];
  readonly words: string;
}

export interface ReminderActions {
  readonly skip: (card: Pick<ReminderCard, 'id'>) => void;
  readonly restore: (card: Pick<ReminderCard, 'id'>) => void;
  readonly sendNow: (card: Pick<ReminderCard, 'id'>, confirmed?: readonly string[]) => void;
  readonly question: Question | null;
  readonly dropQuestion: () => void;
  readonly pending: boolean;
}

const setTo =
  (state: ReminderState) =>
  ({ id }: { readonly id: string }, patches: Optimistic): readonly AppliedPatch[] => [
    patches.list('reminders.listReminders', (data) => ({
      ...data,
      items: data.items.map((card) => (card.id === id ? { ...card, state } : card)),
    })),
    patches.one('reminders.getReminder', (data) =>
      data.card.id === id ? { ...data, card: { ...data.card, state } } : data,
    ),
  ];
const asSkipped = setTo('skipped');
const asPlanned = setTo('planned');

export function useReminderActions(): ReminderActions {
  const t = useT();
  const { toasts } = useServices();
  const offerUndo = useUndoable();
  const [question, setQuestion] = useState<Question | null>(null);
  const { run: runSkip, pending: skipping } = useCommand('reminders.skipReminder', { optimistic: asSkipped });
  const { run: runRestore, pending: restoring } = useCommand('reminders.restoreReminder', { optimistic: asPlanned });
  const { run: runSend, pending: sending } = useCommand('reminders.sendReminderNow');

  const skip = useCallback<ReminderActions['skip']>(
    ({ id }) => {
      void runSkip({ id }).then((outcome) => {
        if (outcome.ok) offerUndo({ message: t('reminders.skipped'), undo: () => runRestore({ id }) });
      });
    },
    [runSkip, runRestore, offerUndo, t],
  );
  const restore = useCallback<ReminderActions['restore']>(
    ({ id }) => {
      void runRestore({ id }).then((outcome) => {
        if (outcome.ok) toasts.show({ icon: 'done', message: t('reminders.restored') });
      });
    },
    [runRestore, toasts, t],
  );
  const sendNow = useCallback<ReminderActions['sendNow']>(
    ({ id }, confirmed = []) => {
      setQuestion(null);
      void runSend({ id, confirmed: [...confirmed] }).then((outcome) => {
        if (!outcome.ok) return;
        const { state, reason } = outcome.value;
        if (state === 'held' && reason !== null && isGateCode(reason.code) && !confirmed.includes(reason.code)) {
          setQuestion({ id, codes: [...confirmed, reason.code], words: reason.text });
          return;
        }
        const left = state === 'queued' || state === 'sent' || state === 'delivered';
        const words = reason?.text ?? '';
        const message = !left
          ? t('reminders.notSent', { reason: words })
          : reason === null
            ? t('reminders.sentNow')
            : t('reminders.delayed', { reason: words });
        toasts.show({ icon: left ? 'done' : 'problem', message });
      });
    },
    [runSend, toasts, t],
  );
  const dropQuestion = useCallback(() => setQuestion(null), []);
  const pending = skipping || restoring || sending;
  return { skip, restore, sendNow, question, dropQuestion, pending };
}

/** Codes of the send gate are capitals; our own reasons (a missing detail) are not and cannot be confirmed. */
function isGateCode(code: string): boolean {
  return /^[A-Z_]+$/.test(code);
}

export interface PauseActions {
  readonly openMenu: (anchor: Element) => void;
  readonly start: () => void;
}

const HOUR_MS = 3_600_000;

/** `opensAt`: wall-clock time at which texts may leave again in the morning. */
export function usePause(opensAt: string): PauseActions {
  const t = useT();
  const formats = useFormats();
  const { clock, menu, toasts } = useServices();
  const { run } = useCommand('reminders.pauseReminders');
  const offerUndo = useUndoable();
  const start = useCallback(() => {
    void run({ pause: false }).then((outcome) => {
      if (outcome.ok) toasts.show({ icon: 'done', message: t('reminders.started') });
    });
  }, [run, toasts, t]);
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
  return { openMenu, start };
}
