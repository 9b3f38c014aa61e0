/**
 * The forecast against the outside world: what it says on the first morning is what the phones of the patients get over two weeks, with a
 * night on which the clocks change and two outages of the phone in them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForecastText, ReminderCard } from '../../src/contract/reminders.ts';
import { Fortnight } from './fortnight.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Monday, 26 October 2026, 08:30 in New York. The clocks go back in the night to Sunday, 1 November. */
const START = Date.UTC(2026, 9, 26, 12, 30);
const END = START + 14 * DAY;
/** A text may be this much off: the pace, the radio, the minute bell. */
const CLOSE_ENOUGH = 3 * MINUTE;

/** Wall-clock time in New York, of October and November 2026. */
function at(month: 10 | 11, day: number, hour: number, minute = 0): number {
  const summer = month === 10;
  return Date.UTC(2026, month - 1, day, hour + (summer ? 4 : 5), minute);
}

/** Hours, with texts due in them; and over a night into the morning. */
const OUTAGES = [
  { from: at(10, 28, 14), to: at(10, 28, 17, 30) },
  { from: at(11, 4, 15), to: at(11, 5, 10, 30) },
] as const;

interface Patient {
  readonly name: string;
  readonly number: string;
  readonly language?: string;
  readonly zone?: string;
  readonly consent?: boolean;
}

const shared = '+12125550140';
const PATIENTS: readonly Patient[] = [
  ...Array.from({ length: 12 }, (_, index) => ({
    name: `Pat Number${String(index)}`,
    number: `+1212555${String(100 + index).padStart(4, '0')}`,
    ...(index % 3 === 0 ? { language: 'es' } : {}),
  })),
  { name: 'Wanda West', number: '+12125550131', zone: 'America/Los_Angeles' },
  { name: 'Nora Noconsent', number: '+12125550132', consent: false },
  { name: 'Ana Cruz', number: shared },
  { name: 'Leo Cruz', number: shared },
];

const KINDS = ['Check-up', 'Cleaning', 'Surgery'] as const;

const TIMES = [
  [8, 0],
  [11, 30],
  [14, 0],
] as const;

/** Visits of the two weeks, each patient one or two. */
function visitsOf(index: number): readonly { readonly startsAt: number; readonly kind: string }[] {
  const day = 27 + ((index * 2) % 13);
  // Few different times of day: the PC is awake around each text, and the test waits for that.
  const [hour, minute] = TIMES[index % TIMES.length] ?? [8, 0];
  const start = (wanted: number): number =>
    wanted <= 31 ? at(10, wanted, hour, minute) : at(11, wanted - 31, hour, minute);
  const kind = KINDS[index % KINDS.length] ?? 'Check-up';
  return index % 4 === 0 && day + 5 < 40
    ? [
        { startsAt: start(day), kind },
        { startsAt: start(day + 5), kind: 'Check-up' },
      ]
    : [{ startsAt: start(day), kind }];
}

