/**
 * One reliability run: an office sends and receives while everything of the fault list goes wrong at random, by a seed; then all is mended,
 * the program comes to rest, and the oracle speaks.
 */
import { ensureConversation } from '../../src/main/features/conversations/ensureConversation.ts';
import { queueText } from '../../src/main/features/messages/queueText.ts';
import { createSeededIds } from '../fakes/seeded.ts';
import { FAULTS } from './faultList.ts';
import type { Fault } from './faultList.ts';
import { Office } from './office.ts';
import { judge, keepLedger, markIn, markOut } from './oracle.ts';
import type { Verdict } from './oracle.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface RehearsalOptions {
  readonly messages: number;
  readonly seed: number;
  /** Only these go wrong; all of the list when left out. */
  readonly faults?: readonly Fault[];
  /** Mean time between two faults, ms. */
  readonly faultEveryMs?: number;
  /** How long is waited for texts that nobody tells of, hours; three days and more when left out. */
  readonly mendHours?: number;
  readonly say?: (line: string) => void;
}

export interface Rehearsal extends Verdict {
  readonly seed: number;
  /** How often each fault was injected. */
  readonly faults: Readonly<Record<string, number>>;
  readonly restarts: number;
  /** The gate or a missing route said no at once: nothing was accepted, so nothing can be lost. */
  readonly refusedAtDesk: number;
  /** Errors the program logged about itself. */
  readonly defects: readonly string[];
  readonly virtualHours: number;
  readonly seconds: number;
}

/** Of a US area in the practice's own zone, in the range kept for fiction; without the endings that fail by script. */
const AREAS = [212, 646, 917, 347, 718, 516, 914, 631, 845, 607, 315, 585, 518, 716] as const;
const PER_AREA = 90;
const MOST_PEOPLE = 420;
/** Texts to people one by one by hand; every so many the machine writes by itself. */
const EVERY_AUTOMATIC = 7;
const MEAN_BETWEEN = { textMs: 1_500, inboundMs: 9_000, faultMs: 7_000 };
const MOST_FAULTS = 5;
const CONFIRMED = ['CAP_DAY', 'CAP_WEEK', 'CAP_MONTH', 'QUIET_HOURS', 'CONSENT_UNPROVEN', 'STALE_CONTACT'];

/** Throws only when the run itself is broken. */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const started = performance.now();
  const office = await Office.open(options.seed);
  try {
    const run = new Run(office, options);
    await run.prepare();
    await run.work();
    await run.mend();
    return { ...run.report(), seconds: Math.round((performance.now() - started) / 100) / 10 };
  } finally {
    await office.close();
  }
}

interface Person {
  readonly id: string;
  readonly number: string;
  readonly route: 'phone' | 'twilio';
}

class Run {
  readonly #office: Office;
  readonly #options: RehearsalOptions;
  readonly #people: Person[] = [];
  readonly #out = new Map<string, string>();
  readonly #in = new Map<string, string>();
  readonly #ledger;
  readonly #counts: Record<string, number> = {};
  readonly #active: { readonly fault: Fault; readonly endsAt: number }[] = [];
  readonly #ids;
  readonly #startedAt: number;
  #tried = 0;
  #refused = 0;
  #restarts = 0;

  constructor(office: Office, options: RehearsalOptions) {
    this.#office = office;
    this.#options = options;
    this.#ledger = keepLedger(office);
    this.#ids = createSeededIds(options.seed + 77);
    this.#startedAt = office.clock.monotonic();
  }

