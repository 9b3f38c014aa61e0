/** The head of Today: which day, whose visits, and the three things one does with a list. Holds no state of its own. */
import { ChevronDown, ChevronLeft, ChevronRight, FileUp, ListChecks, Plus, Send, Stethoscope } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useServices } from '../../state/services.ts';
import { usePrintPage } from '../../state/usePrintMark.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ScreenHeader } from '../../ui/ScreenHeader.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './Today.module.css';

export interface TodayHeaderProps {
  readonly title: string;
  /** Days from today. */
  readonly offset: number;
  readonly onOffset: (offset: number) => void;
  readonly clinicians: readonly string[];
  /** Null: all of them. */
  readonly clinician: string | null;
  readonly onClinician: (name: string | null) => void;
  readonly unanswered: number;
  readonly onChase: () => void;
  readonly onAdd: () => void;
  readonly onCalls: () => void;
  readonly onWaitlist: () => void;
  readonly onCloseDay: () => void;
  /** Times that are being offered now. */
  readonly openSlots: number;
  /** The day shown was closed. */
  readonly closed: boolean;
}

export function TodayHeader(props: TodayHeaderProps) {
  const t = useT();
  const { router } = useServices();
  const { offset, onOffset, unanswered } = props;
  return (
    <ScreenHeader
      title={props.title}
      actions={
        <>
          <ClinicianFilter {...props} />
          <May call="schedule.saveAppointment">
            <IconButton label={t('today.addVisit')} onClick={props.onAdd}>
              <Plus size={18} strokeWidth={1.75} />
            </IconButton>
            <DayMenu {...props} />
            <Button icon={<FileUp size={16} strokeWidth={1.75} />} onClick={() => router.go({ screen: 'import' })}>
              {t('today.import')}
            </Button>
            <Button
              variant="primary"
              icon={<Send size={16} strokeWidth={1.75} />}
              disabled={unanswered === 0}
              onClick={props.onChase}
            >
              {t('today.chase', { count: unanswered })}
            </Button>
          </May>
        </>
      }
    >
      <div className={styles.arrows}>
        <IconButton
          size="small"
          label={t('today.previousDay')}
          shortcut="ArrowLeft"
          onClick={() => onOffset(offset - 1)}
        >
          <ChevronLeft size={16} />
        </IconButton>
        <IconButton size="small" label={t('today.nextDay')} shortcut="ArrowRight" onClick={() => onOffset(offset + 1)}>
          <ChevronRight size={16} />
        </IconButton>
      </div>
      <Segmented
        label={t('today.day')}
        options={[
          { value: 'today', label: t('today.today') },
          { value: 'tomorrow', label: t('today.tomorrow') },
        ]}
        value={offset === 0 ? 'today' : offset === 1 ? 'tomorrow' : null}
        onChange={(day) => onOffset(day === 'today' ? 0 : 1)}
      />
    </ScreenHeader>
  );
}

/** The call list, the waitlist, the end of the day. */
function DayMenu({ onCalls, onWaitlist, onCloseDay, openSlots, closed, offset }: TodayHeaderProps) {
  const t = useT();
  const { menu } = useServices();
  const print = usePrintPage('today');
  return (
    <Button
      variant="ghost"
      icon={<ListChecks size={16} strokeWidth={1.75} />}
      aria-haspopup="menu"
      onClick={(event) =>
        menu.open(event.currentTarget, {
          label: t('today.dayMenu'),
          items: [
            { key: 'calls', label: t('today.callList'), run: onCalls },
            { key: 'waitlist', label: t('today.waitlist', { count: openSlots }), run: onWaitlist },
            {
              key: 'close',
              label: t(closed ? 'today.dayClosed' : 'today.closeDay'),
              separated: true,
              disabled: offset > 0,
              run: onCloseDay,
            },
            { key: 'print', label: t('today.print'), run: () => void print(0) },
          ],
        })
      }
    >
      {t('today.dayMenu')}
      <ChevronDown size={14} aria-hidden="true" />
    </Button>
  );
}

function ClinicianFilter({ clinicians, clinician, onClinician }: TodayHeaderProps) {
  const t = useT();
  const { menu } = useServices();
  if (clinicians.length < 2) return null;
  const item = (name: string | null) => ({
    key: name ?? '*',
    label: name ?? t('today.allClinicians'),
    checked: name === clinician,
    run: () => onClinician(name),
  });
  return (
    <Button
      variant="ghost"
      icon={<Stethoscope size={16} strokeWidth={1.75} />}
      aria-haspopup="menu"
      onClick={(event) =>
        menu.open(event.currentTarget, {
          label: t('today.column.visit'),
          items: [item(null), ...clinicians.map(item)],
        })
      }
    >
      {clinician ?? t('today.allClinicians')}
      <ChevronDown size={14} aria-hidden="true" />
    </Button>
  );
}
