/** Bubbles of one writer and the line under the last of them. Memoised, plain HTML; knows no command, only which one is wanted. */
import { BellRing, KeyRound, Reply } from 'lucide-react';
import { memo, useState } from 'react';
import type { MouseEvent } from 'react';
import type { Message } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useMay } from '../../../state/useMay.ts';
import { useNow } from '../../../state/useNow.ts';
import { cx } from '../../../ui/cx.ts';
import { Pii } from '../../../ui/Pii.tsx';
import { StatusLine } from '../../../ui/StatusLine.tsx';
import { firstWord } from '../names.ts';
import { PictureLeaves } from '../../privacy/index.ts';
import { useRoutes } from '../useRoutes.ts';
import { actionsFor, statedReason } from './deliveryWords.ts';
import type { BubbleAction } from './deliveryWords.ts';
import { Picture } from './Picture.tsx';
import { isInUndoTime, isPutOff } from './timelineItems.ts';
import type { BubbleTone } from './timelineItems.ts';
import type { BubbleActions } from './useBubbleActions.ts';
import styles from './thread.module.css';

export interface MessageGroupProps {
  readonly messages: readonly Message[];
  readonly tone: BubbleTone;
  /** "Maria": who wrote what came in. */
  readonly patient: string;
  /** UTC ms, renewed by the timeline. */
  readonly now: number;
  /** Came in or was written just now. */
  readonly fresh: boolean;
  /** The text that was searched for. */
  readonly markedId: string | null;
  readonly onAction: BubbleActions['onAction'];
  readonly onMenu: (message: Message, event: MouseEvent<HTMLElement>) => void;
}

export const MessageGroup = memo(function MessageGroup(props: MessageGroupProps) {
  const { messages, tone, patient, now, fresh, markedId, onAction, onMenu } = props;
  const t = useT();
  const formats = useFormats();
  const last = messages.at(-1);
  if (!last) return null;
  const time = formats.time(last.createdAt);
  const who = last.direction === 'in' ? patient : (last.author ?? t('inbox.machine'));
  return (
    <article
      className={cx(
        styles.group,
        last.direction === 'in' ? styles.in : styles.out,
        styles[tone],
        fresh && styles.fresh,
      )}
      aria-label={t('inbox.group', { who, time })}
    >
      {messages.map((message) => (
        <div
          key={message.id}
          data-message={message.id}
          data-reveal=""
          className={cx(styles.bubble, message.id === markedId && styles.marked)}
          onContextMenu={(event) => onMenu(message, event)}
        >
          {message.attachments.map((attachment) => (
            <Picture key={attachment.id} attachment={attachment} />
          ))}
          {message.attachments.length === 0 ? null : <PictureLeaves message={message} now={now} />}
          {message.body === '' ? <Wordless message={message} /> : <Pii>{message.body}</Pii>}
        </div>
      ))}
      <GroupLine message={last} now={now} time={time} onAction={onAction} />
    </article>
  );
});

/** A text without words, of which not even a picture is here. */
function Wordless({ message }: { readonly message: Message }) {
  const t = useT();
  if (message.eventData?.['removed'] !== undefined) return <em>{t('privacy.removedText')}</em>;
  return message.attachments.length > 0 ? null : <span>{t('inbox.picture')}</span>;
}

interface GroupLineProps extends Pick<MessageGroupProps, 'now' | 'onAction'> {
  readonly message: Message;
  readonly time: string;
}

function GroupLine({ message, now, time, onAction }: GroupLineProps) {
  const t = useT();
  const { acts, settles, fixes } = useBubbleRights();
  const whatsApp =
    message.channel === 'whatsapp' ? <span className={styles.channel}>{t('inbox.whatsapp')}</span> : null;
  if (message.direction === 'in') {
    return (
      <div className={styles.time}>
        {whatsApp}
        {time}
      </div>
    );
  }
  const actions = actionsFor(message, now).filter((action) => {
    if (action === 'details') return true;
    if (action === 'settle') return settles;
    return action === 'fixNumber' || action === 'changeNumber' ? fixes : acts;
  });
  return (
    <div className={styles.line}>
      {whatsApp}
      {isInUndoTime(message, now) ? (
        <SendingSoon message={message} time={time} />
      ) : (
        <DeliveryLine message={message} now={now} time={time} />
      )}
      {actions.map((action) => (
        <LineAction key={action} action={action} message={message} onAction={onAction} />
      ))}
      <WentAround message={message} />
    </div>
  );
}

/** What whoever is here may do about a text. */
function useBubbleRights(): { readonly acts: boolean; readonly settles: boolean; readonly fixes: boolean } {
  const acts = useMay('messages.sendMessage');
  const settles = useMay('messages.settleMessage');
  return { acts, settles, fixes: useMay('people.savePerson') };
}

interface LineActionProps extends Pick<MessageGroupProps, 'onAction'> {
  readonly action: BubbleAction;
  readonly message: Message;
}

