/**
 * Who is asked first about a slot (peers.md d19): those it fits, the least recently offered first, then the longest waiting. Pure; knows
 * neither the store nor the clock.
 */
import type { Misfit, WaitlistWishes } from '../../../contract/waitlist.ts';
import { compareDates, toLocal, weekdayOf } from '../time.ts';

export interface SlotFacts {
  /** UTC ms. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly zone: string;
  readonly clinician: string;
  readonly kind: string;
}

/** Somebody who waits, with everything the order depends on. */
export interface Candidate {
  readonly entryId: string;
  readonly wishes: WaitlistWishes;
  readonly canText: boolean;
  /** When a slot was last offered to them, UTC ms; null: never. */
  readonly lastOfferedAt: number | null;
  readonly waitingSince: number;
  /** Start of the visit that would be moved; null: none. */
  readonly visitAt: number | null;
  /** An offer of another slot waits for their answer, on this number. */
  readonly askedElsewhere: boolean;
  /** This very slot was offered to them before. */
  readonly askedBefore: boolean;
}

export interface Ranked<C extends Candidate = Candidate> {
  readonly candidate: C;
  /** Empty: they can be asked. */
  readonly misfits: readonly Misfit[];
}

/** Everyone, those who fit first and in the order in which they are asked; the others after them in the same order. */
export function rankCandidates<C extends Candidate>(slot: SlotFacts, candidates: readonly C[]): readonly Ranked<C>[] {
  return candidates
    .map((candidate) => ({ candidate, misfits: misfitsOf(slot, candidate) }))
    .toSorted((a, b) => Math.sign(a.misfits.length) - Math.sign(b.misfits.length) || inTurn(a.candidate, b.candidate));
}

function inTurn(a: Candidate, b: Candidate): number {
  return (
    (a.lastOfferedAt ?? 0) - (b.lastOfferedAt ?? 0) ||
    a.waitingSince - b.waitingSince ||
    // Who frees a later slot by coming helps one more person.
    Number(a.visitAt === null) - Number(b.visitAt === null) ||
    (a.entryId < b.entryId ? -1 : 1)
  );
}

function misfitsOf(slot: SlotFacts, one: Candidate): Misfit[] {
  const { wishes } = one;
  const start = toLocal(slot.startsAt, slot.zone);
  const clock = `${String(start.hour).padStart(2, '0')}:${String(start.minute).padStart(2, '0')}`;
  const outsideTimes = (wishes.from !== null && clock < wishes.from) || (wishes.to !== null && clock >= wishes.to);
  const checks: readonly (readonly [Misfit, boolean])[] = [
    ['cannotText', !one.canText],
    ['visitSooner', one.visitAt !== null && one.visitAt <= slot.startsAt],
    ['kind', !isAmong(slot.kind, wishes.kinds)],
    ['clinician', !isAmong(slot.clinician, wishes.clinicians)],
    ['weekday', wishes.weekdays.length > 0 && !wishes.weekdays.includes(weekdayOf(start))],
    ['time', outsideTimes],
    ['tooEarly', wishes.earliest !== null && compareDates(start, civil(wishes.earliest)) < 0],
    ['tooShort', wishes.minutes !== null && slot.endsAt - slot.startsAt < wishes.minutes * 60_000],
    ['askedBefore', one.askedBefore],
    ['askedElsewhere', one.askedElsewhere],
  ];
  return checks.filter(([, misfit]) => misfit).map(([name]) => name);
}

/** A slot that names no kind or clinician is for anybody. */
function isAmong(word: string, list: readonly string[]): boolean {
  return list.length === 0 || word === '' || list.some((one) => sameWord(one, word));
}

/** Whether two names of kinds or clinicians are the same: case, accents and spaces around them do not count. */
export function sameWord(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function fold(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .trim()
    .toLowerCase();
}

function civil(date: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}
