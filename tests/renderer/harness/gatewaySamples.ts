/** A phone, a Twilio account, a tunnel and what they answer, as in the mock-ups. Invented numbers only. */
import type { GatewaySummary, HearingTest, Tunnel } from '../../../src/renderer/contract.ts';
import type { Answers } from './memoryTransport.ts';
import { NOW, phone as barePhone } from './shellAnswers.ts';

export const phone: GatewaySummary = {
  ...barePhone,
  phone: {
    sims: [
      { simNumber: 1, phoneNumber: '+12065550100', carrierName: 'Example Mobile' },
      { simNumber: 2, phoneNumber: null, carrierName: null },
    ],
    sim: null,
    encryption: false,
    dailyHearingTest: false,
    webhooks: false,
  },
};

export const twilio: GatewaySummary = {
  ...barePhone,
  id: 'gw2',
  kind: 'twilio',
  label: 'Twilio',
  ownNumber: '+12065550140',
  version: null,
  deviceName: 'Riverside',
  batteryPercent: null,
  address: 'twilio.com',
  queued: 0,
  sentToday: 12,
  lastInboundAt: NOW - 600_000,
  account: {
    accountSid: `AC${'a'.repeat(32)}`,
    sender: '+12065550140',
    whatsAppNumber: null,
    verifyServiceSid: null,
    webhooks: null,
  },
};

export const hearing: HearingTest = {
  state: 'idle',
  text: 'Not tested yet whether replies arrive.',
  advice: [],
  startedAt: null,
  until: null,
  number: null,
  daily: false,
};

export const tunnelOff: Tunnel = {
  kind: 'off',
  state: 'off',
  text: 'Off. Texts and reports are fetched every few seconds, which needs nothing else.',
  since: null,
  publicUrl: null,
  port: 47_115,
  hasToken: false,
  lastCheck: null,
  lan: { on: false, address: null, text: 'Off.', authority: null, fingerprint: null },
  pictures: false,
  counts: { accepted: 0, repeated: 0, forged: 0, stale: 0, refused: 0, busy: 0 },
  lastEventAt: null,
  waiting: 0,
};

export const tunnelUp: Tunnel = {
  ...tunnelOff,
  kind: 'own',
  state: 'up',
  text: 'Up.',
  since: NOW - 3_600_000,
  publicUrl: 'https://hooks.example.com',
  lastCheck: { ok: true, at: NOW - 240_000, text: 'Reached from outside in 180 ms.' },
  counts: { accepted: 31, repeated: 2, forged: 0, stale: 0, refused: 0, busy: 0 },
  lastEventAt: NOW - 60_000,
};

/** Two ways, all well. */
export const gatewayAnswers: Answers = {
  'gateways.listGateways': () => ({ items: [phone, twilio] }),
  'gateways.getHearingTest': () => hearing,
  'gateways.startHearingTest': () => ({ ...hearing, state: 'waiting', startedAt: NOW, until: NOW + 120_000 }),
  'gateways.getPhoneAdvice': () => ({
    brand: 'Google Pixel',
    items: [
      {
        topic: 'battery',
        title: 'Let the app run in the background',
        steps: ['Settings, Apps, SMSGate, Battery: choose "Unrestricted".'],
      },
    ],
  }),
  'gateways.findPhones': () => ({
    phones: [
      { address: '192.168.1.31:8080', version: '1.74.1', problem: null, batteryPercent: 64, gatewayId: null },
      {
        address: '192.168.1.40:8080',
        version: '1.64.0',
        problem: 'versionLosesTexts',
        batteryPercent: null,
        gatewayId: null,
      },
    ],
    searched: ['192.168.1.0/24'],
    skipped: [],
    complete: true,
  }),
  'gateways.updateGateway': () => ({ gateway: phone }),
  'gateways.connectTwilio': () => ({
    gateway: twilio,
    checks: [
      { name: 'reach', ok: true, problem: null, text: 'Twilio answers, 40 ms.' },
      { name: 'signIn', ok: true, problem: null, text: 'Signed in to "Riverside".' },
      { name: 'sender', ok: true, problem: null, text: '+12065550140 can send texts and pictures.' },
      {
        name: 'registration',
        ok: false,
        problem: 'unregistered',
        text: 'No A2P brand is registered: texts to US numbers are blocked until there is one.',
      },
    ],
  }),
  'tunnel.getTunnel': () => tunnelOff,
};
