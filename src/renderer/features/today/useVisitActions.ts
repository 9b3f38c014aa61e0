/** Everything that can be done to a visit from the list: its state with undo, its conversation, its menus. */
import { useCallback, useMemo } from 'react';
import type { Appointment, AppointmentStatus, ReplyStatus } from '../../contract.ts';
import type { MessageId } from '../../i18n/en.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import type { CommandOptions } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import type { MenuItem } from '../../ui/menuController.ts';
import type { VisitAction } from './visitState.ts';

export interface StatePatch {
  readonly reply?: ReplyStatus;
  readonly status?: AppointmentStatus;
}

export interface VisitActions {
  readonly setState: (visit: Appointment, patch: StatePatch, done: MessageId) => void;
  readonly open: (visit: Appointment) => void;
  /** Does `action`; menus open under `anchor`. */
  readonly act: (action: VisitAction, visit: Appointment, anchor: Element) => void;
  readonly openMenu: (visit: Appointment, anchor: Element | { clientX: number; clientY: number }) => void;
}

const optimistic: CommandOptions<'schedule.setAppointmentState'>['optimistic'] = ({ id, ...patch }, patches) => [
  patches.list('schedule.listAppointments', (data) => ({
    ...data,
    items: data.items.map((visit) => (visit.id === id ? { ...visit, ...given(patch) } : visit)),
  })),
];

export interface VisitDialogs {
  readonly onChangeTime: (visit: Appointment) => void;
  readonly onTextAgain: (visit: Appointment) => void;
}

export function useVisitActions({ onChangeTime, onTextAgain }: VisitDialogs): VisitActions {
  const t = useT();
  const { menu, router } = useServices();
  const { run } = useCommand('schedule.setAppointmentState', { optimistic });
  const openConversation = useCommand('conversations.openConversation').run;
  const offerUndo = useUndoable();

  const setState = useCallback<VisitActions['setState']>(
    (visit, patch, done) => {
      const before: StatePatch = { reply: visit.reply, status: visit.status };
      void run({ id: visit.id, ...patch }).then((outcome) => {
        if (!outcome.ok) return;
        offerUndo({ message: t(done), undo: () => run({ id: visit.id, ...restored(before, patch) }) });
      });
    },
    [run, offerUndo, t],
  );

  const open = useCallback<VisitActions['open']>(
    (visit) => {
      const go = (id: string): void => router.go({ screen: 'inbox', selection: id });
      if (visit.conversationId !== null) go(visit.conversationId);
      else void openConversation({ personId: visit.personId }).then((outcome) => outcome.ok && go(outcome.value.id));
    },
    [router, openConversation],
  );

  return useMemo(() => {
    const state = (visit: Appointment, patch: StatePatch, done: MessageId) => () => setState(visit, patch, done);
    const openMenu: VisitActions['openMenu'] = (visit, anchor) =>
      menu.open(anchor, {
        label: t('today.moreFor', { name: visit.personName }),
        items: moreItems(t, { visit, state, onOpen: () => open(visit), onChangeTime: () => onChangeTime(visit) }),
      });
    const act: VisitActions['act'] = (action, visit, anchor) => {
      switch (action) {
        case 'reply':
          return open(visit);
        case 'changeTime':
          return onChangeTime(visit);
        case 'textAgain':
          return onTextAgain(visit);
        case 'arrived':
          return setState(visit, { status: 'arrived' }, 'today.done.arrived');
        case 'missed':
          return setState(visit, { status: 'missed' }, 'today.done.missed');
        case 'cancelVisit':
          return setState(visit, { status: 'cancelled' }, 'today.done.cancelVisit');
        case 'called':
          return menu.open(anchor, {
            label: t('today.calledMenu', { name: visit.personName }),
            items: calledItems(t, visit, state),
          });
      }
    };
    return { setState, open, act, openMenu };
  }, [menu, t, setState, open, onChangeTime, onTextAgain]);
}

type Translate = ReturnType<typeof useT>;
type StateMaker = (visit: Appointment, patch: StatePatch, done: MessageId) => () => void;

function calledItems(t: Translate, visit: Appointment, state: StateMaker): readonly MenuItem[] {
  return [
    { key: 'yes', label: t('today.saidConfirmed'), run: state(visit, { reply: 'confirmed' }, 'today.done.confirmed') },
    { key: 'new', label: t('today.saidNewTime'), run: state(visit, { reply: 'newTime' }, 'today.done.newTime') },
    {
      key: 'no',
      label: t('today.saidCancelled'),
      run: state(visit, { status: 'cancelled', reply: 'cancelled' }, 'today.done.cancelVisit'),
    },
  ];
}

interface MoreDeps {
  readonly visit: Appointment;
  readonly state: StateMaker;
  readonly onOpen: () => void;
  readonly onChangeTime: () => void;
}

function moreItems(t: Translate, { visit, state, onOpen, onChangeTime }: MoreDeps): readonly MenuItem[] {
  const reply = (value: 'confirmed' | 'newTime' | 'cancelled' | 'none', keys: string): MenuItem => ({
    key: value,
    label: t(`today.key.${value}`),
    keys,
    checked: visit.reply === value,
    run: state(visit, { reply: value }, `today.done.${value}`),
  });
  return [
    { key: 'open', label: t('today.key.open'), keys: 'Enter', run: onOpen },
    { key: 'time', label: t('today.changeTime'), run: onChangeTime },
    { ...reply('confirmed', '1'), separated: true },
    reply('newTime', '2'),
    reply('cancelled', '3'),
    reply('none', '0'),
    {
      key: 'arrived',
      label: t('today.arrived'),
      keys: 'W',
      separated: true,
      run: state(visit, { status: 'arrived' }, 'today.done.arrived'),
    },
    { key: 'missed', label: t('today.missed'), run: state(visit, { status: 'missed' }, 'today.done.missed') },
    {
      key: 'cancelVisit',
      label: t('today.cancelVisit'),
      danger: true,
      run: state(visit, { status: 'cancelled' }, 'today.done.cancelVisit'),
    },
  ];
}

/** Only what was changed goes back, so that a change somebody else made meanwhile stays. */
function restored(before: StatePatch, patch: StatePatch): StatePatch {
  return {
    ...(patch.reply === undefined || before.reply === undefined ? {} : { reply: before.reply }),
    ...(patch.status === undefined || before.status === undefined ? {} : { status: before.status }),
  };
}

function given({
  reply,
  status,
}: {
  reply?: ReplyStatus | undefined;
  status?: AppointmentStatus | undefined;
}): StatePatch {
  return { ...(reply === undefined ? {} : { reply }), ...(status === undefined ? {} : { status }) };
}