  /** People with consent, half of whom wrote by each route before. */
  async prepare(): Promise<void> {
    const { program } = this.#office;
    const people = Math.min(MOST_PEOPLE, 30 + Math.round(this.#options.messages / 5));
    for (let index = 0; index < people; index += 1) {
      const number = numberOf(index);
      const name = `Person Number${String(index)}`;
      const { id } = await program.call<{ id: string }>('people.savePerson', { name, numbers: [number] });
      await program.call('consent.recordEvent', { personId: id, kind: 'grant', method: 'form', evidence: 'Form' });
      this.#people.push({ id, number, route: index % 2 === 0 ? 'phone' : 'twilio' });
    }
    for (const person of this.#people) this.#write(person);
    await this.#office.pass(MINUTE);
  }

  async work(): Promise<void> {
    const { clock } = this.#office;
    let next = { text: clock.monotonic(), inbound: clock.monotonic(), fault: clock.monotonic() + 5 * SECOND };
    let said = 0;
    while (this.#out.size < this.#options.messages) {
      const now = clock.monotonic();
      while (next.text <= now) {
        next = { ...next, text: next.text + this.#wait(MEAN_BETWEEN.textMs) };
        if (this.#out.size < this.#options.messages && !this.#office.dead) await this.#send();
      }
      while (next.inbound <= now) {
        next = { ...next, inbound: next.inbound + this.#wait(MEAN_BETWEEN.inboundMs) };
        this.#write(this.#pick(this.#people));
      }
      await this.#endFaults(now);
      if (next.fault <= now) {
        next = { ...next, fault: now + this.#wait(this.#options.faultEveryMs ?? MEAN_BETWEEN.faultMs) };
        await this.#beginFault(now);
      }
      await this.#pass(500);
      if (this.#out.size >= said + 500) {
        said += 500;
        this.#options.say?.(`seed ${String(this.#options.seed)}: ${String(this.#out.size)} texts`);
      }
    }
  }

  /** Everything works again, and time goes by until nothing waits any more. */
  async mend(): Promise<void> {
    const { phone, twilio } = this.#office;
    await this.#endFaults(Infinity);
    this.#office.killAt('planner.afterRelease', Infinity);
    await phone.clearFaults();
    await twilio.clearFaults();
    for (let waited = 0; waited < HOUR; waited += 3 * MINUTE) {
      await this.#pass(3 * MINUTE, 1_000);
      if (this.#atRest()) return;
    }
    // What lasts longer than an office day: forgotten ids are followed for three days.
    const most = (this.#options.mendHours ?? 80) * HOUR;
    for (let waited = 0; waited < most && !this.#atRest(); waited += HOUR) await this.#pass(HOUR, 30 * SECOND);
  }

  report(): Omit<Rehearsal, 'seconds'> {
    const { clock, defects } = this.#office;
    return {
      ...judge(this.#office, { out: this.#out, in: this.#in }, this.#ledger),
      seed: this.#options.seed,
      faults: this.#counts,
      restarts: this.#restarts,
      refusedAtDesk: this.#refused,
      defects: [...defects].map(([event, count]) => `${String(count)} x ${event}`),
      virtualHours: Math.round(((clock.monotonic() - this.#startedAt) / HOUR) * 10) / 10,
    };
  }

  #wait(meanMs: number): number {
    return Math.round(-Math.log(1 - this.#office.random.fraction()) * meanMs);
  }

  #pick<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.#office.random.fraction() * from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  async #send(): Promise<void> {
    this.#tried += 1;
    const mark = markOut(this.#tried);
    const automatic = this.#tried % EVERY_AUTOMATIC === 0;
    const id = automatic ? this.#queueAutomatic(mark) : await this.#sendByHand(mark);
    if (id === null) this.#refused += 1;
    else this.#out.set(mark, id);
  }

  async #sendByHand(mark: string): Promise<string | null> {
    const person = this.#pick(this.#people);
    const input = { personId: person.id, body: `Please call us back about ${mark}.` };
    try {
      const { messageId } = await this.#office.program.call<{ messageId: string }>('messages.sendMessage', {
        ...input,
        confirmed: CONFIRMED,
        confirmReason: 'Asked for it',
      });
      return messageId;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === 'SEND_BLOCKED' || code === 'NOT_AVAILABLE' || code === 'SEND_NEEDS_CONFIRMATION') return null;
      // It died before it could answer: nobody was told that the text was taken.
      if (this.#office.dead) return null;
      throw new Error(`sending: ${[...this.#office.defects.keys()].join('; ')}`, { cause: error });
    }
  }

  /** As a reminder leaves: nobody is there to confirm, and it is of no use after a while. */
  #queueAutomatic(mark: string): string | null {
    const { program } = this.#office;
    const person = this.#pick(this.#people);
    const now = this.#office.wallClock();
    const deps = { ids: this.#ids, routes: program.routes };
    // Half of them as a reminder for soon, half as one for later in the day.
    const usefulMs = Math.round((this.#tried % 2 === 0 ? 3 : 60) + this.#office.random.fraction() * 50) * MINUTE;
    return program.store.write('planner', (tx) => {
      const { message } = queueText(
        deps,
        tx,
        {
          conversation: ensureConversation(deps, tx, person.number, now),
          personId: person.id,
          body: `See you soon, ${mark}.`,
          purpose: 'care',
          trigger: 'automatic',
          kind: 'text',
          author: null,
          dedupeKey: mark,
          priority: 0,
          sendBy: now + usefulMs,
        },
        now,
      );
      return message?.id ?? null;
    });
  }

  /** Somebody texts the practice. */
  #write({ number, route }: Person): void {
    const mark = markIn(this.#in.size);
    const body = `I would like to ask about ${mark}`;
    if (route === 'phone') this.#office.phone.inject(number, body);
    else if (this.#office.twilio.receive(number, body) === null) return;
    this.#in.set(mark, number);
  }

  async #beginFault(now: number): Promise<void> {
    if (this.#active.length >= MOST_FAULTS) return;
    const fault = this.#pick(this.#options.faults ?? FAULTS);
    if (this.#active.some(({ fault: { group } }) => group === fault.group)) return;
    this.#counts[fault.name] = (this.#counts[fault.name] ?? 0) + 1;
    const [least, most] = fault.lastsMs ?? [0, 0];
    if (fault.lastsMs !== undefined) {
      this.#active.push({ fault, endsAt: now + Math.round(least + this.#office.random.fraction() * (most - least)) });
    }
    await fault.begin(this.#office);
  }

  async #endFaults(until: number): Promise<void> {
    for (const one of [...this.#active]) {
      if (one.endsAt > until) continue;
      this.#active.splice(this.#active.indexOf(one), 1);
      await one.fault.end?.(this.#office);
    }
  }

  async #pass(ms: number, stepMs?: number): Promise<void> {
    await this.#office.pass(ms, stepMs);
    if (!this.#office.dead) return;
    this.#restarts += 1;
    await this.#office.restart();
  }

  #atRest(): boolean {
    const { store } = this.#office.program;
    const now = this.#office.wallClock();
    return store.read((tx) => {
      const { leased, unknown, ready, waiting } = tx.outbox.counts(now);
      if (leased + unknown + ready + waiting > 0) return false;
      return [...this.#out.values()].every((id) => !UNDER_WAY.has(tx.messages.get(id)?.status ?? ''));
    });
  }
}

const UNDER_WAY = new Set(['queued', 'sending']);

function numberOf(index: number): string {
  const area = AREAS[Math.floor(index / PER_AREA)] ?? 212;
  return `+1${String(area)}5550${String(100 + (index % PER_AREA))}`;
}
