/**
 * What a Twilio account has, as data: credentials, own numbers, messaging services, registrations. Tests and the control API
 * change it while the simulator runs. Owns no rule and no message.
 */
import type { Random } from '../../platform/ports.ts';
import { createSids, hexOf } from './sids.ts';
import type { Sids } from './sids.ts';

export interface ApiKey {
  readonly sid: string;
  readonly secret: string;
  /** A standard key may do everything but read the account itself; a restricted one only what it lists. */
  readonly kind: 'standard' | 'restricted';
  /** Names as in the routes: `messages/create`, `messages/*` ... */
  permissions: readonly string[];
}

export type NumberKind = 'local' | 'tollFree' | 'shortCode';

export interface OwnNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly kind: NumberKind;
  friendlyName: string;
  mms: boolean;
  /** Approved as a WhatsApp sender, too. */
  whatsApp: boolean;
  serviceSid: string | null;
  smsUrl: string;
  smsMethod: string;
  smsFallbackUrl: string;
  smsFallbackMethod: string;
  statusCallback: string;
  statusCallbackMethod: string;
  readonly dateCreated: number;
  dateUpdated: number;
}

export interface MessagingService {
  readonly sid: string;
  friendlyName: string;
  inboundRequestUrl: string | null;
  inboundMethod: string;
  fallbackUrl: string | null;
  fallbackMethod: string;
  statusCallback: string | null;
  useInboundWebhookOnNumber: boolean;
  smartEncoding: boolean;
  stickySender: boolean;
  /** Seconds. */
  validityPeriod: number;
  /** Null: Twilio's standard handling of keywords. Cannot be read by API. */
  advancedOptOut: AdvancedOptOut | null;
  readonly dateCreated: number;
  dateUpdated: number;
}

export interface AdvancedOptOut {
  /** Beside STOP, which cannot be removed. */
  readonly stopWords: readonly string[];
  /** Beside START. */
  readonly startWords: readonly string[];
  /** Beside HELP. */
  readonly helpWords: readonly string[];
  readonly stopText?: string;
  readonly startText?: string;
  readonly helpText?: string;
}

/** A brand or campaign or toll-free registration; `status` as the API spells it (twilio.md 10). */
export interface Registrations {
  /** Null: never begun. */
  brand: { readonly sid: string; status: string; identityStatus: string; failureReason: string | null } | null;
  campaign: { readonly sid: string; status: string; useCase: string } | null;
  tollFree: { readonly sid: string; status: string; rejectionReason: string | null } | null;
}

export interface TwilioAccount {
  readonly sid: string;
  friendlyName: string;
  status: 'active' | 'suspended' | 'closed';
  type: 'Full' | 'Trial';
  balance: string;
  authToken: string;
  secondaryToken: string | null;
  readonly test: { readonly sid: string; readonly authToken: string };
  keys: ApiKey[];
  numbers: OwnNumber[];
  services: MessagingService[];
  registrations: Registrations;
  /** The prefixes of the countries that are switched on. */
  allowedPrefixes: readonly string[];
  /** A trial account reaches only these. */
  verifiedNumbers: readonly string[];
  /** Redaction on the message (ContentRetention, AddressRetention) is part of the contract. */
  messagePrivacy: boolean;
  readonly verifyServiceSid: string;
  readonly dateCreated: number;
}

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

/** The own number that an address (with or without `whatsapp:`) names. */
export function ownNumber(account: TwilioAccount, address: string): OwnNumber | undefined {
  const bare = bareNumber(address);
  return account.numbers.find((number) => number.phoneNumber === bare);
}

export function serviceBySid(account: TwilioAccount, sid: string | null): MessagingService | undefined {
  return account.services.find((service) => service.sid === sid);
}

export function isWhatsApp(address: string): boolean {
  return address.startsWith('whatsapp:');
}

/** The address without its channel. */
export function bareNumber(address: string): string {
  return address.replace(/^whatsapp:/, '');
}
