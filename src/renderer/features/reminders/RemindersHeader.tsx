/** The head of Reminders: which days, which of them, board or list, and the brake. */
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import type { RefObject } from 'react';
import { useT } from '../../i18n/useT.ts';
import { useMay } from '../../state/useMay.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ScreenHeader } from '../../ui/ScreenHeader.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './Reminders.module.css';

export type Show = 'all' | 'needsYou' | 'sent';
export const VIEWS = ['board', 'list', 'forecast'] as const;
export type View = (typeof VIEWS)[number];

export interface RemindersHeaderProps {
  readonly range: string;
  /** Pages of days, -1 or 1. */
  readonly onMove: (pages: number) => void;
  readonly show: Show;
  readonly onShow: (show: Show) => void;
  readonly view: View;
  readonly onView: (view: View) => void;
  /** Reminders are off altogether: there is nothing to pause. */
  readonly off: boolean;
  readonly paused: boolean;
  readonly pauseButton: RefObject<HTMLButtonElement | null>;
  readonly onPause: (anchor: Element) => void;
  readonly onStart: () => void;
}

export function RemindersHeader(props: RemindersHeaderProps) {
  const t = useT();
  const { range, onMove, show, onShow, view, onView, paused } = props;
  const mayPause = useMay('reminders.pauseReminders');
  return (
    <ScreenHeader
      title={t('reminders.title')}
      actions={
        <>
          <Segmented
            label={t('reminders.view')}
            options={VIEWS.map((value) => ({ value, label: t(`reminders.view.${value}`) }))}
            value={view}
            onChange={onView}
          />
          {view === 'forecast' ? null : (
            <Segmented
              label={t('reminders.show')}
              options={[
                { value: 'all', label: t('reminders.show.all') },
                { value: 'needsYou', label: t('reminders.show.needsYou') },
                { value: 'sent', label: t('reminders.show.sent') },
              ]}
              value={show}
              onChange={onShow}
            />
          )}
          <Button
            ref={props.pauseButton}
            icon={
              paused ? (
                <Play size={16} strokeWidth={1.75} />
              ) : (
                <Pause size={14} fill="currentColor" strokeWidth={1.75} />
              )
            }
            aria-haspopup={paused ? undefined : 'menu'}
            aria-keyshortcuts="P"
            disabled={props.off || !mayPause}
            onClick={(event) => (paused ? props.onStart() : props.onPause(event.currentTarget))}
          >
            {t(paused ? 'reminders.startAgain' : 'reminders.pause')}
          </Button>
        </>
      }
    >
      <div className={styles.range} hidden={view === 'forecast'}>
        <IconButton size="small" label={t('reminders.earlier')} onClick={() => onMove(-1)}>
          <ChevronLeft size={16} />
        </IconButton>
        <span>{range}</span>
        <IconButton size="small" label={t('reminders.later')} onClick={() => onMove(1)}>
          <ChevronRight size={16} />
        </IconButton>
      </div>
    </ScreenHeader>
  );
}
