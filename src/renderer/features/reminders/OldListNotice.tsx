/** Reminders wait because the visit list is old: a new list, or a person who says that it still holds, lets them go. */
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './Reminders.module.css';

export interface OldListNoticeProps {
  readonly held: NonNullable<OutputOf<'reminders.getSummary'>['heldAsOld']>;
  readonly now: number;
}

export function OldListNotice({ held, now }: OldListNoticeProps) {
  const t = useT();
  const formats = useFormats();
  const { router, toasts } = useServices();
  const [asking, setAsking] = useState(false);
  const { run, pending } = useCommand('reminders.trustSchedule');
  const words = { when: formats.when(held.listFrom, now), count: held.reminders };
  const send = async (): Promise<void> => {
    const outcome = await run({});
    if (!outcome.ok) return;
    setAsking(false);
    toasts.show({ icon: 'done', message: t('reminders.oldSent', { count: outcome.value.released }) });
  };
  return (
    <div className={styles.notice}>
      <Banner
        tone="warn"
        icon={CalendarClock}
        actions={
          <May call="reminders.trustSchedule">
            <Button size="small" onClick={() => router.go({ screen: 'import' })}>
              {t('reminders.import')}
            </Button>
            <Button size="small" variant="ghost" onClick={() => setAsking(true)}>
              {t('reminders.oldSend')}
            </Button>
          </May>
        }
      >
        {t('reminders.old', words)}
      </Banner>
      {asking ? (
        <Dialog
          opened
          width={440}
          title={t('reminders.oldTitle')}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button data-autofocus onClick={() => setAsking(false)}>
                {t('reminders.oldWait')}
              </Button>
              <Button variant="primary" disabled={pending} onClick={() => void send()}>
                {t('reminders.oldSend')}
              </Button>
            </>
          }
        >
          <p>{t('reminders.oldHelp', words)}</p>
        </Dialog>
      ) : null}
    </div>
  );
}
