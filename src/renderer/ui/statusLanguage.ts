/** The status language of ux.md 3.6 as data: every state has a tone, an icon and words, never a colour alone. */
import {
  AlarmClock,
  CalendarSync,
  CalendarX2,
  Check,
  CircleAlert,
  CircleQuestionMark,
  Clock,
  DoorOpen,
  MessageCircleQuestionMark,
  MessageSquareOff,
  Pencil,
  PencilLine,
  Phone,
  Siren,
  UserX,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { MessageId } from '../i18n/en.ts';
import { PauseBars } from './PauseBars.ts';

export type Tone = 'ok' | 'warn' | 'bad' | 'auto' | 'accent' | 'note' | 'neutral' | 'outline';

export interface StatusWord {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly message: MessageId;
}

export const statusLanguage = {
  confirmed: { tone: 'ok', icon: Check, message: 'chip.confirmed' },
  newTime: { tone: 'warn', icon: CalendarSync, message: 'chip.newTime' },
  cancelled: { tone: 'neutral', icon: CalendarX2, message: 'chip.cancelled' },
  other: { tone: 'auto', icon: MessageCircleQuestionMark, message: 'chip.other' },
  none: { tone: 'neutral', icon: Clock, message: 'chip.none' },
  unreachable: { tone: 'bad', icon: CircleAlert, message: 'chip.unreachable' },
  notDelivered: { tone: 'bad', icon: CircleAlert, message: 'chip.notDelivered' },
  optedOut: { tone: 'bad', icon: MessageSquareOff, message: 'chip.optedOut' },
  onHold: { tone: 'warn', icon: PauseBars, message: 'chip.onHold' },
  arrived: { tone: 'accent', icon: DoorOpen, message: 'chip.arrived' },
  missed: { tone: 'warn', icon: UserX, message: 'chip.missed' },
  unknownNumber: { tone: 'outline', icon: CircleQuestionMark, message: 'chip.unknownNumber' },
  landline: { tone: 'outline', icon: Phone, message: 'chip.landline' },
  draft: { tone: 'outline', icon: PencilLine, message: 'chip.draft' },
  backFromSnooze: { tone: 'auto', icon: AlarmClock, message: 'chip.backFromSnooze' },
  replying: { tone: 'auto', icon: Pencil, message: 'chip.replying' },
  canText: { tone: 'ok', icon: Check, message: 'chip.canText' },
  askFirst: { tone: 'warn', icon: CircleQuestionMark, message: 'chip.askFirst' },
  noNumber: { tone: 'outline', icon: Phone, message: 'chip.noNumber' },
  suspended: { tone: 'bad', icon: MessageSquareOff, message: 'chip.suspended' },
  urgent: { tone: 'bad', icon: Siren, message: 'chip.urgent' },
  suspectedOptOut: { tone: 'warn', icon: MessageSquareOff, message: 'chip.suspectedOptOut' },
  needsReview: { tone: 'warn', icon: CircleAlert, message: 'chip.needsReview' },
} as const satisfies Record<string, StatusWord>;

export type Status = keyof typeof statusLanguage;
