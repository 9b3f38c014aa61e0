/** The line over a thread: who, on which number, whether we may text, and what can be done with the conversation. */
import {
  AlarmClock,
  Check,
  CircleHelp,
  Copy,
  Ellipsis,
  MailOpen,
  MessageSquareOff,
  PanelRight,
  Phone,
  StickyNote,
  Undo2,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { memo } from 'react';
import type { CanText, ConversationRow } from '../../../contract.ts';
import type { MessageId } from '../../../i18n/en.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Pii } from '../../../ui/Pii.tsx';
import { titleOf } from '../names.ts';
import styles from './thread.module.css';

export interface ThreadHeaderProps {
  readonly row: ConversationRow;
  readonly panelShown: boolean;
  readonly onTogglePanel: () => void;
  readonly onSnooze: (anchor: Element) => void;
  readonly onDone: () => void;
  readonly onMarkNew: () => void;
  readonly onNote: () => void;
  readonly onCopyNumber: () => void;
}

interface CanTextWord {
  readonly message: MessageId;
  readonly icon: LucideIcon;
  readonly tone: 'ok' | 'warn' | 'bad' | 'plain';
}

const CAN_TEXT: Record<CanText, CanTextWord> = {
  yes: { message: 'chip.canText', icon: Check, tone: 'ok' },
  ask: { message: 'chip.askFirst', icon: CircleHelp, tone: 'warn' },
  optedOut: { message: 'chip.optedOut', icon: MessageSquareOff, tone: 'bad' },
  suspended: { message: 'chip.suspended', icon: MessageSquareOff, tone: 'bad' },
  landline: { message: 'chip.landline', icon: Phone, tone: 'plain' },
  noNumber: { message: 'chip.noNumber', icon: Phone, tone: 'plain' },
};

export const ThreadHeader = memo(function ThreadHeader(props: ThreadHeaderProps) {
  const { row, panelShown, onSnooze, onDone, onTogglePanel } = props;
  const t = useT();
  const title = titleOf(row, t);
  const isDone = row.status === 'done';
  return (
    <header className={styles.header} data-reveal="">
      <Avatar name={row.people[0]?.name ?? null} size={32} />
      <div className={styles.who}>
        <h2 className={styles.title}>
          <Pii>{title}</Pii>
        </h2>
        <div className={styles.sub}>
          {row.people.length === 0 ? null : (
            <>
              <Pii className="num">{row.addressDisplay}</Pii>
              <span aria-hidden="true">·</span>
            </>
          )}
          <CanTextMark canText={row.canText} />
        </div>
      </div>
      <Button
        size="small"
        data-snooze=""
        icon={<AlarmClock size={14} strokeWidth={2} aria-hidden="true" />}
        label={t('inbox.snoozeFor', { name: title })}
        onClick={(event) => onSnooze(event.currentTarget)}
      >
        {t('inbox.snooze')}
      </Button>
      {isDone ? (
        <Button size="small" icon={<Undo2 size={14} aria-hidden="true" />} shortcut="E" onClick={onDone}>
          {t('inbox.backToTodo')}
        </Button>
      ) : (
        <Button
          size="small"
          icon={<Check size={14} strokeWidth={2} aria-hidden="true" />}
          shortcut="E"
          label={t('inbox.markDoneLabel')}
          onClick={onDone}
        >
          {t('inbox.markDone')}
        </Button>
      )}
      <MoreButton {...props} title={title} />
      <IconButton
        size="small"
        label={t(panelShown ? 'inbox.panelHide' : 'inbox.panelShow')}
        shortcut="P"
        on={panelShown}
        onClick={onTogglePanel}
      >
        <PanelRight size={18} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
    </header>
  );
});

function CanTextMark({ canText }: { readonly canText: CanText }) {
  const t = useT();
  const { message, icon: Icon, tone } = CAN_TEXT[canText];
  return (
    <span className={cx(styles.canText, tone !== 'plain' && styles[tone])}>
      <Icon size={12} strokeWidth={2.1} aria-hidden="true" />
      {t(message)}
    </span>
  );
}

function MoreButton({ row, title, onMarkNew, onNote, onCopyNumber }: ThreadHeaderProps & { readonly title: string }) {
  const t = useT();
  const { menu } = useServices();
  const isNumber = row.canText !== 'noNumber';
  return (
    <IconButton
      size="small"
      label={t('common.more')}
      aria-haspopup="menu"
      onClick={(event) =>
        menu.open(event.currentTarget, {
          label: t('inbox.moreFor', { name: title }),
          items: [
            { key: 'new', label: t('inbox.markNew'), icon: MailOpen, keys: 'U', run: onMarkNew },
            { key: 'note', label: t('inbox.addDeskNote'), icon: StickyNote, keys: 'N', run: onNote },
            ...(isNumber ? [{ key: 'copy', label: t('inbox.copyNumber'), icon: Copy, run: onCopyNumber }] : []),
          ],
        })
      }
    >
      <Ellipsis size={16} aria-hidden="true" />
    </IconButton>
  );
}
