/**
 * Fills a fresh database with the practice in a box: its people with their consent, last week, today as it stands at ten to ten, and
 * the days after tomorrow. Tomorrow is left to be imported by hand. One transaction; the same every time.
 */
import { addDays, HOUR_MS, instantOnDay, MINUTE_MS, toLocal, type CivilDate } from '../domain/time.ts';
import { pastDueTime } from './pastDueTime.ts';
import type { AppointmentRecord, CadenceStepRecord, PersonRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import { cast, clinicians, numberOf, practice, visitKinds, type CastMember } from './cast.ts';
import { createChronicler, type Chronicler } from './chronicle.ts';
import type { SeedDeps } from './seedDeps.ts';

/** Who has a visit today, in the order of the day, and how the day began for them. */
const today: readonly (readonly [
  given: string,
  family: string,
  hour: number,
  minute: number,
  answer: string | null,
])[] = [
  ['Clara', 'Jensen', 9, 15, '1'],
  ['Grace', 'Mbeki', 9, 45, '1'],
  ['Samuel', 'Ortiz', 10, 0, null],
  ['Hana', 'Sato', 10, 15, 'Do I need to fast?'],
  ['Maria', 'Alvarez', 10, 30, '2'],
  ['Leo', 'Grant', 10, 45, '1'],
  ['Fatima', 'Noor', 11, 0, 'Yes I will be there, thank you'],
  ['Tom', 'Whitfield', 11, 15, null],
  ['Amina', 'Yusuf', 11, 45, '1'],
  ['Noah', 'Bergström', 12, 30, '1'],
  ['Jack', 'Lindqvist', 13, 0, 'C'],
  ['Ellen', 'Voss', 14, 0, 'Sorry, I have to cancel. Flu!'],
  ['Peter', 'Novak', 14, 30, null],
  ['Marcus', 'Reed', 15, 30, 'R'],
  ['Julia', 'Marsh', 16, 0, null],
  ['Ana', 'Cruz', 16, 30, 'Sí'],
];
const replies: Readonly<Record<string, AppointmentRecord['reply']>> = {
  '1': 'confirmed',
  C: 'confirmed',
  Sí: 'confirmed',
  'Yes I will be there, thank you': 'confirmed',
  '2': 'newTime',
  R: 'newTime',
  'Do I need to fast?': 'other',
  'Sorry, I have to cancel. Flu!': 'cancelled',
};

export function seedPractice(deps: SeedDeps, tx: WriteTx, now: number): void {
  saveSettings(tx, now);
  const people = cast.map((member) => ({ member, person: addPerson(deps, tx, member, now) }));
  const chronicler = createChronicler(deps, tx);
  const day = toLocal(now, practice.zone);
  const [early, late] = tx.templates
    .cadence()
    .filter(({ active, minBookedDays, timing }) => active && minBookedDays === null && timing.kind === 'daysBefore');
  for (const [index, { member, person }] of people.entries()) {
    if (index % 2 === 0) lastWeek(deps, tx, { chronicler, member, person, index, day, step: late, now });
  }
  for (const [index, [given, family, hour, minute, answer]] of today.entries()) {
    const found = people.find(({ person }) => person.givenName === given && person.familyName === family);
    if (found === undefined) throw new Error('The demo names a person it does not have');
    const startsAt = instantOnDay(day, hour * HOUR_MS + minute * MINUTE_MS, practice.zone);
    const visit = addVisit(deps, tx, {
      person: found.person,
      index,
      startsAt,
      now,
      reply: answer === null ? 'none' : (replies[answer] ?? 'none'),
      seenAt: now,
    });
    for (const step of [early, late]) {
      if (step !== undefined)
        chronicler.reminded({
          person: found.person,
          visit,
          step,
          member: found.member,
          answer: step === late ? answer : null,
          now,
        });
    }
  }
  chronicler.oddLines(day, now);
  comingDays(deps, tx, people, day, now);
  for (const { person } of people) chronicler.keepRows(person, now);
}

function saveSettings(tx: WriteTx, now: number): void {
  const { name, shortName, zone, country, phone, address, mapLink } = practice;
  tx.settings.set(
    'practice',
    { name, shortName, zone, country, phone, address, mapLink, hipaa: true, clock: '12h' },
    now,
  );
  // The simulated phone was told to allow more: a demonstrated morning should not stop after thirty texts.
  tx.settings.set('sending', { perHalfHour: null }, now);
  tx.settings.set('reminders', { enabled: true, enabledAt: now }, now);
  tx.settings.set('setupDone', true, now);
}

function addPerson(deps: SeedDeps, tx: WriteTx, member: CastMember, now: number): PersonRecord {
  const person: PersonRecord = {
    id: deps.ids.next(),
    givenName: member.given,
    familyName: member.family,
    name: `${member.given} ${member.family}`,
    kind: 'patient',
    language: member.language ?? 'en',
    zone: null,
    note: member.note ?? '',
    externalId: null,
    createdAt: now - 200 * 24 * HOUR_MS,
    updatedAt: now,
  };
  const number = numberOf(member.line);
  tx.people.insert(person);
  tx.people.setNumbers(person.id, [{ number, label: member.landline === true ? 'Home' : 'Mobile' }]);
  tx.people.updateNumber(number, {
    kind: member.landline === true ? 'landline' : 'mobile',
    firstSentAt: now - 100 * 24 * HOUR_MS,
    lastOptOutHintAt: now - 5 * 24 * HOUR_MS,
  });
  if (member.consent !== 'none') addConsent(deps, tx, person, number, member.consent === 'spoken', now);
  return person;
}

function addConsent(
  deps: SeedDeps,
  tx: WriteTx,
  person: PersonRecord,
  number: string,
  spoken: boolean,
  now: number,
): void {
  tx.consent.append({
    id: deps.ids.next(),
    at: now - 200 * 24 * HOUR_MS,
    number,
    personId: person.id,
    kind: 'grant',
    level: 'express',
    purpose: 'care',
    channel: 'sms',
    method: spoken ? 'spoken' : 'paper',
    evidence: spoken ? 'Said so at the desk' : 'Signed form',
    messageId: null,
    actor: 'Dana',
  });
}

interface VisitSeed {
  readonly person: PersonRecord;
  readonly index: number;
  readonly startsAt: number;
  readonly now: number;
  readonly reply: AppointmentRecord['reply'];
  /** Visits that began before this instant are over. */
  readonly seenAt: number;
}

function addVisit(deps: SeedDeps, tx: WriteTx, seed: VisitSeed): AppointmentRecord {
  const over = seed.startsAt < seed.seenAt;
  const visit: AppointmentRecord = {
    id: deps.ids.next(),
    personId: seed.person.id,
    externalKey: null,
    startsAt: seed.startsAt,
    endsAt: seed.startsAt + 30 * MINUTE_MS,
    zone: practice.zone,
    clinician: clinicians[seed.index % clinicians.length] ?? '',
    location: '',
    kind: visitKinds[seed.index % visitKinds.length] ?? '',
    status: over ? (seed.seenAt - seed.startsAt > 12 * HOUR_MS ? 'done' : 'arrived') : 'booked',
    reply: seed.reply,
    replySetBy: null,
    repliedAt: seed.reply === 'none' ? null : seed.now - 20 * HOUR_MS,
    importId: null,
    createdAt: seed.now - 9 * 24 * HOUR_MS,
    updatedAt: seed.now,
  };
  tx.appointments.insert(visit);
  return visit;
}

interface LastWeek {
  readonly chronicler: Chronicler;
  readonly member: CastMember;
  readonly person: PersonRecord;
  readonly index: number;
  readonly day: CivilDate;
  readonly step: CadenceStepRecord | undefined;
  readonly now: number;
}

function lastWeek(deps: SeedDeps, tx: WriteTx, week: LastWeek): void {
  const { chronicler, member, person, index, day, step, now } = week;
  const startsAt = instantOnDay(addDays(day, -(3 + (index % 5))), (9 + (index % 8)) * HOUR_MS, practice.zone);
  const answer = member.habit === 'silent' ? null : '1';
  const visit = addVisit(deps, tx, {
    person,
    index,
    startsAt,
    now,
    reply: answer === null ? 'none' : 'confirmed',
    seenAt: now,
  });
  if (step === undefined || pastDueTime(step, startsAt) > now) return;
  chronicler.reminded({ person, visit, step, member, answer, now });
}

/** The days after tomorrow: enough visits for the board to have something on every day. Nobody is asked about two visits at once. */
function comingDays(
  deps: SeedDeps,
  tx: WriteTx,
  people: readonly { readonly member: CastMember; readonly person: PersonRecord }[],
  day: CivilDate,
  now: number,
): void {
  for (const [index, { member, person }] of people.entries()) {
    if (member.next === undefined || member.landline === true) continue;
    const daysAhead = member.next === 'later' ? 3 : 4 + (index % 2);
    const startsAt = instantOnDay(
      addDays(day, daysAhead),
      (9 + (index % 7)) * HOUR_MS + (index % 4) * 15 * MINUTE_MS,
      practice.zone,
    );
    const visit = addVisit(deps, tx, { person, index, startsAt, now, reply: 'none', seenAt: now });
    deps.planReminders(tx, visit, now);
  }
}
