/**
 * What a Twilio account has, as data: credentials, own numbers, messaging services, registrations. Tests and the control API
 * change it while the simulator runs. Owns no rule and no message.
 */

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
