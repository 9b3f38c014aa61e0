/**
 * The line under the last bubble of a group: who, when, and what became of the text, in words and with an icon.
 * It words a state; which state it is comes from the core.
 */
import { CalendarClock, Check, CheckCheck, CircleAlert, CircleSlash, Clock } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageStatus } from '../contract.ts';
import { useT } from '../i18n/useT.ts';
import { cx } from './cx.ts';
import { PauseBars } from './PauseBars.ts';
import styles from './StatusLine.module.css';

const ICONS: Record<MessageStatus, LucideIcon | null> = {
  queued: Clock,
  held: PauseBars,
  scheduled: CalendarClock,
  sending: Clock,
  sent: Check,
  delivered: CheckCheck,
  failed: CircleAlert,
  undelivered: CircleAlert,
  cancelled: CircleSlash,
  expired: CircleSlash,
  needsReview: CircleAlert,
  received: null,
};
const BAD: readonly MessageStatus[] = ['failed', 'undelivered', 'expired'];

export interface StatusLineProps {
  readonly status: MessageStatus;
  /** Before the state: "Dana · 9:38 AM". */
  readonly lead?: ReactNode;
  /** Why, in the core's words: "The phone had no signal." */
  readonly reason?: string | null;
  /** Instead of the state's own words: "Waiting until 8:00 AM". */
  readonly words?: string;
  /** What can be done: "Try again". */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export function StatusLine({ status, lead, reason, words, action }: StatusLineProps) {
  const t = useT();
  const bad = BAD.includes(status);
  const warn = status === 'needsReview' || status === 'held';
  const Icon = ICONS[status];
  const state = words ?? t(`delivery.${status}`);
  const sentence = reason ? `${state}. ${reason}` : state;
  const icon = Icon ? <Icon aria-hidden="true" /> : null;
  return (
    <div className={cx(styles.line, bad && styles.bad, warn && styles.warn)}>
      {bad || warn ? icon : null}
      <span>
        {lead}
        {lead && status !== 'received' ? ' · ' : null}
        {status === 'received' ? null : sentence}
      </span>
      {bad || warn ? null : icon}
      {action ? (
        <button type="button" className={styles.action} onClick={action.run}>
          {action.label}
        </button>
      ) : null}
    </div>
  );
}
