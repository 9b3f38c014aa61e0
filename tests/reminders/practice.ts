/** The invented practice of the proof: its people, two of them at one phone, its texts and its plan of every kind of step. */
import { stepOf } from '../fakes/cadence.ts';
import type { CadenceStepRecord } from '../../src/main/store/records.ts';

export const ZONE = 'America/New_York';

export const PEOPLE = [
  { id: 'ana', given: 'Ana', number: '+12125550101' },
  { id: 'ben', given: 'Ben', number: '+12125550101' },
  { id: 'cleo', given: 'Cleo', number: '+12125550103' },
  { id: 'dov', given: 'Dov', number: '+12125550104' },
  { id: 'eve', given: 'Eve', number: '+12125550105' },
  { id: 'fay', given: 'Fay', number: '+12125550106' },
] as const;

const says = '{practiceShortName}: {firstName}, {visitDay}, {visitTime}.';
export const TEXTS = [
  { id: 'ask', name: 'Ask', category: 'reminder', body: `${says} Reply C to confirm, R to reschedule.` },
  { id: 'info', name: 'Info', category: 'reminder', body: `${says} See you.` },
  { id: 'booked', name: 'Booked', category: 'confirmation', body: `${says} Booked.` },
  { id: 'after', name: 'After', category: 'followUp', body: '{practiceShortName}: {firstName}, how are you?' },
] as const;
/** Found by their names. */
export const OTHER_TEXTS = [
  { id: 'moved', name: 'Visit moved', category: 'reschedule', body: `${says} Moved.` },
  { id: 'cancelled', name: 'Visit cancelled', category: 'cancellation', body: `${says} Cancelled.` },
] as const;

const before = (id: string, days: number, more: Parameters<typeof stepOf>[0] = {}): CadenceStepRecord =>
  stepOf({ id, days, templateId: 'ask', whenConfirmed: 'skip', businessDays: 'dayBefore', lateMinutes: 600, ...more });
const after = (id: string, more: Parameters<typeof stepOf>[0]): CadenceStepRecord =>
  stepOf({ id, templateId: 'after', businessDays: 'dayAfter', lateMinutes: 600, ...more });

export const STEPS: readonly CadenceStepRecord[] = [
  stepOf({ id: 'booked', timing: { kind: 'booked' }, templateId: 'booked', lateMinutes: 960 }),
  before('week', 7, { minBookedDays: 15 }),
  before('three', 3),
  before('one', 1, { whenConfirmed: 'info', infoTemplateId: 'info', late: { kind: 'nextMorning' } }),
  stepOf({ id: 'soon', timing: { kind: 'minutesBefore', minutes: 120 }, templateId: 'info', lateMinutes: 0 }),
  after('thanks', { timing: { kind: 'daysAfter', after: 'done', days: 1, at: '11:00' }, purpose: 'followUp' }),
  after('missed', { timing: { kind: 'daysAfter', after: 'missed', days: 1, at: '12:00' }, purpose: 'noShow' }),
  after('rate', {
    timing: { kind: 'daysAfter', after: 'done', days: 2, at: '13:00' },
    purpose: 'feedback',
    askAgainAfterDays: 30,
  }),
  after('recall', { timing: { kind: 'monthsAfter', months: 1, at: '10:00' }, purpose: 'recall' }),
].map((step, position) => ({ ...step, position }));
