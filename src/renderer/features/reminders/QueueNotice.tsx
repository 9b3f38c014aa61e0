/** The strip under the head when nothing goes out: reminders are off, somebody has paused them, or the list is too old to remind by. */
import { BellOff, Pause } from 'lucide-react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { OldListNotice } from './OldListNotice.tsx';
import styles from './Reminders.module.css';

export interface QueueNoticeProps {
  readonly summary: OutputOf<'reminders.getSummary'>;
  readonly now: number;
  readonly onStart: () => void;
}

export function QueueNotice({ summary, now, onStart }: QueueNoticeProps) {
  const t = useT();
  const formats = useFormats();
  if (!summary.enabled) {
    return (
      <div className={styles.notice}>
        <Banner tone="warn" icon={BellOff} actions={<MayTurnOn />}>
          {t('reminders.off')}. {t('reminders.offHelp')}
        </Banner>
      </div>
    );
  }
  const { pausedAt, pausedBy, pausedUntil, waiting } = summary;
  if (pausedAt === null) return summary.heldAsOld ? <OldListNotice held={summary.heldAsOld} now={now} /> : null;
  return (
    <div className={styles.notice}>
      <Banner
        tone="warn"
        icon={Pause}
        actions={
          <May call="reminders.pauseReminders">
            <Button size="small" onClick={onStart}>
              {t('reminders.startAgain')}
            </Button>
          </May>
        }
      >
        {t('reminders.pausedBy', { name: pausedBy ?? '', when: formats.when(pausedAt, now), waiting })}
        {pausedUntil === null ? null : ` ${t('reminders.pausedUntil', { when: formats.when(pausedUntil, now) })}`}
      </Banner>
    </div>
  );
}

function MayTurnOn() {
  return (
    <May call="reminders.setEnabled">
      <TurnOn />
    </May>
  );
}

function TurnOn() {
  const t = useT();
  const { toasts } = useServices();
  const { run, pending } = useCommand('reminders.setEnabled');
  const turnOn = async (): Promise<void> => {
    const outcome = await run({ enabled: true });
    if (outcome.ok) toasts.show({ icon: 'done', message: t('reminders.turnedOn') });
  };
  return (
    <Button size="small" disabled={pending} onClick={() => void turnOn()}>
      {t('reminders.turnOn')}
    </Button>
  );
}
