/**
 * The reference for the reminders, written from what was promised and not from the code: what a visit was at any time, when a step is due on
 * the wall calendar, and which texts must not leave. Knows nothing of rows, states or queues.
 */
import type { CadenceStepRecord } from '../../src/main/store/records.ts';
import type { Transmission } from './office.ts';
import { PEOPLE, ZONE } from './practice.ts';

/** After the text about a change. */
const NOTICE_COVERS = 30 * 60_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SETTLE = 3 * MINUTE;
const HOLIDAY = '2026-11-26';

export interface VisitState {
  readonly startsAt: number;
  readonly status: 'booked' | 'cancelled' | 'done' | 'missed';
}
type Change = VisitState & { readonly at: number };
type Reply = 'none' | 'confirmed' | 'newTime' | 'cancelled';

export interface VisitTruth {
  readonly id: string;
  readonly personId: string;
  readonly createdAt: number;
  readonly changes: Change[];
  reply: Reply;
  /** What the person knows as its start: from a text, or because they confirmed it; `off`: that it does not take place. */
  knows: number | 'off' | null;
}

const shown = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});

/** `2026-11-26` and `10:00`, as the wall calendar and clock show `at`. */
export function wall(at: number): { readonly date: string; readonly time: string } {
  const parts = new Map(shown.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`,
    time: `${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}`,
  };
}

/** The instant at which the wall shows it; only for times that no change of the clock touches. */
export function instant(date: string, time: string): number {
  const naive = Date.parse(`${date}T${time}:00Z`);
  const found = [4, 5]
    .map((hours) => naive + hours * HOUR)
    .find((at) => wall(at).date === date && wall(at).time === time);
  if (found === undefined) throw new Error(`The wall never shows ${date} ${time}`);
  return found;
}

export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

export function isClosedDate(date: string): boolean {
  return date === HOLIDAY || new Date(`${date}T12:00:00Z`).getUTCDay() === 0;
}

function openDate(date: string, step: 1 | -1): string {
  return isClosedDate(date) ? openDate(shiftDate(date, step), step) : date;
}

function monthLater(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last), 12)).toISOString().slice(0, 10);
}

/** When a step is due and until when it may leave; null: by no fixed time. */
function windowOf(step: CadenceStepRecord, visit: VisitTruth, startsAt: number): { due: number; end: number } {
  const { timing, late } = step;
  const day = wall(startsAt).date;
  const on = (date: string, at: string): number =>
    instant(openDate(date, step.businessDays === 'dayAfter' ? 1 : -1), at);
  const due =
    timing.kind === 'booked'
      ? visit.createdAt + SETTLE
      : timing.kind === 'minutesBefore'
        ? startsAt - timing.minutes * MINUTE
        : timing.kind === 'daysBefore'
          ? on(shiftDate(day, -timing.days), timing.at)
          : timing.kind === 'daysAfter'
            ? on(shiftDate(day, timing.days), timing.at)
            : on(monthLater(day), timing.at);
  const lateMs =
    late.kind === 'within'
      ? late.minutes * MINUTE
      : late.kind === 'nextMorning'
        ? instant(openDate(shiftDate(wall(due).date, 1), 1), '08:00') + 3 * HOUR - due
        : 0;
  const end = due + Math.max(lateMs, 30 * MINUTE);
  return { due, end: isBefore(step) ? Math.min(end, startsAt - 30 * MINUTE) : end };
}

function isBefore({ timing }: CadenceStepRecord): boolean {
  return timing.kind !== 'daysAfter' && timing.kind !== 'monthsAfter';
}

export class Truth {
  readonly visits = new Map<string, VisitTruth>();
  readonly stopped = new Set<string>();
  readonly violations: string[] = [];
  steps: readonly CadenceStepRecord[];
  readonly #seen = new Set<string>();
  readonly #lastOf = new Map<string, { at: number; said: string }>();
  readonly #asked = new Map<string, number>();

  constructor(steps: readonly CadenceStepRecord[]) {
    this.steps = steps;
  }

  state(id: string): VisitState {
    return this.#visit(id).changes.at(-1) ?? fail(`no visit ${id}`);
  }

  change(id: string, at: number, patch: Partial<VisitState>): void {
    const visit = this.#visit(id);
    const before = this.state(id);
    if (patch.startsAt !== undefined && patch.startsAt !== before.startsAt) {
      // Back where it was within the settling, the answer holds again.
      const base = settlingBase(visit, at);
      const back = base !== null && base.startsAt === patch.startsAt && base.status === before.status;
      const kept = visit.knows === patch.startsAt && this.#confirmedAt.get(id) === patch.startsAt;
      visit.reply = back && kept ? 'confirmed' : 'none';
    }
    visit.changes.push({ ...before, ...patch, at });
  }

  readonly #confirmedAt = new Map<string, number>();

  reply(id: string, reply: Reply): void {
    const visit = this.#visit(id);
    visit.reply = reply;
    if (reply !== 'confirmed') return void this.#confirmedAt.delete(id);
    this.#confirmedAt.set(id, this.state(id).startsAt);
    visit.knows = this.state(id).startsAt;
  }

  /** Judges one text that left. */
  sent(text: Transmission): void {
    const { date, time } = wall(text.at);
    const wrong = (what: string): void => void this.violations.push(`${date} ${time}: ${what} (${text.body})`);
    if (time < '08:00' || time >= '20:00') wrong('in quiet hours');
    if (this.stopped.has(text.number)) wrong('after STOP');
    if (text.about.length === 0) wrong('about nothing');
    for (const one of text.about) {
      const visit = this.#visit(one.appointmentId);
      const person = PEOPLE.find(({ id }) => id === visit.personId);
      if (person?.number !== text.number) wrong('to another number');
      if (!text.body.includes(person?.given ?? '?')) wrong('without their name');
      if (isUnsettled(visit, text.at)) wrong('while the change settles');
      if (one.kind === 'step') this.#judgeStep(text, visit, one.stepId ?? '', one.visitAt, wrong);
      else this.#judgeNotice(visit, one.kind, one.visitAt, wrong);
      const last = this.#lastOf.get(visit.id);
      // Who has just been told of the change need not be told the time again.
      const again = last?.said === 'moved' && one.kind === 'step' ? NOTICE_COVERS : 1;
      if (last !== undefined && text.at - last.at < again)
        wrong(`two texts of one visit at one moment, ${last.said} and ${one.stepId ?? one.kind}`);
      this.#lastOf.set(visit.id, { at: text.at, said: one.stepId ?? one.kind });
    }
    if (new Set(text.about.map(({ appointmentId }) => appointmentId)).size !== text.about.length)
      wrong('one visit twice');
  }

  #judgeStep(
    text: Transmission,
    visit: VisitTruth,
    stepId: string,
    visitAt: number,
    wrong: (what: string) => void,
  ): void {
    const key = `${visit.id} ${stepId} ${String(visitAt)}`;
    if (this.#seen.has(key)) wrong(`${stepId} a second time`);
    this.#seen.add(key);
    const step = this.steps.find(({ id }) => id === stepId) ?? fail(stepId);
    if (!step.active) wrong(`${stepId}, which is switched off`);
    const now = this.state(visit.id);
    if (now.startsAt !== visitAt) wrong('about a time that was moved');
    const { due, end } = windowOf(step, visit, visitAt);
    if (text.at < due) wrong(`${stepId} early`);
    if (text.at > end + MINUTE) wrong(`${stepId} late`);
    if (step.businessDays !== 'keep' && isClosedDate(wall(text.at).date)) wrong(`${stepId} on a closed day`);
    if (isBefore(step)) {
      if (now.status !== 'booked') wrong(`about a visit that is ${now.status}`);
      if (text.at > visitAt - 30 * MINUTE) wrong('too close to the visit');
      if (visit.reply === 'newTime' || visit.reply === 'cancelled') wrong(`though they answered ${visit.reply}`);
      if (visit.reply === 'confirmed' && step.whenConfirmed === 'skip') wrong('though they have confirmed');
      if (visit.reply === 'confirmed' && step.whenConfirmed === 'info' && text.body.includes('Reply C'))
        wrong('asks who has confirmed');
      if (!saysTime(text.body, visitAt)) wrong('says another time');
      visit.knows = visitAt;
      return;
    }
    const wanted = step.timing.kind === 'daysAfter' ? step.timing.after : 'done';
    if (now.status !== wanted) wrong(`${stepId} of a visit that is ${now.status}`);
    if (step.askAgainAfterDays !== null) {
      const asked = this.#asked.get(visit.personId);
      if (asked !== undefined && text.at - asked < (step.askAgainAfterDays - 1) * DAY) wrong('asked again too soon');
      this.#asked.set(visit.personId, text.at);
    }
  }

  #judgeNotice(visit: VisitTruth, kind: 'moved' | 'cancelled', visitAt: number, wrong: (what: string) => void): void {
    const now = this.state(visit.id);
    if (kind === 'moved') {
      if (now.status !== 'booked' || now.startsAt !== visitAt) wrong('a move that does not stand');
      if (visit.knows === null) wrong('a move told to who knew of no visit');
      if (visit.knows === visitAt) wrong('a move told a second time');
      visit.knows = visitAt;
      return;
    }
    if (now.status !== 'cancelled') wrong('a cancellation that does not stand');
    if (visit.knows === null || visit.knows === 'off') wrong('a cancellation told to who knew of no visit');
    visit.knows = 'off';
  }

  #visit(id: string): VisitTruth {
    return this.visits.get(id) ?? fail(`no visit ${id}`);
  }
}

/** What the visit was before the changes that still settle at `at`; null: it has settled. */
function settlingBase(visit: VisitTruth, at: number): VisitState | null {
  const first = openBurst(visit, at);
  return first === null || first === 0 ? null : (visit.changes[first - 1] ?? null);
}

function isUnsettled(visit: VisitTruth, at: number): boolean {
  const now = visit.changes.at(-1);
  return openBurst(visit, at) !== null && (now?.status === 'booked' || now?.status === 'cancelled');
}

/** Index of the first change of those that still settle; each change lets the time run anew, and the way back ends it. */
function openBurst(visit: VisitTruth, at: number): number | null {
  let first: number | null = null;
  visit.changes.forEach((change, index) => {
    const before = visit.changes[index - 1];
    if (first === null || (before !== undefined && change.at > before.at + SETTLE)) first = index;
    const base = first === 0 ? undefined : visit.changes[first - 1];
    if (base !== undefined && base.startsAt === change.startsAt && base.status === change.status) first = null;
  });
  const last = visit.changes.at(-1);
  // A clock that was set back makes it wait longer, never shorter.
  return first !== null && last !== undefined && at >= last.at && at < last.at + SETTLE ? first : null;
}

/** The wall clock's time of the visit, and for a text of its own the day too. */
function saysTime(body: string, visitAt: number): boolean {
  const [hour = 0, minute = 0] = wall(visitAt).time.split(':').map(Number);
  const half = hour < 12 ? 'AM' : 'PM';
  return body.includes(`${String(hour % 12 === 0 ? 12 : hour % 12)}:${String(minute).padStart(2, '0')} ${half}`);
}

function fail(what: string): never {
  throw new Error(what);
}
