/** Answers for the desk's day and the waitlist, over the visits of the mock-up. Invented people and numbers only. */
import type { CallListRow, FreeSlot, RankedEntry, VisitExtra, WaitlistEntry } from '../../../src/renderer/contract.ts';
import { NOW } from './shellAnswers.ts';
import { visits } from './visitSamples.ts';

const MINUTE = 60_000;
const ZONE = 'America/Los_Angeles';

/** What the board knows of a visit; nothing unless `more` says so. */
export function extra(appointmentId: string, more: Partial<VisitExtra> = {}): VisitExtra {
  return {
    appointmentId,
    replies: [],
    lastCall: null,
    sameDay: [],
    notTold: false,
    slot: null,
    onWaitlist: false,
    ...more,
  };
}

export function reply(id: string, appointmentId: string, more: Partial<VisitExtra['replies'][number]> = {}) {
  return {
    id,
    appointmentId,
    messageId: `m-${id}`,
    kind: 'wrote' as const,
    minutesLate: null,
    at: NOW - MINUTE,
    words: 'May I bring my daughter',
    ...more,
  };
}

export const callRows: readonly CallListRow[] = [
  {
    appointmentId: 'vWalterDunn',
    personId: 'pWalterDunn',
    personName: 'Walter Dunn',
    number: '+12065550199',
    numberDisplay: '(206) 555-0199',
    startsAt: visits[2]!.startsAt,
    zone: ZONE,
    kind: 'Check-up',
    clinician: 'Dr. Osei',
    reason: 'landline',
    lastTextedAt: null,
    lastCall: { id: 'call1', outcome: 'noAnswer', actor: 'Dana', at: NOW - 60 * MINUTE },
  },
  {
    appointmentId: 'vTomWhitfield',
    personId: 'pTomWhitfield',
    personName: 'Tom Whitfield',
    number: null,
    numberDisplay: null,
    startsAt: visits[11]!.startsAt,
    zone: ZONE,
    kind: 'Check-up',
    clinician: 'Dr. Osei',
    reason: 'optedOut',
    lastTextedAt: NOW - 120 * MINUTE,
    lastCall: null,
  },
];

export function entry(name: string, more: Partial<WaitlistEntry> = {}): WaitlistEntry {
  const key = name.replaceAll(' ', '');
  return {
    id: `w${key}`,
    personId: `p${key}`,
    personName: name,
    number: '+12065550113',
    visit: null,
    wishes: { kinds: [], clinicians: [], weekdays: [], from: null, to: null, earliest: null, minutes: null },
    note: '',
    source: 'hand',
    lastOfferedAt: null,
    createdBy: 'Dana',
    createdAt: NOW - 3 * 86_400_000,
    ...more,
  };
}

export const ranked: readonly RankedEntry[] = [
  { entry: entry('Leo Grant'), fits: true, misfits: [] },
  { entry: entry('Ruth Okafor'), fits: true, misfits: [] },
  { entry: entry('Elif Demir'), fits: false, misfits: ['weekday', 'cannotText'] },
];

export const slot: FreeSlot = {
  id: 'slot1',
  appointmentId: 'vEllenVoss',
  startsAt: visits[3]!.startsAt,
  endsAt: visits[3]!.endsAt,
  zone: ZONE,
  clinician: 'Nurse Bell',
  location: '',
  kind: 'Vaccination',
  state: 'held',
  endedCode: null,
  nextAt: null,
  offers: [
    offer('Leo Grant', { state: 'held', answeredAt: NOW }),
    offer('Ruth Okafor', { state: 'asked', expiresAt: NOW + 20 * MINUTE }),
    offer('Elif Demir', { state: 'notSent', reason: { code: 'cannotText', text: 'Cannot be texted. Not asked.' } }),
  ],
  createdBy: 'Dana',
  createdAt: NOW - 10 * MINUTE,
};

function offer(name: string, more: Partial<FreeSlot['offers'][number]>): FreeSlot['offers'][number] {
  const key = name.replaceAll(' ', '');
  return {
    id: `o${key}`,
    entryId: `w${key}`,
    personId: `p${key}`,
    personName: name,
    conversationId: `c${key}`,
    state: 'queued',
    askedAt: null,
    expiresAt: null,
    answeredAt: null,
    reason: null,
    ...more,
  };
}
