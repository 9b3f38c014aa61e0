/**
 * Keys of the list of visits (ux.md 5.6): J/K move, Enter opens, digits say what the patient answered, W arrived. With the focus in the
 * conversation beside the list they are about that one, and do nothing here.
 */
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { Appointment } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useMay } from '../../state/useMay.ts';
import type { StatePatch, VisitActions } from './useVisitActions.ts';
import type { MessageId } from '../../i18n/en.ts';

export interface VisitKeysDeps {
  /** The row the keys are about. */
  readonly visit: Appointment | undefined;
  readonly actions: VisitActions;
  readonly onMove: (by: number) => void;
}

export function useVisitKeys({ visit, actions, onMove }: VisitKeysDeps): void {
  const t = useT();
  const enabled = visit !== undefined;
  const mayAct = useMay('schedule.setAppointmentState') && enabled;
  const set = (patch: StatePatch, done: MessageId) => () => {
    if (!visit || focusIsBeside()) return false;
    actions.setState(visit, patch, done);
    return true;
  };
  const move = (by: number) => () => {
    if (focusIsBeside()) return false;
    onMove(by);
    return true;
  };
  useShortcut('J', move(1), { label: t('today.key.next'), enabled });
  useShortcut('K', move(-1), { label: t('today.key.previous'), enabled });
  useShortcut('Enter', () => (visit && focusIsOnRow() ? actions.open(visit) : false), {
    label: t('today.key.open'),
    inText: false,
    enabled,
  });
  useShortcut('1', set({ reply: 'confirmed' }, 'today.done.confirmed'), {
    label: t('today.key.confirmed'),
    enabled: mayAct,
  });
  useShortcut('2', set({ reply: 'newTime' }, 'today.done.newTime'), { label: t('today.key.newTime'), enabled: mayAct });
  useShortcut('3', set({ reply: 'cancelled' }, 'today.done.cancelled'), {
    label: t('today.key.cancelled'),
    enabled: mayAct,
  });
  useShortcut('0', set({ reply: 'none' }, 'today.done.none'), { label: t('today.key.none'), enabled: mayAct });
  useShortcut('W', set({ status: 'arrived' }, 'today.done.arrived'), {
    label: t('today.key.arrived'),
    enabled: mayAct,
  });
}

/** Whether the conversation beside the list has the focus. */
export function focusIsBeside(): boolean {
  const beside = document.activeElement?.closest('[data-conversation-drawer]') ?? null;
  return beside !== null;
}

function focusIsOnRow(): boolean {
  return document.activeElement instanceof HTMLElement && document.activeElement.dataset['visit'] !== undefined;
}
