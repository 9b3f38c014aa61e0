/** Answers for Today, Reminders, Import, Settings and the first run, as in the mock-ups. Invented people and numbers only. */
import type { CadenceStep, ImportPreview, ImportRow, Template } from '../../../src/renderer/contract.ts';
import { gatewayAnswers } from './gatewaySamples.ts';
import type { Answers } from './memoryTransport.ts';
import { planChoices, planPreview } from './planSamples.ts';
import { cards, detailOf, summary } from './reminderSamples.ts';
import { NOW, phone, settings } from './shellAnswers.ts';
import { visits } from './visitSamples.ts';

export const templates: readonly Template[] = [
  template(
    't3',
    'In three days',
    'reminder',
    'Hi {firstName}, your visit is on {visitDay} at {visitTime}. Reply 1 to confirm.',
  ),
  template(
    't1',
    'Tomorrow',
    'reminder',
    'Hi {firstName}, see you tomorrow at {visitTime}. Reply 1 to confirm, 2 to change.',
  ),
  template('t0', 'Directions', 'directions', 'We are at 12 Example Street. {mapLink}'),
];

function template(id: string, name: string, category: Template['category'], body: string): Template {
  const base = { translationOf: null, outdated: false, archived: false };
  return { id, name, shortcut: id, category, language: 'en', body, version: 1, ...base, updatedAt: NOW };
}

function cadenceStep(
  id: string,
  days: number,
  templateId: string,
  whenConfirmed: CadenceStep['whenConfirmed'],
  minutes: number,
): CadenceStep {
  return {
    id,
    timing: { kind: 'daysBefore', days, at: '10:30' },
    purpose: 'reminder',
    templateId,
    whenConfirmed,
    infoTemplateId: null,
    match: { kinds: [], clinicians: [], locations: [] },
    businessDays: 'keep',
    late: { kind: 'within', minutes },
    active: true,
  };
}

export const cadence = {
  steps: [cadenceStep('s3', 3, 't3', 'skip', 600), cadenceStep('s1', 1, 't1', 'same', 240)],
};

/** A row of the list at `line`; `more` says what is special about it. */
export function importRow(line: number, more: Partial<ImportRow> = {}): ImportRow {
  return {
    line,
    action: 'new',
    name: `Person Number${line}`,
    phone: `+1206555${String(100 + (line % 100)).padStart(4, '0')}`,
    phoneRaw: '',
    startsAt: NOW + line * 900_000,
    wasAt: null,
    clinician: 'Dr. Osei',
    kind: 'Check-up',
    problems: [],
    ...more,
  };
}

export const importRows: readonly ImportRow[] = [
  importRow(4, {
    phone: null,
    phoneRaw: '(206) 555-01',
    problems: [{ code: 'phoneInvalid', severity: 'warning', column: 1, text: '(206) 555-01 is too short.' }],
    needsYou: true,
  }),
  importRow(9, {
    action: 'skipped',
    startsAt: null,
    problems: [{ code: 'timeMissing', severity: 'error', column: 3, text: 'The time is missing.' }],
    needsYou: true,
  }),
  importRow(12, {
    problems: [{ code: 'noConsent', severity: 'warning', column: null, text: 'No record of consent.' }],
  }),
  ...Array.from({ length: 51 }, (_, index) => importRow(20 + index)),
  importRow(90, { action: 'moved', wasAt: NOW + 86_400_000 }),
];

export const importPreview: ImportPreview = {
  importId: 'imp1',
  fileName: 'monday.csv',
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  dateOrder: 'mdy',
  dateOrderAmbiguous: true,
  columns: [
    { index: 0, header: 'Patient', meaning: 'name', samples: ['Hana Sato', 'Leo Grant', 'Ruth Okafor'] },
    { index: 1, header: 'Mobile', meaning: 'phone', samples: ['(206) 555-0172', '(206) 555-0113', ''] },
    { index: 2, header: 'Date', meaning: 'date', samples: ['3/11/2026', '3/11/2026', '4/11/2026'] },
    { index: 3, header: 'Time', meaning: 'time', samples: ['9:30 AM', '10:00 AM', '10:30 AM'] },
    { index: 4, header: 'Room', meaning: 'ignore', samples: ['2', '2', '4'] },
  ],
  missing: [],
  unknownStatusWords: [],
  counts: { new: 53, moved: 1, changed: 0, cancelled: 0, unchanged: 0, skipped: 1, problems: 3, needYou: 2 },
  warnings: [],
  absent: { visits: 0, complete: false, cancel: 0 },
  rows: [...importRows],
};

