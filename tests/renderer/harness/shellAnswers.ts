/** What the frame asks for, answered as in the mock-ups: Thu 19 Nov 2026, 9:44 AM in Seattle. Invented people and numbers only. */
import { refusedTo } from '../../../src/contract/refused.ts';
import { mayRecordAgreement, purposesOf } from '../../../src/main/domain/accounts/roleRules.ts';
import type { Health, Role, Session, Settings } from '../../../src/renderer/contract.ts';
import type { Answers } from './memoryTransport.ts';

export const NOW = Date.parse('2026-11-19T17:44:00Z');

/** The session of somebody in a role, as the core would tell it. */
export function sessionAs(role: Role, more: Partial<Session> = {}): Session {
  const sends = [...purposesOf(role)];
  return { ...session, role, refused: refusedTo(role), sends, recordsAgreements: mayRecordAgreement(role), ...more };
}

export const session: Session = {
  userName: 'Dana Whitlock',
  role: 'manager',
  refused: refusedTo('manager'),
  sends: [...purposesOf('manager')],
  recordsAgreements: true,
  contractVersion: 1,
  version: '1.4.0',
  demo: false,
  capabilities: ['demo'],
};

export const settings: Settings = {
  practice: {
    name: 'Riverside Family Clinic',
    shortName: 'Riverside',
    country: 'US',
    zone: 'America/Los_Angeles',
    phone: '(206) 555-0100',
    address: '',
    mapLink: '',
    hipaa: true,
    clock: '12h',
  },
  sending: {
    open: '08:00',
    close: '20:00',
    closedDays: [7],
    perDay: 200,
    paceMs: 6000,
    undoMs: 5000,
    perHalfHour: 30,
    recipientsPerDay: 150,
    sameTextPerHour: 25,
    failuresInARow: 3,
  },
  privacy: { blurAfterIdleSeconds: 0, lockAfterMinutes: 5, lockWithSystem: true },
  routing: {
    preferredGatewayId: null,
    failover: true,
    failoverAfterMinutes: 10,
    spill: false,
    whatsapp: false,
    eraseAfterDays: null,
    erase: 'redact',
  },
  reminders: {
    settleMinutes: 3,
    staleHours: 30,
    households: 'merge',
    closedDates: [],
    movedText: true,
    movedTemplateId: null,
    cancelledText: false,
    cancelledTemplateId: null,
  },
  handOff: { on: false, pcOn: [1, 2, 3, 4, 5].map((day) => ({ day, from: '07:30', to: '19:00' })) },
  consent: { majorityYears: 18, marketingLapseMonths: 24 },
  retention: {
    textMonths: 24,
    factsYears: 6,
    fileDays: 30,
    unknownDays: 90,
    draftDays: 30,
    listDays: 90,
    auditYears: 6,
    consentYears: 10,
  },
  backup: { keepDays: 35, copyTo: '' },
  safety: { guardWords: [], emergencyText: '', marketingHours: 'nationalSafe' },
  dlt: { header: '', texts: [] },
  setupDone: true,
};

export const phone: Health['gateways'][number] = {
  id: 'gw1',
  kind: 'phone',
  label: 'Front desk Pixel',
  state: 'up',
  problem: null,
  since: NOW - 3_600_000,
  canReceive: true,
  ownNumber: '+12065550100',
  version: '1.74.1',
  deviceName: 'Pixel',
  batteryPercent: 88,
  clockSkewMs: 12,
  address: '192.168.1.24:8080',
  queued: 2,
  oldestQueuedAt: NOW - 60_000,
  sentToday: 46,
  failedToday: 1,
  dayLeft: 154,
  downSince: null,
  lastHeardAt: NOW,
  lastInboundAt: NOW - 120_000,
  simulated: false,
};

export const health: Health = {
  version: '1.4.0',
  now: NOW,
  startedAt: NOW - 7_200_000,
  demo: false,
  gateways: [phone],
  queue: {
    ready: 1,
    waiting: 1,
    sending: 0,
    needsReview: 0,
    failedToday: 0,
    sentToday: 46,
    oldestReadyAt: null,
  },
  sendingHeld: null,
  sending: { open: '08:00', close: '20:00', perDay: 200 },
  store: {
    path: 'deskbell.db',
    sizeBytes: 1_000_000,
    schema: 10,
    encrypted: true,
    synchronous: 'FULL',
    lastBackupAt: Date.parse('2026-11-19T15:30:00Z'),
  },
  auditHead: 'a1',
  overrides: [],
};

/** Answers for the frame; spread them first, then a feature's own. */
export const shellAnswers: Answers = {
  'system.getSession': () => session,
  'system.getHealth': () => health,
  'accounts.getSession': () => ({
    state: 'device',
    account: null,
    elevated: null,
    lockAfterMinutes: 5,
    practice: 'Riverside Family Clinic',
  }),
  'settings.getSettings': () => settings,
  'conversations.listConversations': () => ({ items: [], next: null, counts: { todo: 7, waiting: 4 } }),
};
