/** What stands in the Reply column in the place of the plain status: on their way, wrote after confirming, a time nobody was told. Pure. */
import { CarFront, DoorOpen, MessageCircleQuestionMark, CalendarSync } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Appointment } from '../../contract.ts';
import type { MessageId } from '../../i18n/en.ts';
import type { Tone } from '../../ui/statusLanguage.ts';
import { arrivalOf, wroteAfterConfirming } from './visitState.ts';
import type { Extra } from './visitState.ts';

export interface SpecialChip {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly message: MessageId;
  /** Of somebody who wrote how late they will be. */
  readonly minutesLate: number | null;
}

/** Null: the plain status says it all. */
export function specialChip(visit: Appointment, extra: Extra): SpecialChip | null {
  if (visit.status !== 'booked') return null;
  const arrival = arrivalOf(extra);
  if (arrival?.kind === 'here')
    return { tone: 'accent', icon: DoorOpen, message: 'today.chip.here', minutesLate: null };
  if (arrival?.kind === 'late') {
    const minutes = arrival.minutesLate;
    return minutes === null
      ? { tone: 'warn', icon: CarFront, message: 'today.chip.late', minutesLate: null }
      : { tone: 'warn', icon: CarFront, message: 'today.chip.lateBy', minutesLate: minutes };
  }
  if (wroteAfterConfirming(visit, extra)) {
    return { tone: 'auto', icon: MessageCircleQuestionMark, message: 'today.chip.wrote', minutesLate: null };
  }
  if (extra?.notTold === true) {
    return { tone: 'warn', icon: CalendarSync, message: 'today.chip.notTold', minutesLate: null };
  }
  return null;
}
