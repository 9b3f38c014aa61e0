/** Ninety days of one practice by one seed: what the desk, the patients and the machine do at random, and what the reference says of it. */
import type { CrashPointName } from '../../src/main/jobs/crashPoints.ts';
import type { CadenceStepRecord } from '../../src/main/store/records.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { instant, isClosedDate, shiftDate, Truth, wall } from './model.ts';
import { openOffice, type Mutation, type Office } from './office.ts';
import { PEOPLE, STEPS, ZONE } from './practice.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Thursday, 1 October 2026, 08:00 in New York: the clocks go back on 1 November, and 26 November is a holiday. */
const FIRST_DATE = '2026-10-01';
const DAYS = 90;
const ACTIONS = 120;

export interface Proof {
  readonly seed: number;
  readonly sent: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Reminders that did not go out, by the code that says why. */
  readonly why: Readonly<Record<string, number>>;
  readonly did: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
}

const CRASHES: readonly CrashPointName[] = ['planner.inRelease', 'planner.afterRelease', 'planner.afterTending'];

export async function prove(seed: number, mutation?: Mutation): Promise<Proof> {
  const start = instant(FIRST_DATE, '08:00');
  const office = await openOffice({ start, seed, ...(mutation === undefined ? {} : { mutation }) });
  try {
    const life = new Life(office, seed, start);
    await life.live(start + DAYS * DAY);
    return life.account();
  } finally {
    await office.close();
  }
}

class Life {
  readonly #office: Office;
  readonly #seed: number;
  readonly #truth = new Truth(STEPS);
  readonly #random: { next(): number };
  readonly #did = new Map<string, number>();
  #nextAction: number;
  #onlineFrom = 0;
  #judged = 0;
  #visits = 0;

  constructor(office: Office, seed: number, start: number) {
    this.#office = office;
    this.#seed = seed;
    this.#random = numbersOf(seed);
    this.#nextAction = start;
  }

