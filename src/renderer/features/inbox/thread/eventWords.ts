/** Event lines of a thread: the core writes a code and facts, here are the words. An unknown code gets neutral ones. Pure. */
import {
  CalendarCheck2,
  CalendarSearch,
  CalendarSync,
  CalendarX2,
  History,
  MessageCircleQuestionMark,
  MessageSquareOff,
  MessageSquareText,
  PhoneCall,
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
  optedOut: {
    icon: MessageSquareOff,
    message: 'inbox.event.optedOut',
    needs: ['word'],
    plain: 'inbox.event.optedOutPlain',
  },
  optedIn: {
    icon: MessageSquareText,
    message: 'inbox.event.optedIn',
    needs: ['word'],
    plain: 'inbox.event.optedInPlain',
  },
  pauseEnded: { icon: MessageSquareOff, message: 'inbox.event.pauseEnded' },
  helpSent: { icon: MessageSquareText, message: 'inbox.event.helpSent' },
  emergency: { icon: Siren, message: 'inbox.event.urgent' },
  wrongNumber: { icon: UserX, message: 'inbox.event.numberSuspended' },
  visitConfirmed: {
    icon: CalendarCheck2,
    message: 'inbox.event.visitConfirmed',
    needs: ['reply'],
    plain: 'inbox.event.confirmedPlain',
  },
  visitNewTime: {
    icon: CalendarSync,
    message: 'inbox.event.visitNewTime',
    needs: ['reply'],
    plain: 'inbox.event.newTimePlain',
  },
  visitCancelled: {
    icon: CalendarX2,
    message: 'inbox.event.visitCancelled',
    needs: ['reply'],
    plain: 'inbox.event.visitCancelledPlain',
  },
  mayMeanVisit: {
    icon: PhoneCall,
    message: 'inbox.event.mayMeanVisit',
    needs: ['word'],
    plain: 'inbox.event.mayMeanVisitPlain',
  },
  suspectedOptOut: { icon: MessageSquareOff, message: 'inbox.event.suspectedOptOut' },
  deceased: { icon: UserX, message: 'inbox.event.deceased' },
  numberSuspended: { icon: UserX, message: 'inbox.event.numberSuspended' },
  urgent: { icon: Siren, message: 'inbox.event.urgent' },
  ruleStopped: { icon: MessageSquareOff, message: 'inbox.event.ruleStopped' },
  slotHeld: { icon: CalendarCheck2, message: 'inbox.event.slotHeld' },
  slotDeclined: { icon: CalendarX2, message: 'inbox.event.slotDeclined' },
  slotTaken: { icon: CalendarX2, message: 'inbox.event.slotTaken' },
  whichVisit: {
    icon: CalendarSearch,
    message: 'inbox.event.whichVisit',
    needs: ['count'],
    plain: 'inbox.event.whichVisitPlain',
  },
};
/** The same line for each answer about a visit. */
const VISIT_REPLIES: Readonly<Record<string, Known>> = {
  confirmed: {
    icon: CalendarCheck2,
    message: 'inbox.event.confirmed',
    needs: ['words'],
    plain: 'inbox.event.confirmedPlain',
  },
  newTime: { icon: CalendarSync, message: 'inbox.event.newTime', needs: ['words'], plain: 'inbox.event.newTimePlain' },
  cancelled: {
    icon: CalendarX2,
    message: 'inbox.event.cancelled',
    needs: ['words'],
    plain: 'inbox.event.cancelledPlain',
  },
  other: {
    icon: MessageCircleQuestionMark,
    message: 'inbox.event.other',
    needs: ['words'],
    plain: 'inbox.event.otherPlain',
  },
};

/** The words for an event line. */
export function eventWords({ body, eventData }: Pick<Message, 'body' | 'eventData'>): EventWords {
  const values = eventData ?? {};
  const known = body === 'visitReply' ? own(VISIT_REPLIES, values['reply'] ?? '') : own(KNOWN, knownCode(body, values));
  if (!known) return { icon: History, message: 'inbox.event.unknown', values };
  const complete = (known.needs ?? []).every((name) => (values[name] ?? '') !== '');
  return { icon: known.icon, message: complete ? known.message : (known.plain ?? known.message), values };
}

/** Two reasons for which nothing more goes to a number read differently, and so does an opt-out that may be about the visit. */
function knownCode(body: string, values: Values): string {
  if (body === 'optedOut' && values['mayMeanVisit'] === 'yes') return 'mayMeanVisit';
  return body === 'numberSuspended' && values['why'] === 'deceased' ? 'deceased' : body;
}

function own(table: Readonly<Record<string, Known>>, name: string): Known | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
