/** Event lines of a thread: the core writes a code and facts, here are the words. An unknown code gets neutral ones. Pure. */
import {
  CalendarCheck2,
  CalendarSync,
  CalendarX2,
  CircleHelp,
  History,
  MessageSquareOff,
  MessageSquareText,
  Siren,
  UserX,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Message } from '../../../contract.ts';
import type { MessageId } from '../../../i18n/en.ts';
import type { Values } from '../../../i18n/useT.ts';

export interface EventWords {
  readonly icon: LucideIcon;
  readonly message: MessageId;
  readonly values: Values;
}

interface Known {
  readonly icon: LucideIcon;
  readonly message: MessageId;
  /** The facts the sentence needs. */
  readonly needs?: readonly string[];
  /** The sentence where a fact is missing. */
  readonly plain?: MessageId;
}

const KNOWN: Readonly<Record<string, Known>> = {
  optedOut: { icon: MessageSquareOff, message: 'inbox.event.optedOut', needs: ['word'], plain: 'chip.optedOut' },
  optedIn: { icon: MessageSquareText, message: 'inbox.event.optedIn', needs: ['word'], plain: 'chip.canText' },
  suspectedOptOut: { icon: MessageSquareOff, message: 'inbox.event.suspectedOptOut' },
  visitConfirmed: {
    icon: CalendarCheck2,
    message: 'inbox.event.visitConfirmed',
    needs: ['reply'],
    plain: 'inbox.event.visitConfirmedPlain',
  },
  visitNewTime: {
    icon: CalendarSync,
    message: 'inbox.event.visitNewTime',
    needs: ['reply'],
    plain: 'inbox.event.visitNewTimePlain',
  },
  visitCancelled: {
    icon: CalendarX2,
    message: 'inbox.event.visitCancelled',
    needs: ['reply'],
    plain: 'inbox.event.visitCancelledPlain',
  },
  wrongNumber: { icon: UserX, message: 'inbox.event.wrongNumber' },
  helpSent: { icon: CircleHelp, message: 'inbox.event.helpSent' },
  emergency: { icon: Siren, message: 'inbox.event.emergency' },
};

/** The words for an event line. */
export function eventWords({ body, eventData }: Pick<Message, 'body' | 'eventData'>): EventWords {
  const known = Object.hasOwn(KNOWN, body) ? KNOWN[body] : undefined;
  const values = eventData ?? {};
  if (!known) return { icon: History, message: 'inbox.event.unknown', values };
  const complete = (known.needs ?? []).every((name) => (values[name] ?? '') !== '');
  return { icon: known.icon, message: complete ? known.message : (known.plain ?? known.message), values };
}