describe('two weeks as they were forecast', () => {
  let world: Fortnight;
  let forecast: readonly ForecastText[];
  let cards: readonly ReminderCard[];

  beforeAll(async () => {
    world = await Fortnight.open(START);
    await setUp(world);
    // Settled, and what was due at once is out.
    await world.awake(10 * MINUTE);
    world.received.length = 0;
    forecast = await world.forecast();
    const moments = [
      ...forecast.flatMap(({ leavesAt, dueAt }) => [leavesAt ?? dueAt]),
      ...OUTAGES.flatMap(({ from, to }) => [from, to, to + 5 * MINUTE, to + 10 * MINUTE]),
    ];
    for (const { from, to } of OUTAGES) {
      await world.to(from, moments);
      await world.phone.setFault('offline', true);
      await world.to(to, moments);
      await world.phone.setFault('offline', false);
    }
    await world.to(END, moments);
    await world.awake(5 * MINUTE);
    const board = await world.call<{ items: ReminderCard[] }>('reminders.listReminders', {
      from: '2026-10-25',
      to: '2026-11-10',
      limit: 1000,
    });
    cards = board.items;
  }, 120_000);
  afterAll(() => world.close());

  const leaving = (): readonly ForecastText[] => forecast.filter(({ outcome }) => outcome === 'leaves');
  const inOutage = ({ leavesAt }: ForecastText): boolean =>
    OUTAGES.some(({ from, to }) => leavesAt !== null && leavesAt >= from - CLOSE_ENOUGH && leavesAt < to);
  const isAlike = (text: ForecastText, { to, body }: { readonly to: string; readonly body: string }): boolean =>
    body === text.body && to === numberOf(text);
  /** Where two texts to one number say the same, an arrival is of the one that was to leave last before it. */
  const arrivalOf = (text: ForecastText) =>
    world.received.filter((one) => {
      if (!isAlike(text, one)) return false;
      const candidates = leaving().filter(
        (other) => isAlike(other, one) && (other.leavesAt ?? 0) <= one.at + CLOSE_ENOUGH,
      );
      const last = Math.max(...candidates.map(({ leavesAt }) => leavesAt ?? 0));
      return text.leavesAt === last;
    });
  const cardOf = (text: ForecastText) => cards.find(({ id }) => id === text.reminderId);

  it('is about something: texts of both languages, moved ones, refused ones, on both sides of the clock change', () => {
    expect(leaving().length).toBeGreaterThan(30);
    expect(new Set(leaving().map(({ language }) => language))).toEqual(new Set(['en', 'es']));
    expect(leaving().some(({ leavesAt, dueAt }) => leavesAt !== null && leavesAt - dueAt >= HOUR)).toBe(true);
    expect(forecast.some(({ outcome }) => outcome === 'notSent')).toBe(true);
    expect(leaving().some(({ alsoFor }) => alsoFor.length > 0)).toBe(true);
    expect(leaving().filter(inOutage).length).toBeGreaterThan(2);
    expect(leaving().some(({ leavesAt }) => (leavesAt ?? 0) > at(11, 2, 0))).toBe(true);
  });

  it('each text that was forecast arrives once, with the same words, at its time', () => {
    const wrong = leaving()
      .filter((text) => !inOutage(text))
      .map((text) => ({ text, arrived: arrivalOf(text) }))
      .filter(({ text, arrived }) => {
        const [one] = arrived;
        return arrived.length !== 1 || one === undefined || Math.abs(one.at - (text.leavesAt ?? 0)) > CLOSE_ENOUGH;
      })
      .map(({ text, arrived }) => ({
        body: text.body,
        leavesAt: iso(text.leavesAt),
        arrived: arrived.map((one) => iso(one.at)),
        board: cardOf(text)?.state,
        why: cardOf(text)?.reason?.code,
        others: world.received.filter(({ to }) => to === numberOf(text)).map(({ body, at: when }) => [body, iso(when)]),
      }));
    expect(wrong).toEqual([]);
  });

  it('one that falls into an outage arrives later, while it is of use, or is shown as too late', () => {
    for (const text of leaving().filter(inOutage)) {
      const arrived = arrivalOf(text);
      expect(arrived.length, text.body).toBeLessThanOrEqual(1);
      const [one] = arrived;
      if (one === undefined) {
        expect(cardOf(text), text.body).toMatchObject({ state: 'expired', reason: expect.anything() });
      } else {
        expect(one.at).toBeGreaterThan((text.leavesAt ?? 0) - CLOSE_ENOUGH);
        expect(one.at).toBeLessThanOrEqual(text.sendBy + CLOSE_ENOUGH);
      }
    }
    const fates = leaving()
      .filter(inOutage)
      .map((text) => arrivalOf(text).length);
    expect(fates).toContain(1);
    expect(fates).toContain(0);
  });

  it('nothing else arrives', () => {
    const forecastKeys = new Set(leaving().map((text) => `${numberOf(text)} ${text.body}`));
    const others = world.received.filter(({ to, body }) => !forecastKeys.has(`${to} ${body}`));
    expect(others.map(({ to, body, at: when }) => [to, body, iso(when)])).toEqual([]);
    const counted = leaving().reduce((sum, text) => sum + arrivalOf(text).length, 0);
    expect(world.received.length).toBe(counted);
  });

  it('no text arrives in quiet hours or on a closed day', () => {
    for (const { at: when } of world.received) {
      const local = new Intl.DateTimeFormat('en-US', {
        timeZone: 'America/New_York',
        hourCycle: 'h23',
        hour: 'numeric',
      }).format(when);
      expect(Number(local)).toBeGreaterThanOrEqual(8);
      expect(Number(local)).toBeLessThan(20);
    }
  });

  it('what it says will not leave has its reason', () => {
    for (const text of forecast.filter(({ outcome }) => outcome !== 'leaves')) {
      expect(text.reason?.text ?? '', text.personName).not.toBe('');
    }
  });

  function numberOf({ personName }: ForecastText): string | undefined {
    return PATIENTS.find(({ name }) => name === personName)?.number;
  }
});

