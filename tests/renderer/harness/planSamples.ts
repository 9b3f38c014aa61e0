/** What the core says about a plan: one made-up visit, what would change, and what plans are made of. Invented names only. */
import type { OutputOf } from '../../../src/renderer/contract.ts';

export const planPreview: OutputOf<'reminders.previewCadence'> = {
  visit: {
    appointmentId: null,
    personName: 'Alex Sample',
    visitAt: Date.parse('2026-12-03T14:30:00-08:00'),
    kind: 'Check-up',
    clinician: 'Dr. Sample',
  },
  texts: [
    {
      step: 0,
      dueAt: Date.parse('2026-11-30T10:30:00-08:00'),
      missed: null,
      body: 'Hi Alex, your visit is on Thu Dec 3 at 2:30 PM. Reply 1 to confirm.',
      language: 'en',
      segments: 1,
    },
    {
      step: 1,
      dueAt: Date.parse('2026-12-02T10:30:00-08:00'),
      missed: { code: 'superseded', text: 'A later reminder says the same. Not sent.' },
      body: '',
      language: 'en',
      segments: 0,
    },
  ],
  changes: { visits: 12, added: 14, dropped: 3 },
  warnings: [{ step: 1, code: 'capWeek', count: 4 }],
};

export const planChoices: OutputOf<'reminders.getPlanChoices'> = {
  kinds: ['Check-up', 'Cleaning'],
  clinicians: ['Dr. Lin', 'Dr. Osei'],
  locations: ['Main office'],
  holidays: [
    { date: '2026-11-26', name: 'Thanksgiving' },
    { date: '2026-12-25', name: 'Christmas Day' },
  ],
};
