/** Everything that can be done to a visit from the list: its state with undo, its conversation, its menus. */
import { useCallback, useMemo } from 'react';
import type {
  Appointment,
  AppointmentStatus,
  CallOutcome,
  ReplyStatus,
  SettledAs,
  VisitExtra,
} from '../../contract.ts';
import type { MessageId } from '../../i18n/en.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import type { CommandOptions } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import type { MenuItem } from '../../ui/menuController.ts';
import { CALL_OUTCOMES, SETTLED_AS, useMarkCalled, useSettle } from './useSettle.ts';
import { useWantsEarlier } from './useWantsEarlier.ts';
import { arrivalOf, openReplyOf } from './visitState.ts';
import type { VisitAction } from './visitState.ts';

export interface StatePatch {
  readonly reply?: ReplyStatus;
  readonly status?: AppointmentStatus;
}

export interface VisitActions {
  readonly setState: (visit: Appointment, patch: StatePatch, done: MessageId) => void;
  readonly open: (visit: Appointment) => void;
  /** Does `action`; menus open under `anchor`. */
  readonly act: (action: VisitAction, visit: Appointment, anchor: Element, extra?: VisitExtra) => void;
  readonly openMenu: (
    visit: Appointment,
    anchor: Element | { clientX: number; clientY: number },
    extra?: VisitExtra,
  ) => void;
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
  readonly onOffer: (visit: Appointment) => void;
  readonly onWaitlist: () => void;
  /** Shows the conversation of a visit beside the board. */
  readonly onThread: (visit: Appointment, conversationId: string) => void;
}

export function useVisitActions(dialogs: VisitDialogs): VisitActions {
  const { onChangeTime, onOffer, onWaitlist, onThread } = dialogs;
  const t = useT();
  const { menu } = useServices();
  const { run } = useCommand('schedule.setAppointmentState', { optimistic });
  const openConversation = useCommand('conversations.openConversation').run;
  const offerUndo = useUndoable();
  const settle = useSettle();
  const markCalled = useMarkCalled();
  const wantsEarlier = useWantsEarlier();

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
      const go = (id: string): void => onThread(visit, id);
      if (visit.conversationId !== null) go(visit.conversationId);
      else void openConversation({ personId: visit.personId }).then((outcome) => outcome.ok && go(outcome.value.id));
    },
    [onThread, openConversation],
  );

  return useMemo(() => {
    const state = (visit: Appointment, patch: StatePatch, done: MessageId) => () => setState(visit, patch, done);
    const openMenu: VisitActions['openMenu'] = (visit, anchor, extra) =>
      menu.open(anchor, {
        label: t('today.moreFor', { name: visit.personName }),
        items: moreItems(t, {
          visit,
          slot: extra?.slot ?? null,
          state,
          onOffer: () => onOffer(visit),
          onSeeOffer: onWaitlist,
          onOpen: () => open(visit),
          onChangeTime: () => onChangeTime(visit),
          onEarlier: () => wantsEarlier(visit),
          onCalled: (outcome) => markCalled(visit.id, outcome),
        }),
      });
    const does: Doing = {
      setState,
      open,
      settle,
      ...dialogs,
      openSettle: (extra, anchor) => {
        const reply = openReplyOf(extra);
        if (reply !== null)
          menu.open(
            anchor,
            settleMenu(t, (as) => settle(reply.id, as)),
          );
      },
      openCalled: (visit, anchor) =>
        menu.open(
          anchor,
          calledMenu(t, visit, (as) => markCalled(visit.id, as)),
        ),
    };
    const act: VisitActions['act'] = (action, visit, anchor, extra) => perform(does, action, { visit, anchor, extra });
    return { setState, open, act, openMenu };
  }, [menu, t, setState, open, dialogs, onChangeTime, onOffer, onWaitlist, settle, markCalled, wantsEarlier]);
}

type Translate = ReturnType<typeof useT>;

