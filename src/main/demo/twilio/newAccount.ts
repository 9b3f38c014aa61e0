/**
 * A fresh account as the simulator starts with: in good standing, with a registered number, a messaging service and two keys.
 * Only makes the data; `account.ts` says what it means.
 */
import type { Random } from '../../platform/ports.ts';
import type { AdvancedOptOut, MessagingService, NumberKind, OwnNumber, TwilioAccount } from './account.ts';
import { createSids, hexOf } from './sids.ts';
import type { Sids } from './sids.ts';

export interface NumberOptions {
  readonly phoneNumber: string;
  readonly kind?: NumberKind;
  readonly inService?: boolean;
  readonly whatsApp?: boolean;
  readonly smsUrl?: string;
  readonly statusCallback?: string;
}

export interface AccountOptions {
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly keySid?: string;
  readonly keySecret?: string;
  /** Of the restricted key; what the desktop needs by default. */
  readonly permissions?: readonly string[];
  readonly numbers?: readonly NumberOptions[];
  readonly advancedOptOut?: AdvancedOptOut | null;
}

/** What a front desk's key is given: texts, pictures, and reading how the account is set up. */
export const DESK_PERMISSIONS: readonly string[] = [
  'messages/*',
  'media/*',
  'numbers/*',
  'services/*',
  'registrations/read',
  'verify/*',
  'content/read',
  'balance/read',
  'countries/read',
];

const OWN_NUMBER: NumberOptions = { phoneNumber: '+12065550140' };

/** An account in good standing with registered traffic, one messaging service and two keys. */
export function createAccount(random: Random, now: number, options: AccountOptions): TwilioAccount {
  const sids = createSids(random);
  const service = newService(sids, now, options.advancedOptOut ?? null);
  return {
    sid: options.accountSid ?? sids.next('AC'),
    friendlyName: 'Larkspur Family Practice',
    status: 'active',
    type: 'Full',
    balance: '41.20',
    authToken: options.authToken ?? hexOf(random, 16),
    secondaryToken: null,
    test: { sid: sids.next('AC'), authToken: hexOf(random, 16) },
    keys: [
      { sid: sids.next('SK'), secret: hexOf(random, 16), kind: 'standard', permissions: ['*'] },
      {
        sid: options.keySid ?? sids.next('SK'),
        secret: options.keySecret ?? hexOf(random, 16),
        kind: 'restricted',
        permissions: options.permissions ?? DESK_PERMISSIONS,
      },
    ],
    numbers: (options.numbers ?? [OWN_NUMBER]).map((number) => newNumber(sids, now, number, service.sid)),
    services: [service],
    registrations: {
      brand: { sid: sids.next('BN'), status: 'APPROVED', identityStatus: 'VERIFIED', failureReason: null },
      campaign: { sid: sids.next('QE'), status: 'VERIFIED', useCase: 'LOW_VOLUME' },
      tollFree: { sid: sids.next('HH'), status: 'TWILIO_APPROVED', rejectionReason: null },
    },
    allowedPrefixes: ['+1'],
    verifiedNumbers: [],
    messagePrivacy: false,
    verifyServiceSid: sids.next('VA'),
    dateCreated: now,
  };
}

/** A number as it is bought; it joins the service unless told otherwise. */
export function newNumber(sids: Sids, now: number, options: NumberOptions, serviceSid: string | null): OwnNumber {
  return {
    sid: sids.next('PN'),
    phoneNumber: options.phoneNumber,
    kind: options.kind ?? 'local',
    friendlyName: options.phoneNumber,
    mms: true,
    whatsApp: options.whatsApp ?? false,
    serviceSid: options.inService === false ? null : serviceSid,
    smsUrl: options.smsUrl ?? '',
    smsMethod: 'POST',
    smsFallbackUrl: '',
    smsFallbackMethod: 'POST',
    statusCallback: options.statusCallback ?? '',
    statusCallbackMethod: 'POST',
    dateCreated: now,
    dateUpdated: now,
  };
}

function newService(sids: Sids, now: number, advancedOptOut: AdvancedOptOut | null): MessagingService {
  return {
    sid: sids.next('MG'),
    friendlyName: 'Front desk',
    inboundRequestUrl: null,
    inboundMethod: 'POST',
    fallbackUrl: null,
    fallbackMethod: 'POST',
    statusCallback: null,
    useInboundWebhookOnNumber: true,
    smartEncoding: false,
    stickySender: true,
    validityPeriod: 36_000,
    advancedOptOut,
    dateCreated: now,
    dateUpdated: now,
  };
}
