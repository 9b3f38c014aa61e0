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
import type { ReactNode } from 'react';
import type { CanText, ConversationRow } from '../../../contract.ts';
import type { MessageId } from '../../../i18n/en.ts';
import { useT } from '../../../i18n/useT.ts';
import { May } from '../../../state/May.tsx';
import { useServices } from '../../../state/services.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Pii } from '../../../ui/Pii.tsx';
import { titleOf } from '../names.ts';
import type { SidePanel } from '../useSidePanel.ts';
import styles from './thread.module.css';

export interface ThreadHeaderProps {
  readonly row: ConversationRow;
  /** The patient panel beside the thread; null: there is none, and little room. */
  readonly panel: SidePanel | null;
  /** Stands at the right end. */
  readonly end?: ReactNode;
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
  const { row, panel, end, onSnooze, onDone } = props;
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
      <May call="conversations.setStatus">
        {panel === null ? null : (
          <Button
            size="small"
            data-snooze=""
            icon={<AlarmClock size={14} strokeWidth={2} aria-hidden="true" />}
            label={t('inbox.snoozeFor', { name: title })}
            onClick={(event) => onSnooze(event.currentTarget)}
          >
            {t('inbox.snooze')}
          </Button>
        )}
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
      </May>
      {panel === null ? null : (
        <IconButton
          size="small"
          label={t(panel.shown ? 'inbox.panelHide' : 'inbox.panelShow')}
          shortcut="P"
          on={panel.shown}
          onClick={panel.toggle}
        >
          <PanelRight size={18} strokeWidth={1.75} aria-hidden="true" />
        </IconButton>
      )}
      {end}
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

function MoreButton({ title, ...props }: ThreadHeaderProps & { readonly title: string }) {
  const { row, panel, onSnooze, onMarkNew, onNote, onCopyNumber } = props;
  const t = useT();
  const { menu } = useServices();
  const isNumber = row.canText !== 'noNumber';
  return (
    <IconButton
      size="small"
      label={t('common.more')}
      aria-haspopup="menu"
      onClick={({ currentTarget }) =>
        menu.open(currentTarget, {
          label: t('inbox.moreFor', { name: title }),
          items: [
            ...(panel === null
              ? [
                  {
                    key: 'snooze',
                    label: t('inbox.snooze'),
                    icon: AlarmClock,
                    // After this menu has closed: there is one for the whole page.
                    run: () => requestAnimationFrame(() => onSnooze(currentTarget)),
                  },
                ]
              : []),
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
