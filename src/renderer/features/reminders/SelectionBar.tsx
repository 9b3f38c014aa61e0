/** What can be done with the marked reminders: at the bottom, over nothing, there as long as one is marked. */
import { CalendarClock, SendHorizontal, SkipForward, X } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import styles from './Reminders.module.css';

export interface SelectionBarProps {
  readonly count: number;
  readonly pending: boolean;
  readonly onSend: () => void;
  readonly onMove: () => void;
  readonly onSkip: () => void;
  readonly onClear: () => void;
}

export function SelectionBar({ count, pending, onSend, onMove, onSkip, onClear }: SelectionBarProps) {
  const t = useT();
  return (
    <div role="toolbar" aria-label={t('reminders.marked.label')} className={styles.bar}>
      <span className={styles.count} role="status">
        {t('reminders.marked', { count })}
      </span>
      <May call="reminders.editReminder">
        <Button size="small" icon={<SendHorizontal size={14} />} disabled={pending} onClick={onSend}>
          {t('reminders.sendNow')}
        </Button>
        <Button size="small" icon={<CalendarClock size={14} />} disabled={pending} onClick={onMove}>
          {t('reminders.moveTo')}
        </Button>
        <Button size="small" icon={<SkipForward size={14} />} disabled={pending} onClick={onSkip}>
          {t('reminders.skipThem')}
        </Button>
      </May>
      <IconButton size="small" label={t('reminders.unmark')} onClick={onClear}>
        <X size={16} strokeWidth={1.75} />
      </IconButton>
    </div>
  );
}