function iso(when: number | null): string | null {
  return when === null ? null : new Date(when).toISOString();
}

async function setUp(world: Fortnight): Promise<void> {
  await world.call('settings.saveSettings', {
    practice: { name: 'Lakeside Clinic', shortName: 'Lakeside', zone: 'America/New_York', phone: '212-555-0100' },
    sending: { open: '08:00', close: '20:00', closedDays: [7], undoMs: 0 },
    reminders: { closedDates: ['2026-11-03'], staleHours: null },
  });
  await world.pairPhone();
  await world.call('reminders.setEnabled', { enabled: true });
  await savePlan(world);
  for (const [index, { name, number, language, zone, consent }] of PATIENTS.entries()) {
    const { id } = await world.call<{ id: string }>('people.savePerson', {
      name,
      numbers: [number],
      ...(language === undefined ? {} : { language }),
      ...(zone === undefined ? {} : { zone }),
    });
    if (consent !== false) {
      await world.call('consent.recordEvent', { personId: id, kind: 'grant', method: 'form', evidence: 'Form' });
    }
    for (const { startsAt, kind } of visitsOf(name.endsWith('Cruz') ? 9 : index)) {
      await world.call('schedule.saveAppointment', {
        personId: id,
        startsAt,
        duration: 30,
        kind,
        clinician: index % 2 === 0 ? 'Dr. Osei' : 'Dr. Lin',
        location: 'Main office',
      });
    }
  }
}

/** Three days before, the evening before, two hours before check-ups; surgery is told once more a week ahead. */
async function savePlan(world: Fortnight): Promise<void> {
  const texts = [];
  for (const [index, when] of ['A week ahead', 'Soon', 'Tomorrow', 'Today'].entries()) {
    // A text for each step, so that no two texts to one number are alike.
    const { id } = await world.call<{ id: string }>('templates.saveTemplate', {
      name: when,
      shortcut: `step${String(index)}`,
      category: 'reminder',
      language: 'en',
      body: `{practiceShortName}: ${when}, {firstName}: {visitDay}, {visitTime}, {clinician}. C confirms, R changes it.`,
    });
    await world.call('templates.saveTemplate', {
      name: when,
      shortcut: `step${String(index)}`,
      category: 'reminder',
      language: 'es',
      translationOf: id,
      body: `{practiceShortName}: ${when}: su cita es {visitDay}, {visitTime}. Envie C para confirmar.`,
    });
    texts.push(id);
  }
  const base = {
    purpose: 'reminder',
    whenConfirmed: 'skip',
    infoTemplateId: null,
    match: { kinds: [], clinicians: [], locations: [] },
    businessDays: 'dayBefore',
    active: true,
  };
  const daysBefore = (days: number, time: string) => ({ kind: 'daysBefore', days, at: time });
  await world.call('reminders.saveCadence', {
    steps: [
      {
        ...base,
        templateId: texts[0],
        timing: daysBefore(7, '11:00'),
        match: { kinds: ['surgery'], clinicians: [], locations: [] },
        late: { kind: 'nextMorning' },
      },
      { ...base, templateId: texts[1], timing: daysBefore(3, '10:00'), late: { kind: 'within', minutes: 600 } },
      { ...base, templateId: texts[2], timing: daysBefore(1, '16:00'), late: { kind: 'within', minutes: 180 } },
      {
        ...base,
        templateId: texts[3],
        timing: { kind: 'minutesBefore', minutes: 120 },
        match: { kinds: ['Check-up'], clinicians: [], locations: [] },
        businessDays: 'keep',
        late: { kind: 'skip' },
      },
    ],
  });
}
