/** One visit: time, patient, what for, what they answered, what was last written, and what can be done. Plain HTML. */
import { Ellipsis, Hand, MessageSquareText } from 'lucide-react';
import { memo } from 'react';
import type { Appointment, VisitExtra } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { DeskFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useMay } from '../../state/useMay.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Chip, StatusChip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Pii } from '../../ui/Pii.tsx';
import { statusLanguage } from '../../ui/statusLanguage.ts';
import { tip } from '../../ui/tip.ts';
import type { VisitActions } from './useVisitActions.ts';
import { specialChip } from './specialChip.ts';
import type { SpecialChip } from './specialChip.ts';
import { textedWords } from './textedWords.ts';
import { actionsOf, chipOf, isPast, lastTextedAt, TEXT_AGAIN_AFTER_MS } from './visitState.ts';
import type { VisitAction } from './visitState.ts';
import styles from './VisitGrid.module.css';

export interface VisitRowProps {
  readonly visit: Appointment;
  /** What the board knows of it; undefined while it is not there yet. */
  readonly extra: VisitExtra | undefined;
  readonly now: number;
  /** The one row Tab stops at; its buttons can be reached, the others' with the pointer only. */
  readonly active: boolean;
  readonly selected: boolean;
  /** Its conversation stands beside the list. */
  readonly open: boolean;
  readonly rowIndex: number;
  readonly actions: VisitActions;
  readonly onFocus: (id: string) => void;
  /** Goes to another row. */
  readonly onShow: (id: string) => void;
}

export const VisitRow = memo(function VisitRow(props: VisitRowProps) {
  const { visit, extra, now, active, selected, open, rowIndex, actions, onFocus, onShow } = props;
  const t = useT();
  const formats = useFormats();
  const time = formats.time(visit.startsAt, visit.zone);
  const mayAct = useMay('schedule.setAppointmentState');
  const chip = chipOf(visit);
  const special = specialChip(visit, extra);
  const status = special === null ? t(statusLanguage[chip].message) : t(special.message, lateWords(special, formats));
  const [sameDay] = extra?.sameDay ?? [];
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={selected}
      aria-label={t('today.row', { time, name: visit.personName, status })}
      tabIndex={active ? 0 : -1}
      data-visit={visit.id}
      data-reveal=""
      className={cx(styles.row, isPast(visit, now) && styles.past, selected && styles.selected, open && styles.open)}
      onFocus={() => onFocus(visit.id)}
      onClick={(event) => event.target instanceof Element && !event.target.closest('button') && onFocus(visit.id)}
      onDoubleClick={() => actions.open(visit)}
      onContextMenu={(event) => {
        event.preventDefault();
        if (mayAct) actions.openMenu(visit, event, extra);
      }}
    >
      <span role="gridcell" className={styles.time}>
        {time}
      </span>
      <span role="gridcell" className={styles.patient}>
        <Avatar name={visit.personName} size={28} />
        <Pii className={styles.name}>{visit.personName}</Pii>
      </span>
      <span role="gridcell" className={styles.kind}>
        <Pii>{visitWords(visit, t)}</Pii>
        {sameDay === undefined ? null : (
          <button type="button" tabIndex={active ? 0 : -1} className={styles.sameDay} onClick={() => onShow(sameDay)}>
            {t('today.sameDay', { count: (extra?.sameDay.length ?? 0) + 1 })}
          </button>
        )}
      </span>
      <span role="gridcell" className={styles.reply}>
        {special === null ? (
          <StatusChip status={chip} large />
        ) : (
          <Chip tone={special.tone} icon={special.icon} large>
            {status}
          </Chip>
        )}
        {visit.replySetBy === null ? null : (
          <span role="img" aria-label={setBy(visit, t)} className={styles.hand} {...tip(setBy(visit, t))}>
            <Hand size={14} aria-hidden="true" />
          </span>
        )}
      </span>
      <span role="gridcell" className={styles.last}>
        <Pii>{lastWords(visit, extra, formats, t)}</Pii>
      </span>
      <Actions visit={visit} extra={extra} now={now} active={active} actions={actions} />
    </div>
  );
});

type Translate = ReturnType<typeof useT>;

function lateWords({ minutesLate }: SpecialChip, formats: DeskFormats): { late?: string } {
  return minutesLate === null ? {} : { late: formats.duration(minutesLate) };
}

function setBy(visit: Appointment, t: Translate): string {
  return t('today.setBy', { name: visit.replySetBy ?? '' });
}

function visitWords({ kind, clinician }: Appointment, t: Translate): string {
  return kind !== '' && clinician !== '' ? t('today.visitWith', { kind, clinician }) : kind || clinician;
}

/** What waits to be settled, then the last call, then the last text. */
function lastWords(
  { lastMessage }: Appointment,
  extra: VisitExtra | undefined,
  formats: DeskFormats,
  t: Translate,
): string {
  const reply = extra?.replies.at(-1);
  if (reply) return reply.words;
  const call = extra?.lastCall ?? null;
  if (call !== null && call.at >= (lastMessage?.at ?? 0)) {
    return t(`today.lastCall.${call.outcome}`, { name: call.actor, time: formats.time(call.at) });
  }
  if (!lastMessage) return '';
  return lastMessage.direction === 'out' ? t('today.you', { text: lastMessage.preview }) : lastMessage.preview;
}

function Actions({
  visit,
  extra,
  now,
  active,
  actions,
}: Pick<VisitRowProps, 'visit' | 'extra' | 'now' | 'active' | 'actions'>) {
  const t = useT();
  const tabIndex = active ? 0 : -1;
  const mayAct = useMay('schedule.setAppointmentState');
  const list = mayAct ? actionsOf(visit, now, extra) : [];
  const answering = list.includes('reply') || list.includes('called');
  return (
    <span role="gridcell" className={styles.actions}>
      {list.map((action) => (
        <ActionButton
          key={action}
          action={action}
          visit={visit}
          extra={extra}
          now={now}
          tabIndex={tabIndex}
          actions={actions}
        />
      ))}
      {answering ? null : (
        <IconButton
          size="small"
          label={t('today.openConversation')}
          shortcut="Enter"
          tabIndex={tabIndex}
          onClick={() => actions.open(visit)}
        >
          <MessageSquareText size={16} strokeWidth={1.75} />
        </IconButton>
      )}
      {mayAct ? (
        <IconButton
          size="small"
          label={t('today.more')}
          tabIndex={tabIndex}
          onClick={(event) => actions.openMenu(visit, event.currentTarget, extra)}
        >
          <Ellipsis size={16} />
        </IconButton>
      ) : null}
    </span>
  );
}

interface ActionButtonProps {
  readonly action: VisitAction;
  readonly visit: Appointment;
  readonly extra: VisitExtra | undefined;
  readonly now: number;
  readonly tabIndex: number;
  readonly actions: VisitActions;
}

function ActionButton({ action, visit, extra, now, tabIndex, actions }: ActionButtonProps) {
  const t = useT();
  const formats = useFormats();
  const texted = lastTextedAt(visit);
  const tooSoon = action === 'textAgain' && texted !== null && now - texted < TEXT_AGAIN_AFTER_MS;
  return (
    <Button
      size="small"
      tabIndex={tabIndex}
      disabled={tooSoon}
      aria-haspopup={action === 'called' || action === 'settle' ? 'menu' : undefined}
      onClick={(event) => actions.act(action, visit, event.currentTarget, extra)}
    >
      {tooSoon
        ? textedWords(now - texted, formats, t)
        : t(action === 'textAgain' && texted === null ? 'today.text' : `today.${action}`)}
    </Button>
  );
}