  async live(end: number): Promise<void> {
    const { clock } = this.#office;
    while (clock.now() < end) {
      const now = clock.now();
      if (now >= this.#nextAction) {
        this.#act();
        this.#nextAction = this.#deskTime(now + this.#random.next() * 2 * ((DAYS * DAY) / ACTIONS));
      }
      const online = clock.now() >= this.#onlineFrom;
      if (this.#chance(0.06)) this.#office.killAt(this.#pick(CRASHES), 1 + this.#int(3));
      await this.#office.look(online);
      this.#judge();
      this.#wait(online);
    }
    await this.#office.look(true);
    this.#judge();
  }

  /** To the next thing that happens: by itself, or because somebody does it. */
  #wait(online: boolean): void {
    const { clock } = this.#office;
    const now = clock.now();
    const own = this.#office.nextAt() ?? Number.POSITIVE_INFINITY;
    const woken = online ? own : Math.max(own, Math.min(this.#onlineFrom, own <= now ? this.#onlineFrom : own));
    const next = Math.min(this.#nextAction, woken <= now ? now + MINUTE : woken);
    clock.sleepThrough(Math.max(1, Math.ceil(next - now)));
  }

  #act(): void {
    const actions: readonly (readonly [number, string, () => void])[] = [
      [30, 'book', () => this.#book()],
      [14, 'move', () => this.#move()],
      [10, 'drag there and back', () => this.#dragAndBack()],
      [6, 'cancel', () => this.#cancel()],
      [3, 'reinstate', () => this.#reinstate()],
      [16, 'answer', () => this.#answer()],
      [14, 'review the day', () => this.#review()],
      [4, 'a new list', () => this.#newList()],
      [1, 'STOP', () => this.#stop()],
      [3, 'another plan', () => this.#replan()],
      [4, 'the PC sleeps', () => this.#office.clock.sleepThrough(HOUR * (1 + this.#int(60)))],
      [4, 'no gateway', () => void (this.#onlineFrom = this.#office.clock.now() + HOUR * (1 + this.#int(30)))],
      [2, 'the clock is set', () => this.#office.clock.jumpWallClock((this.#int(240) - 90) * MINUTE)],
    ];
    let left = this.#random.next() * actions.reduce((sum, [weight]) => sum + weight, 0);
    const [, name, run] = actions.find(([weight]) => (left -= weight) < 0) ?? actions[0]!;
    this.#did.set(name, (this.#did.get(name) ?? 0) + 1);
    run();
  }

  #book(): void {
    const now = this.#office.clock.now();
    const personId = this.#pick(PEOPLE).id;
    const id = `v${String((this.#visits += 1))}`;
    const startsAt = this.#someTime(now);
    this.#truth.visits.set(id, {
      ...{ id, personId, createdAt: now, reply: 'none', knows: null },
      changes: [{ at: now, startsAt, status: 'booked' }],
    });
    this.#office.addVisit({
      ...{
        id,
        personId,
        externalKey: null,
        startsAt,
        endsAt: startsAt + 30 * MINUTE,
        zone: ZONE,
        clinician: '',
        location: '',
      },
      ...{ kind: '', status: 'booked', reply: 'none', replySetBy: null, repliedAt: null, importId: null },
      ...{ createdAt: now, updatedAt: now },
    });
    // Often the other one of the household comes along.
    if (personId === 'ana' && this.#chance(0.7)) this.#bookBeside(startsAt);
  }

  #bookBeside(startsAt: number): void {
    const now = this.#office.clock.now();
    const id = `v${String((this.#visits += 1))}`;
    const at = startsAt + 30 * MINUTE;
    this.#truth.visits.set(id, {
      ...{ id, personId: 'ben', createdAt: now, reply: 'none', knows: null },
      changes: [{ at: now, startsAt: at, status: 'booked' }],
    });
    this.#office.addVisit({
      ...{
        id,
        personId: 'ben',
        externalKey: null,
        startsAt: at,
        endsAt: at + 30 * MINUTE,
        zone: ZONE,
        clinician: '',
        location: '',
      },
      ...{ kind: '', status: 'booked', reply: 'none', replySetBy: null, repliedAt: null, importId: null },
      ...{ createdAt: now, updatedAt: now },
    });
  }

  #move(id = this.#coming()): void {
    if (id !== undefined) this.#set(id, { startsAt: this.#someTime(this.#office.clock.now()) });
  }

  #dragAndBack(): void {
    const id = this.#coming();
    if (id === undefined) return;
    const { startsAt } = this.#truth.state(id);
    this.#set(id, { startsAt: startsAt + HOUR });
    this.#office.clock.sleepThrough(this.#int(170) * 1000);
    this.#set(id, { startsAt });
  }

  #cancel(id = this.#coming()): void {
    if (id !== undefined) this.#set(id, { status: 'cancelled' });
  }

  #reinstate(): void {
    const now = this.#office.clock.now();
    const off = [...this.#truth.visits.keys()].filter((id) => {
      const { status, startsAt } = this.#truth.state(id);
      return status === 'cancelled' && startsAt > now;
    });
    if (off.length > 0) this.#set(this.#pick(off), { status: 'booked' });
  }

  #answer(): void {
    const id = this.#coming();
    if (id === undefined) return;
    const reply = this.#pick(['confirmed', 'confirmed', 'confirmed', 'newTime', 'cancelled', 'none'] as const);
    this.#truth.reply(id, reply);
    this.#office.changeVisit(id, { reply, repliedAt: this.#office.clock.now() });
  }

  #review(): void {
    const now = this.#office.clock.now();
    for (const id of this.#truth.visits.keys()) {
      const { status, startsAt } = this.#truth.state(id);
      if (status === 'booked' && startsAt < now) this.#set(id, { status: this.#chance(0.8) ? 'done' : 'missed' });
    }
  }

  #newList(): void {
    for (let rows = 2 + this.#int(5); rows > 0; rows -= 1)
      this.#pick([() => this.#book(), () => this.#move(), () => this.#cancel()])();
  }

