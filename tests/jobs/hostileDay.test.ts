import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, openClinic, START } from './hostileClinic.ts';
import type { Clinic, OnAir } from './hostileClinic.ts';
import { fictionNumber } from './seed.ts';

/**
 * What the person meant, said by the person who wrote this list; nothing here asks the program. `stopUnread`: a wish to stop in words that
 * the program may or may not know, and that somebody at the desk reads the same day.
 */
type Meant =
  | 'confirm'
  | 'stop'
  | 'stopUnread'
  | 'stopForCancel'
  | 'doubt'
  | 'wrongNumber'
  | 'died'
  | 'emergency'
  | 'emergencyAndStop'
  /** The first of two can come, the second cannot. */
  | 'oneOfTwo'
  | 'cannotCome'
  | 'otherTime'
  | 'question'
  | 'unclear'
  | 'machine'
  | 'thanks'
  | 'silent';

const OUR_TEXT = '“Reminder: your visit is Thu. Reply C to confirm. STOP to opt out.”';
/** Words, and how many people are on the number where there is more than one. */
const DAY: readonly (readonly [meant: Meant, words: string, persons?: number])[] = [
  ...['C', 'yes', 'Yes thanks', 'ok', '👍', "I'll be there", 'sí'].map((words) => ['confirm', words] as const),
  ...Array.from({ length: 4 }, () => ['silent', ''] as const),
  ['otherTime', 'R'],
  ['otherTime', 'can we do Friday instead?'],
  ['cannotCome', 'X'],
  ['cannotCome', "I can't make it"],
  ['question', 'Where can I park?'],
  ['question', 'Yes, but do I need to fast?'],
  ['oneOfTwo', '1 yes 2 no', 2],
  ['oneOfTwo', "Alex yes, Robin can't", 2],
  ['thanks', 'Thank you!'],
  ['machine', "I'm driving right now, I'll get back to you later"],
  // Hostile, or not to be understood:
  ['stop', 'STOP'],
  ['stop', 'please stop texting me'],
  ['stop', 'Alto', 2],
  ['stopForCancel', 'CANCEL'],
  ['stopUnread', 'this is the third time I ask, be gone with your robot'],
  ['stopUnread', 'My lawyer says you have to take this phone out of the machine'],
  ['doubt', 'Enough!'],
  ['doubt', 'this is spam'],
  ['wrongNumber', 'wrong number, no idea who that is'],
  ['died', 'He passed away on Sunday'],
  ['emergency', 'I have chest pain'],
  ['emergencyAndStop', 'STOP. I cannot breathe'],
  ['unclear', `Questioned ${OUR_TEXT}`],
  ['unclear', "I'll stop by the front desk later"],
  ['unclear', 'asdf'],
  ['unclear', 'no'],
];
const HOSTILE: ReadonlySet<Meant> = new Set<Meant>([
  ...([
    'stop',
    'stopUnread',
    'stopForCancel',
    'doubt',
    'wrongNumber',
    'died',
    'emergency',
    'emergencyAndStop',
    'unclear',
  ] as const),
]);

/** How many texts of each sort may still reach somebody after what they meant, and whether the next reminder may be among them. */
interface Allowed {
  readonly reminder: boolean;
  /** What an answer by itself must say; null: there must be none. */
  readonly answer: RegExp | null;
}
const OUT = /opted out/;
const ALLOWED: Readonly<Record<Meant, Allowed>> = {
  confirm: { reminder: true, answer: /thank you, your visit .* is confirmed/ },
  stop: { reminder: false, answer: OUT },
  stopUnread: { reminder: false, answer: OUT },
  stopForCancel: { reminder: false, answer: /NOT changed/ },
  doubt: { reminder: false, answer: null },
  wrongNumber: { reminder: false, answer: null },
  died: { reminder: false, answer: null },
  emergency: { reminder: true, answer: /emergency call 911/ },
  emergencyAndStop: { reminder: false, answer: /opted out .*911/ },
  oneOfTwo: { reminder: true, answer: null },
  cannotCome: { reminder: false, answer: null },
  otherTime: { reminder: false, answer: null },
  question: { reminder: true, answer: null },
  unclear: { reminder: true, answer: null },
  machine: { reminder: true, answer: null },
  thanks: { reminder: true, answer: null },
  silent: { reminder: true, answer: null },
};

/** One visit, or those of a household. */
const isReminder = ({ body }: OnAir) => /Reminder:|: visits on /.test(body);

/** Everything that left and should not have. Knows the list above and what was on the air, and nothing of the program. */
function wrongful(air: readonly OnAir[], wroteAt: readonly number[]): string[] {
  const faults: string[] = [];
  const numbers = new Set(DAY.map((_one, number) => fictionNumber(number)));
  for (const { to } of air) if (!numbers.has(to)) faults.push(`to a stranger: ${to}`);
  DAY.forEach(([meant, words], number) => {
    const got = air.filter(({ to }) => to === fictionNumber(number));
    const after = got.filter(({ at }) => at > (wroteAt[number] ?? 0));
    const answers = after.filter((text) => !isReminder(text));
    const { reminder, answer } = ALLOWED[meant];
    const fault = (what: string) => faults.push(`${what} after ${meant}: ${words}`);
    if (!reminder && after.some(isReminder)) fault('reminder');
    if (answers.length > 1) fault('two answers');
    if (answers.some(({ body }) => answer === null || !answer.test(body))) fault('wrong answer');
    if (answers.some(({ at }) => at - (wroteAt[number] ?? 0) > 5 * MINUTE)) fault('late answer');
    if (
      got.some(
        (text) =>
          isReminder(text) &&
          got.some((other) => other !== text && isReminder(other) && Math.abs(other.at - text.at) < 12 * HOUR),
      )
    )
      fault('the same reminder twice');
    for (const { at } of got.filter(isReminder)) {
      const hour = new Date(at - 5 * HOUR).getUTCHours();
      if (hour < 8 || hour >= 20) fault('at night');
    }
  });
  return faults;
}