/** Rests while what it does is under way: a gateway that is asked may take seconds. */
function LineAction({ action, message, onAction }: LineActionProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const press = async (anchor: Element): Promise<void> => {
    setBusy(true);
    await onAction(action, message, anchor);
    setBusy(false);
  };
  return (
    <button
      type="button"
      className={styles.lineAction}
      aria-haspopup={action === 'settle' ? 'menu' : action === 'details' ? 'dialog' : undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => !busy && void press(event.currentTarget)}
    >
      {t(busy && action === 'takeBack' ? 'inbox.takingBack' : ACTION_WORDS[action])}
    </button>
  );
}

/** Why a text went another way than usual. */
function WentAround({ message: { route } }: { readonly message: Message }) {
  const t = useT();
  if (!route?.why) return null;
  return (
    <div className={styles.why}>
      {t('inbox.route.went', { route: route.label, why: t(`inbox.route.${route.why}`) })}
    </div>
  );
}

const ACTION_WORDS = {
  tryAgain: 'inbox.tryAgain',
  fixNumber: 'inbox.fixNumber',
  changeNumber: 'inbox.changeNumber',
  openSettings: 'inbox.openSettings',
  rewrite: 'inbox.rewrite',
  asText: 'inbox.sendAsText',
  addNote: 'inbox.addDeskNote',
  takeBack: 'inbox.takeBack',
  details: 'inbox.details',
  edit: 'inbox.edit',
  cancel: 'inbox.cancelText',
  settle: 'inbox.didItArrive',
} as const satisfies Record<BubbleAction, string>;

function DeliveryLine({ message, now, time }: Omit<GroupLineProps, 'onAction'>) {
  const t = useT();
  const formats = useFormats();
  const own = useStateWords(message, now);
  const waits = isPutOff(message, now) ? formats.when(message.notBefore ?? now, now) : null;
  // A text that waits for its hour says so; why it does is said by the composer.
  const told = waits === null && message.status !== 'cancelled' ? statedReason(message) : null;
  const words =
    waits === null
      ? (told?.state ?? own)
      : t(message.reason === null ? 'inbox.goesOut' : 'delivery.until', { when: waits });
  const lead = <Lead message={message} time={time} />;
  return <StatusLine status={message.status} lead={lead} reason={told?.reason ?? null} words={words} />;
}

/** "Waiting for the phone", or for what there is; "Read 9:45 AM" where the channel tells. */
function useStateWords({ status, reason, readAt, notBefore, route }: Message, now: number): string {
  const t = useT();
  const formats = useFormats();
  const routes = useRoutes();
  if (readAt !== null && (status === 'sent' || status === 'delivered')) {
    return t('delivery.read', { time: formats.time(readAt) });
  }
  if (status === 'scheduled' && notBefore !== null) {
    const where = t(`delivery.kept.${route?.gatewayKind ?? 'phone'}`);
    return t(notBefore > now ? 'delivery.keptUntil' : 'delivery.keptPast', {
      where,
      when: formats.when(notBefore, now),
    });
  }
  if (status !== 'queued') return t(`delivery.${status}`);
  const byPhone = routes.all.length === 0 || (routes.all.length === 1 && routes.all[0]?.kind === 'phone');
  return t(reason === null && byPhone ? 'delivery.queued' : 'delivery.waiting');
}

/** Counts the seconds in which Undo still helps; the only bubble that renders by itself. */
function SendingSoon({ message, time }: { readonly message: Message; readonly time: string }) {
  const t = useT();
  const now = useNow(500);
  const seconds = Math.max(0, Math.ceil(((message.notBefore ?? now) - now) / 1000));
  const words = seconds === 0 ? {} : { words: t('delivery.undo', { seconds }) };
  return <StatusLine status={message.status} lead={<Lead message={message} time={time} />} {...words} />;
}

function Lead({ message, time }: { readonly message: Message; readonly time: string }) {
  const t = useT();
  const { icon: Icon, words } = LEADS[leadOf(message)];
  const who = words === null ? (message.author === null ? t('inbox.machine') : firstWord(message.author)) : t(words);
  return (
    <span className={styles.lead}>
      {Icon ? <Icon size={13} strokeWidth={2} aria-hidden="true" /> : null}
      {who}
      <span aria-hidden="true">·</span>
      <span className="num">{time}</span>
    </span>
  );
}

const LEADS = {
  person: { icon: null, words: null },
  reminder: { icon: BellRing, words: 'inbox.reminder' },
  autoReply: { icon: Reply, words: 'inbox.autoReply' },
  oneTimeCode: { icon: KeyRound, words: 'inbox.oneTimeCode' },
} as const;

function leadOf({ kind, eventData }: Message): keyof typeof LEADS {
  if (eventData?.['oneTimeCode'] !== undefined) return 'oneTimeCode';
  return kind === 'reminder' || kind === 'autoReply' ? kind : 'person';
}
