/** What is done to reminders from here: skipping, sending after the gate has been asked, moving, editing; each with undo where there is one. */
import { useCallback, useState } from 'react';
import type { ReminderCard, ReminderState } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import type { Optimistic } from '../../state/optimistic.ts';
import type { AppliedPatch } from '../../state/queryStore.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import type { Confirmed } from './SendDialog.tsx';

type Chosen = Pick<ReminderCard, 'id'>;

export interface ReminderActions {
  readonly skip: (cards: readonly Chosen[]) => void;
  readonly restore: (card: Chosen) => void;
  /** Asks the gate about these, and shows its answer; nothing is sent yet. */
  readonly askToSend: (cards: readonly Chosen[]) => void;
  /** Those the gate is being asked about; null: none. */
  readonly asked: readonly string[] | null;
  readonly dropQuestion: () => void;
  readonly send: (chosen: readonly Confirmed[]) => void;
  /** `before`: the hand-made time of each, for undo. */
  readonly move: (cards: readonly Pick<ReminderCard, 'id' | 'edited' | 'dueAt'>[], to: number) => void;
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
  const [asked, setAsked] = useState<readonly string[] | null>(null);
  const { run: runRestore, pending: restoring } = useCommand('reminders.restoreReminder', { optimistic: asPlanned });
  const { skip, pending: skipping } = useSkip(runRestore);
  const { send, pending: sending } = useSend();
  const { move, pending: moving } = useMove();
  const restore = useCallback<ReminderActions['restore']>(
    ({ id }) => {
      void runRestore({ id }).then((outcome) => {
        if (outcome.ok) toasts.show({ icon: 'done', message: t('reminders.restored') });
      });
    },
    [runRestore, toasts, t],
  );
  const askToSend = useCallback<ReminderActions['askToSend']>((cards) => setAsked(cards.map(({ id }) => id)), []);
  const dropQuestion = useCallback(() => setAsked(null), []);
  return {
    skip,
    restore,
    askToSend,
    asked,
    dropQuestion,
    send(chosen) {
      setAsked(null);
      send(chosen);
    },
    move,
    pending: skipping || restoring || sending || moving,
  };
}

type RunRestore = ReturnType<typeof useCommand<'reminders.restoreReminder'>>['run'];

function useSkip(runRestore: RunRestore): Pick<ReminderActions, 'skip' | 'pending'> {
  const t = useT();
  const offerUndo = useUndoable();
  const { run, pending } = useCommand('reminders.skipReminder', { optimistic: asSkipped });
  const skip = useCallback<ReminderActions['skip']>(
    (cards) => {
      // All at once, so that each shows its effect at once.
      const runs = cards.map(async ({ id }) => ((await run({ id })).ok ? [id] : []));
      void Promise.all(runs).then((outcomes) => {
        const ids = outcomes.flat();
        if (ids.length === 0) return;
        offerUndo({
          message: t('reminders.skipped', { count: ids.length }),
          undo: async () => {
            await Promise.all(ids.map((id) => runRestore({ id })));
          },
        });
      });
    },
    [run, runRestore, offerUndo, t],
  );
  return { skip, pending };
}

function useSend(): { readonly send: (chosen: readonly Confirmed[]) => void; readonly pending: boolean } {
  const t = useT();
  const { toasts } = useServices();
  const { run, pending } = useCommand('reminders.sendReminderNow');
  const send = useCallback(
    (chosen: readonly Confirmed[]) => {
      const runs = chosen.map(({ id, confirmed }) => run({ id, confirmed: [...confirmed] }));
      void Promise.all(runs).then((outcomes) => {
        const values = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
        const left = values.filter(({ state }) => state === 'queued' || state === 'sent' || state === 'delivered');
        const [only] = values;
        if (values.length > 1) {
          const message = t('reminders.sentSome', { sent: left.length, count: chosen.length });
          toasts.show({ icon: left.length === chosen.length ? 'done' : 'problem', message });
        } else if (only !== undefined) {
          const reason = only.reason?.text ?? '';
          const message =
            left.length === 0
              ? t('reminders.notSent', { reason })
              : reason === ''
                ? t('reminders.sentNow')
                : t('reminders.delayed', { reason });
          toasts.show({ icon: left.length === 0 ? 'problem' : 'done', message });
        }
      });
    },
    [run, toasts, t],
  );
  return { send, pending };
}

function useMove(): Pick<ReminderActions, 'move' | 'pending'> {
  const t = useT();
  const { toasts } = useServices();
  const offerUndo = useUndoable();
  const { run, pending } = useCommand('reminders.moveReminders');
  const { run: runEdit } = useCommand('reminders.editReminder');
  const move = useCallback<ReminderActions['move']>(
    (cards, to) => {
      void run({ ids: cards.map(({ id }) => id), to }).then((outcome) => {
        if (!outcome.ok) return;
        const { moved, refused } = outcome.value;
        const [first] = refused;
        if (first !== undefined) {
          const message = t('reminders.moveRefused', { count: refused.length, reason: first.reason.text });
          toasts.show({ icon: 'problem', message });
        }
        if (moved.length === 0) return;
        const before = cards.filter(({ id }) => moved.includes(id));
        offerUndo({
          message: t('reminders.movedCount', { count: moved.length }),
          undo: async () => {
            await Promise.all(
              before.map(({ id, edited, dueAt }) => runEdit({ id, dueAt: edited?.time === true ? dueAt : null })),
            );
          },
        });
      });
    },
    [run, runEdit, toasts, offerUndo, t],
  );
  return { move, pending };
}