/** What a button of a row can set off. */
interface Doing extends VisitDialogs, Pick<VisitActions, 'setState' | 'open'> {
  readonly settle: ReturnType<typeof useSettle>;
  readonly openSettle: (extra: VisitExtra | undefined, anchor: Element) => void;
  readonly openCalled: (visit: Appointment, anchor: Element) => void;
}

interface Pressed {
  readonly visit: Appointment;
  readonly anchor: Element;
  readonly extra: VisitExtra | undefined;
}

function perform(does: Doing, action: VisitAction, { visit, anchor, extra }: Pressed): void {
  switch (action) {
    case 'reply':
      return does.open(visit);
    case 'changeTime':
      return does.onChangeTime(visit);
    case 'textAgain':
    case 'tell':
      return does.onTextAgain(visit);
    case 'offer':
      return does.onOffer(visit);
    case 'seeOffer':
      return does.onWaitlist();
    case 'settle':
      return does.openSettle(extra, anchor);
    case 'arrived': {
      const arrival = arrivalOf(extra);
      if (arrival !== null) return does.settle(arrival.id, 'arrived');
      return does.setState(visit, { status: 'arrived' }, 'today.done.arrived');
    }
    case 'missed':
      return does.setState(visit, { status: 'missed' }, 'today.done.missed');
    case 'cancelVisit':
      return does.setState(visit, { status: 'cancelled' }, 'today.done.cancelVisit');
    case 'called':
      return does.openCalled(visit, anchor);
  }
}

type Menu = Parameters<ReturnType<typeof useServices>['menu']['open']>[1];

function settleMenu(t: Translate, settle: (as: SettledAs) => void): Menu {
  return {
    label: t('today.settleMenu'),
    items: SETTLED_AS.map((as) => ({ key: as, label: t(`today.settle.${as}`), run: () => settle(as) })),
  };
}

function calledMenu(t: Translate, { personName }: Appointment, mark: (outcome: CallOutcome) => void): Menu {
  return {
    label: t('today.calledMenu', { name: personName }),
    items: CALL_OUTCOMES.map((as) => ({ key: as, label: t(`today.said.${as}`), run: () => mark(as) })),
  };
}

type StateMaker = (visit: Appointment, patch: StatePatch, done: MessageId) => () => void;

interface MoreDeps {
  readonly visit: Appointment;
  readonly slot: VisitExtra['slot'];
  readonly state: StateMaker;
  readonly onOffer: () => void;
  readonly onSeeOffer: () => void;
  readonly onOpen: () => void;
  readonly onChangeTime: () => void;
  readonly onEarlier: () => void;
  readonly onCalled: (outcome: 'leftMessage' | 'noAnswer') => void;
}

function moreItems(
  t: Translate,
  { visit, slot, state, onOffer, onSeeOffer, onOpen, onChangeTime, onEarlier, onCalled }: MoreDeps,
): readonly MenuItem[] {
  const reply = (value: 'confirmed' | 'newTime' | 'cancelled' | 'none', keys: string): MenuItem => ({
    key: value,
    label: t(`today.key.${value}`),
    keys,
    checked: visit.reply === value,
    run: state(visit, { reply: value }, `today.done.${value}`),
  });
  const offering = slot === 'offered' || slot === 'held';
  return [
    { key: 'open', label: t('today.key.open'), keys: 'Enter', run: onOpen },
    ...(slot === 'free' ? [{ key: 'offer', label: t('today.offer'), run: onOffer }] : []),
    ...(offering ? [{ key: 'seeOffer', label: t('today.seeOffer'), run: onSeeOffer }] : []),
    { key: 'time', label: t('today.changeTime'), run: onChangeTime },
    { key: 'earlier', label: t('today.wantsEarlier'), run: onEarlier },
    { key: 'leftMessage', label: t('today.said.leftMessage'), separated: true, run: () => onCalled('leftMessage') },
    { key: 'noAnswer', label: t('today.said.noAnswer'), run: () => onCalled('noAnswer') },
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
