/** The visits of the mock-up of Today, invented people on Thu 19 Nov 2026 in Seattle. */
import type { Appointment } from '../../../src/renderer/contract.ts';
import { NOW } from './shellAnswers.ts';

const ZONE = 'America/Los_Angeles';

/** 8 hours behind UTC on that day. */
function at(time: string): number {
  return Date.parse(`2026-11-19T${time}:00-08:00`);
}

/** A visit of today at `time`; `more` says what is special about it. */
export function visit(time: string, personName: string, what: string, more: Partial<Appointment> = {}): Appointment {
  const [kind = '', clinician = ''] = what.split(', ');
  const startsAt = at(time);
  const key = personName.replaceAll(' ', '');
  return {
    id: `v${key}`,
    personId: `p${key}`,
    personName,
    conversationId: `c${key}`,
    canText: 'yes',
    startsAt,
    endsAt: startsAt + 1_800_000,
    zone: ZONE,
    clinician,
    location: '',
    kind,
    status: 'booked',
    reply: 'none',
    replySetBy: null,
    lastMessage: null,
    remindersSent: 2,
    lastRemindedAt: null,
    updatedAt: NOW,
    ...more,
  };
}

function wrote(preview: string): Pick<Appointment, 'lastMessage'> {
  return { lastMessage: { preview, direction: 'in', at: NOW - 600_000 } };
}
const reminded: Partial<Appointment> = {
  lastMessage: { preview: 'Reminder: your visit is today.', direction: 'out', at: at('06:30') },
  lastRemindedAt: at('06:30'),
};

const calm = ['Leo Grant', 'Fatima Noor', 'Ruth Okafor', 'Elif Demir', 'Paul Novak', 'Ana Ruiz', 'Tess Byrne'];

export const visits: readonly Appointment[] = [
  visit('10:15', 'Hana Sato', 'Blood test, Nurse Bell', { reply: 'other', ...wrote('Do I need to fast?') }),
  visit('10:30', 'Maria Alvarez', 'Follow-up, Dr. Chen', {
    reply: 'newTime',
    ...wrote('1:15 please! Could you also send directions?'),
  }),
  visit('11:15', 'Walter Dunn', 'Check-up, Dr. Osei', { canText: 'landline' }),
  visit('14:00', 'Ellen Voss', 'Vaccination, Nurse Bell', {
    reply: 'cancelled',
    ...wrote('Sorry, I have to cancel. Flu!'),
  }),
  visit('15:30', 'Marcus Reed', 'Follow-up, Dr. Chen', { reply: 'newTime', ...wrote('2') }),
  visit('09:00', 'Clara Jensen', 'Blood test, Nurse Bell', { reply: 'confirmed', status: 'arrived' }),
  visit('09:30', 'Igor Petrov', 'Physio, A. Lund', { reply: 'confirmed', ...wrote('1') }),
  visit('09:45', 'Grace Mbeki', 'Physio, A. Lund', {
    reply: 'confirmed',
    ...wrote('Running 10 minutes late, so sorry!'),
  }),
  visit('10:00', 'Samuel Ortiz', 'Check-up, Dr. Osei', reminded),
  visit('11:15', 'Victor Hugo Lima', 'Physio, A. Lund', reminded),
  visit('13:00', 'Nora Lindqvist', 'Check-up, Dr. Chen', reminded),
  visit('13:30', 'Tom Whitfield', 'Check-up, Dr. Osei', { canText: 'optedOut' }),
  visit('16:00', 'Bea Thornton', 'Follow-up, Dr. Osei', { lastRemindedAt: NOW - 1_200_000, lastMessage: null }),
  ...calm.map((name, index) =>
    visit(`${10 + index}:45`, name, 'Check-up, Dr. Chen', {
      reply: 'confirmed',
      replySetBy: index === 1 ? 'Dana' : null,
      ...wrote(index === 1 ? 'Yes I will be there, thank you' : '1'),
    }),
  ),
];
