/** What the practice's own schedule has to be told about a visit: the differences, the gravest first. Pure. */
import type { AppointmentStatus, ReplyStatus } from '../../contract/visits.ts';
import type { VisitChange } from '../../contract/writeBack.ts';

export interface VisitHere {
  /** UTC ms. */
  readonly startsAt: number;
  readonly status: AppointmentStatus;
  readonly reply: ReplyStatus;
}

/** What the practice's list said when it was last read. */
export interface VisitListed {
  readonly startsAt: number;
  readonly status: AppointmentStatus;
  readonly confirmed: boolean;
}

/**
 * A visit that will not take place needs nothing else told; one that has begun needs no confirmation. An answer that the list knows, or
 * that asks nothing of the practice's calendar, is no difference.
 */
export function changesOf(here: VisitHere, listed: VisitListed): readonly VisitChange[] {
  const off = here.status === 'cancelled' || (here.status === 'booked' && here.reply === 'cancelled');
  if (off) return listed.status === 'cancelled' ? [] : ['cancelled'];
  if (listed.status === 'cancelled') return ['rebooked'];
  const changes: VisitChange[] = [];
  const moved = here.startsAt !== listed.startsAt;
  if (here.status === 'booked' && here.reply === 'newTime' && !moved) changes.push('newTime');
  if (moved) changes.push('moved');
  if (here.status === 'missed' && listed.status !== 'missed') changes.push('missed');
  if (hasCome(here.status) && !hasCome(listed.status)) changes.push('arrived');
  if (here.status === 'booked' && here.reply === 'confirmed' && !listed.confirmed) changes.push('confirmed');
  return changes;
}

/** The same for as long as the same has to be told: a tick holds for this, not for the visit. */
export function fingerprintOf(changes: readonly VisitChange[], { startsAt }: VisitHere): string {
  return `${changes.join('+')}@${String(startsAt)}`;
}

function hasCome(status: AppointmentStatus): boolean {
  return status === 'arrived' || status === 'done';
}
