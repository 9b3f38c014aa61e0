/** The gate's question before a reminder leaves ahead of its time. The safe button has the focus. */
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Pii } from '../../ui/Pii.tsx';
import type { ReminderActions } from './useReminderActions.ts';

export function SendAnywayDialog({ actions }: { readonly actions: ReminderActions }) {
  const t = useT();
  const { question } = actions;
  if (!question) return null;
  return (
    <Dialog
      opened
      width={440}
      title={t('reminders.askTitle')}
      onClose={actions.dropQuestion}
      footer={
        <>
          <Button data-autofocus onClick={actions.dropQuestion}>
            {t('reminders.dontSend')}
          </Button>
          <Button variant="primary" onClick={() => actions.sendNow({ id: question.id }, question.codes)}>
            {t('reminders.sendAnyway')}
          </Button>
        </>
      }
    >
      <p data-reveal="">
        <Pii>{question.words}</Pii>
      </p>
    </Dialog>
  );
}