/** Spread over the frame's answers. */
export const deskAnswers: Answers = {
  'sources.listSources': () => ({ items: [], lists: [] }),
  'writeBack.countChanges': () => ({ open: 0, today: 0 }),
  'schedule.listAppointments': ({ date }) => ({
    items: date === '2026-11-19' ? [...visits] : [],
    next: null,
    date: date ?? null,
    clinicians: ['A. Lund', 'Dr. Chen', 'Dr. Osei', 'Nurse Bell'],
    lastImportAt: Date.parse('2026-11-19T15:02:00Z'),
  }),
  'reminders.listReminders': ({ filter }) => ({
    items: cards.filter(
      (card) =>
        filter === 'all' ||
        filter === undefined ||
        (filter === 'sent' ? card.state === 'delivered' : card.state === 'held' || card.state === 'failed'),
    ),
    next: null,
  }),
  'reminders.getSummary': () => summary,
  'reminders.getReminder': ({ id }) => detailOf(cards.find((card) => card.id === id) ?? cards[0]!),
  'reminders.getCadence': () => cadence,
  'reminders.previewCadence': () => planPreview,
  'reminders.getPlanChoices': () => planChoices,
  'templates.listTemplates': () => ({ items: [...templates] }),
  'templates.renderTemplate': () => ({
    body: 'Hi Samuel, your visit is today at 10:00 AM. Reply 1 to confirm.',
    missing: [],
  }),
  ...gatewayAnswers,
  'gateways.listGateways': () => ({ items: [phone] }),
  'gateways.testGateway': () => ({
    gateway: phone,
    checks: [
      { name: 'reach', ok: true, problem: null, text: 'The phone answers, 14 ms' },
      { name: 'signIn', ok: true, problem: null, text: 'The password is right' },
      { name: 'receive', ok: true, problem: null, text: 'Replies reach this PC' },
    ],
  }),
  'gateways.pairPhone': () => ({
    gateway: phone,
    checks: [
      { name: 'reach', ok: true, problem: null, text: 'Phone found and signed in, 14 ms' },
      { name: 'signIn', ok: true, problem: null, text: 'The password is right' },
      { name: 'send', ok: true, problem: null, text: 'Can send texts from +12065550100' },
      { name: 'battery', ok: false, problem: 'batteryLow', text: 'The phone battery is at 18%. Keep it plugged in.' },
    ],
  }),
  'schedule.listImports': () => ({ items: [], next: null }),
  'schedule.previewImport': () => importPreview,
  'schedule.listImportRows': ({ filter }) => ({
    items: importRows.filter(
      (row) =>
        filter === 'all' ||
        filter === undefined ||
        (filter === 'needYou' ? row.needsYou === true : row.action === filter),
    ),
    next: null,
  }),
  'schedule.applyImport': () => ({
    importId: 'imp1',
    counts: importPreview.counts,
    remindersPlanned: 156,
    firstReminderAt: Date.parse('2026-11-19T18:30:00Z'),
  }),
  'settings.saveSettings': () => ({ ...settings, savedAt: NOW }),
  'people.listDuplicates': () => ({ items: [], next: null }),
  'people.listPeople': () => ({ items: [], next: null, total: 0 }),
  'demo.getState': () => ({
    now: NOW,
    speed: 1,
    faults: [],
    sample: { fileName: 'tomorrow.csv', path: 'tomorrow.csv' },
    textsOnAir: 2,
  }),
  'demo.getSampleSchedule': () => ({ fileName: 'tomorrow.csv', content: 'Name,Phone,Date,Time\n' }),
};