  #stop(): void {
    const { number } = this.#pick(PEOPLE);
    this.#truth.stopped.add(number);
    this.#office.stop(number);
  }

  #replan(): void {
    const steps = this.#truth.steps.map((step): CadenceStepRecord => {
      if (step.id === 'soon') return { ...step, active: this.#chance(0.6) };
      if (step.id !== 'one' || step.timing.kind !== 'daysBefore') return step;
      return { ...step, timing: { ...step.timing, at: this.#pick(['10:00', '16:00', '18:30']) } };
    });
    this.#truth.steps = steps;
    this.#office.store.write('Dana', (tx) => tx.templates.setCadence(steps, this.#office.clock.now()));
  }

  #set(id: string, patch: Parameters<Truth['change']>[2]): void {
    this.#truth.change(id, this.#office.clock.now(), patch);
    this.#office.changeVisit(id, patch);
  }

  #judge(): void {
    const { air } = this.#office;
    for (; this.#judged < air.length; this.#judged += 1) this.#truth.sent(air[this.#judged]!);
  }

  /** What came of it; at the end every reminder was sent, or says why not. */
  account(): Proof {
    const { air, store, clock } = this.#office;
    const why = new Map<string, number>();
    const violations = [...this.#truth.violations];
    const now = clock.now();
    store.read((tx) => {
      for (const { id } of this.#truth.visits.values()) {
        const rows = tx.reminders.ofAppointment(id);
        for (const row of rows) {
          const said = row.reasonCode;
          if (row.state === 'sent' || row.state === 'delivered') continue;
          if (said !== null) why.set(said, (why.get(said) ?? 0) + 1);
          const waits = row.state === 'planned' || row.state === 'queued';
          if (!waits && (said === null || (row.reasonText ?? '') === ''))
            violations.push(`${id}: ${row.state} without a reason`);
          if (waits && row.sendBy < now - HOUR)
            violations.push(`${id}: ${row.stepId ?? row.kind} still ${row.state}, too late`);
        }
        violations.push(
          ...this.#missing(
            id,
            rows.map(({ stepId, visitAt }) => `${stepId ?? ''} ${String(visitAt)}`),
            now,
          ),
        );
      }
    });
    const byKind = new Map<string, number>();
    for (const { about } of air) {
      const kind = about.length > 1 ? 'household' : (about[0]?.stepId ?? about[0]?.kind ?? 'none');
      byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
    }
    return {
      ...{ seed: this.#seed, sent: air.length, violations },
      ...{ byKind: Object.fromEntries(byKind), why: Object.fromEntries(why), did: Object.fromEntries(this.#did) },
    };
  }

  /** Steps that every visit has which stood as it was from its booking to its start. */
  #missing(id: string, known: readonly string[], now: number): string[] {
    const visit = this.#truth.visits.get(id);
    const { startsAt, status } = this.#truth.state(id);
    if (visit === undefined || status === 'cancelled' || startsAt > now + 10 * DAY) return [];
    const booked = visit.changes.length === 1 || visit.changes.every((change) => change.startsAt === startsAt);
    const always = ['three', 'one'].filter((step) => booked && !known.includes(`${step} ${String(startsAt)}`));
    return always.map((step) => `${id}: nothing is known of ${step}`);
  }

  #coming(): string | undefined {
    const now = this.#office.clock.now();
    const ids = [...this.#truth.visits.keys()].filter((id) => {
      const { status, startsAt } = this.#truth.state(id);
      return status === 'booked' && startsAt > now;
    });
    return ids.length === 0 ? undefined : this.#pick(ids);
  }

  /** Some time on an open day of the next weeks. */
  #someTime(now: number): number {
    const today = wall(now).date;
    const ahead = this.#chance(0.3) ? 1 + this.#int(3) : 2 + this.#int(24);
    for (let days = ahead; ; days += 1) {
      const date = shiftDate(today, days);
      if (isClosedDate(date)) continue;
      const hour = 8 + this.#int(10);
      return instant(date, `${String(hour).padStart(2, '0')}:${this.#pick(['00', '15', '30'])}`);
    }
  }

  /** The desk works by day; patients and machines do not keep to it, and one time in ten neither does this. */
  #deskTime(at: number): number {
    const { date, time } = wall(at);
    if ((time >= '08:00' && time < '18:00') || this.#chance(0.1)) return at;
    return instant(time < '08:00' ? date : shiftDate(date, 1), '08:00') + this.#random.next() * 9 * HOUR;
  }

  #chance(share: number): boolean {
    return this.#random.next() < share;
  }
  #int(below: number): number {
    return Math.floor(this.#random.next() * below);
  }
  #pick<T>(from: readonly T[]): T {
    return from[this.#int(from.length)] ?? from[0]!;
  }
}

function numbersOf(seed: number): { next(): number } {
  const random = createSeededRandom(seed);
  return { next: () => random.fraction() };
}
