/** One reminder in full: the visit, every step with what became of it, the exact text, and what can be done. */
import { MessageSquareText, PencilLine, X } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useMay } from '../../state/useMay.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Chip, StatusChip } from '../../ui/Chip.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { canDo } from './board.ts';
import { StepsOfVisit } from './StepsOfVisit.tsx';
import type { ReminderActions } from './useReminderActions.ts';
import styles from './Details.module.css';

export interface DetailsPanelProps {
  readonly id: string;
  readonly now: number;
  readonly actions: ReminderActions;
  readonly onClose: () => void;
}

export function DetailsPanel({ id, now, actions, onClose }: DetailsPanelProps) {
  const t = useT();
  const detail = useQuery(
    'reminders.getReminder',
    { id },
    { invalidateOn: ['reminder.changed', 'message.statusChanged', 'message.added', 'appointment.changed'] },
  );
  return (
    <aside className={styles.panel} aria-label={t('reminders.details')}>
      {detail.data ? (
        <Details detail={detail.data} now={now} actions={actions} onClose={onClose} />
      ) : detail.error ? (
        <ErrorRegion error={detail.error} onRetry={detail.refetch} />
      ) : (
        <Skeleton rows={6} />
      )}
    </aside>
  );
}

type DetailsProps = Omit<DetailsPanelProps, 'id'> & { readonly detail: OutputOf<'reminders.getReminder'> };

function Details({ detail, now, actions, onClose }: DetailsProps) {
  const t = useT();
  const formats = useFormats();
  const { router } = useServices();
  const [editing, setEditing] = useState<string | null>(null);
  const { card, appointment } = detail;
  const isEditing = editing === card.id;
  const { conversationId } = card;
  const visitWhen =
    formats.dayOffset(card.visitAt, now) === 0
      ? t('when.todayAt', { time: formats.time(card.visitAt) })
      : formats.when(card.visitAt, now);
  const { kind, clinician } = appointment;
  const visit = kind !== '' && clinician !== '' ? t('reminders.visitWith', { kind, clinician }) : kind || clinician;
  return (
    <>
      <header className={styles.head} data-reveal="">
        <Avatar name={card.personName} size={32} />
        <div className={styles.who}>
          <h2>
            <Pii>{card.personName}</Pii>
          </h2>
          <span className={styles.when}>{t('reminders.visit', { when: visitWhen })}</span>
        </div>
        {conversationId === null ? null : (
          <IconButton
            size="small"
            label={t('reminders.openConversation')}
            onClick={() => router.go({ screen: 'inbox', selection: conversationId })}
          >
            <MessageSquareText size={16} strokeWidth={1.75} />
          </IconButton>
        )}
        <IconButton size="small" label={t('reminders.close')} shortcut="Escape" onClick={onClose}>
          <X size={16} strokeWidth={1.75} />
        </IconButton>
      </header>
      <div className={styles.body} tabIndex={0} role="region" aria-label={t('reminders.timeline')}>
        <div className={styles.chips} data-reveal="">
          <StatusChip status={card.reply} large />
          {visit === '' ? null : (
            <Chip tone="outline" large>
              <Pii>{visit}</Pii>
            </Chip>
          )}
          {card.edited === null ? null : (
            <Chip tone="accent" icon={PencilLine} large>
              {t('reminders.editedBy', { name: card.edited.by })}
            </Chip>
          )}
        </div>
        <StepsOfVisit detail={detail} now={now} editing={isEditing} onEdited={() => setEditing(null)} />
      </div>
      {isEditing ? null : <Foot detail={detail} actions={actions} onEdit={() => setEditing(card.id)} />}
    </>
  );
}

type FootProps = Pick<DetailsProps, 'detail' | 'actions'> & { readonly onEdit: () => void };

function Foot({ detail, actions, onEdit }: FootProps) {
  const t = useT();
  const { card } = detail;
  const can = canDo(card.state);
  const may = useMay('reminders.editReminder');
  if (!may || (!can.skip && !can.send && !can.restore)) return null;
  return (
    <footer className={styles.foot}>
      {can.skip ? (
        <Button shortcut="K" disabled={actions.pending} onClick={() => actions.skip([card])}>
          {t('reminders.skip')}
        </Button>
      ) : null}
      {can.edit ? (
        <Button disabled={actions.pending} onClick={onEdit}>
          {t('reminders.edit')}
        </Button>
      ) : null}
      {can.restore ? (
        <Button disabled={actions.pending} onClick={() => actions.restore(card)}>
          {t('reminders.restore')}
        </Button>
      ) : null}
      {can.send ? (
        <Button variant="primary" shortcut="S" disabled={actions.pending} onClick={() => actions.askToSend([card])}>
          {t('reminders.sendNow')}
        </Button>
      ) : null}
    </footer>
  );
}