let clinic: Clinic | undefined;
afterEach(async () => {
  await clinic?.stop();
  clinic = undefined;
});

describe('a day on which one in five is angry, in danger, or not to be understood', () => {
  it('sends nobody a text that should not have left', { timeout: 180_000 }, async () => {
    const hostile = DAY.filter(([meant]) => HOSTILE.has(meant)).length;
    expect(hostile / DAY.length).toBeGreaterThanOrEqual(0.15);
    clinic = await openClinic(DAY.map(([, , persons = 1]) => persons));
    const { air, until, offUntil, world } = clinic;
    await until(START + 12 * MINUTE, 60_000);
    expect(new Set(air.filter(isReminder).map(({ to }) => to)).size).toBe(DAY.length);

    const wroteAt: number[] = [];
    for (const [number, [, words]] of DAY.entries()) {
      wroteAt[number] = world.clock.now();
      if (words !== '') clinic.phone.inject(fictionNumber(number), words);
      if (number % 12 === 11) await until(world.clock.now() + MINUTE, 30_000);
    }
    await until(START + 25 * MINUTE, 60_000);
    judgeDesk(clinic);

    // Somebody reads what is to do, and knows what these meant.
    for (const [number, [meant]] of DAY.entries()) {
      if (meant === 'stopUnread' && clinic.row(fictionNumber(number))?.canText !== 'optedOut')
        clinic.saidStop(fictionNumber(number));
    }
    await offUntil(START + 24 * HOUR + 5 * MINUTE);
    await until(START + 24 * HOUR + 14 * MINUTE, 60_000);
    // The control: the day does go on for the others.
    const second = air.filter((text) => isReminder(text) && text.at > START + 20 * HOUR);
    expect(second.map(({ to }) => to)).toContain(fictionNumber(DAY.findIndex(([meant]) => meant === 'silent')));
    expect(wrongful(air, wroteAt)).toEqual([]);

    // Wednesday has ended without a decision.
    await offUntil(START + 39 * HOUR);
    await until(START + 39 * HOUR + 3 * MINUTE, 60_000);
    for (const [number, [meant]] of DAY.entries()) {
      if (meant === 'doubt') expect(clinic.row(fictionNumber(number))?.canText).toBe('optedOut');
    }
    expect(wrongful(air, wroteAt)).toEqual([]);
  });

  it('is judged by somebody who would have noticed', () => {
    const at = START + HOUR;
    const wroteAt = DAY.map(() => at);
    const to = (meant: Meant) => fictionNumber(DAY.findIndex(([one]) => one === meant));
    const reminder = (meant: Meant, later: number) => ({ to: to(meant), body: 'Reminder: ...', at: at + later });
    expect(wrongful([reminder('stop', HOUR)], wroteAt)).toHaveLength(1);
    expect(wrongful([reminder('silent', HOUR), reminder('silent', 2 * HOUR)], wroteAt)).not.toEqual([]);
    expect(wrongful([reminder('silent', 16 * HOUR)], wroteAt)).not.toEqual([]);
    expect(wrongful([{ to: to('died'), body: 'you are opted out', at: at + 1 }], wroteAt)).toHaveLength(1);
    expect(wrongful([{ to: '+12065559999', body: 'Reminder: ...', at }], wroteAt)).toHaveLength(1);
  });
});

/** What the desk sees after the first hour: who confirmed, and that everything else waits for a person. */
function judgeDesk({ visit, row }: Clinic): void {
  const wrong: string[] = [];
  for (const [number, [meant, words]] of DAY.entries()) {
    const reply = visit(`visit-${String(number)}-0`)?.reply;
    const seen = row(fictionNumber(number));
    const comes = meant === 'confirm' || meant === 'oneOfTwo';
    if (comes !== (reply === 'confirmed')) wrong.push(`${words}: visit is ${String(reply)}`);
    if (visit(`visit-${String(number)}-1`)?.reply === 'confirmed') wrong.push(`${words}: both confirmed`);
    const needsNobody = ['confirm', 'silent', 'thanks', 'machine', 'stop'].includes(meant);
    if (!needsNobody && seen?.status !== 'todo') wrong.push(`${words}: ${String(seen?.status)}`);
    if (meant.startsWith('emergency') && seen?.attention !== 'urgent') wrong.push(`${words}: no alarm`);
    if (visit(`visit-${String(number)}-0`)?.status !== 'booked') wrong.push(`${words}: visit changed`);
  }
  expect(wrong).toEqual([]);
}
