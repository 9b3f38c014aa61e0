/**
 * What can be done about a text that did not arrive, by the code of its reason: causes of gateways (main/domain/messageStatus.ts), gate
 * codes, and numbers of the provider on texts from before causes had names. Data, and one look-up (ux.md 5.3.1).
 */

/**
 * `rewrite`: back into the composer, to be changed. `asText`: the same words by SMS. `changeNumber`: it cannot get texts; `fixNumber`: it
 * is wrong or gone.
 */
export type FailureOffer =
  'tryAgain' | 'fixNumber' | 'changeNumber' | 'openSettings' | 'rewrite' | 'asText' | 'addNote';

const OFFERS: Readonly<Record<string, readonly FailureOffer[]>> = {
  // Sending it again may send it twice: a person asks the patient first.
  probablySent: ['addNote'],
  noSignal: ['tryAgain'],
  limitExceeded: ['tryAgain'],
  expired: ['tryAgain'],
  noSim: ['openSettings', 'tryAgain'],
  noSmsPermission: ['openSettings', 'tryAgain'],
  invalidNumber: ['fixNumber'],
  notMobile: ['changeNumber'],
  refusedByNetwork: ['tryAgain', 'addNote'],
  // Only they can undo it; the composer says so.
  optedOut: ['addNote'],
  unknownNumber: ['fixNumber'],
  unreachablePerson: ['tryAgain', 'addNote'],
  blockedAsSpam: ['rewrite', 'addNote'],
  notRegistered: ['openSettings'],
  accountSuspended: ['openSettings'],
  countryOff: ['openSettings'],
  senderUnsuitable: ['openSettings', 'addNote'],
  rateLimited: ['tryAgain'],
  tooLong: ['rewrite'],
  mediaRefused: ['rewrite'],
  noWhatsApp: ['asText'],
  templateNeeded: ['asText'],
  templateWrong: ['openSettings', 'asText'],
  gatewaySettings: ['openSettings'],
  noGateway: ['openSettings'],
  noMediaRoute: ['rewrite'],
  noMarketingRoute: ['openSettings'],
  noWhatsAppRoute: ['asText'],
  whatsAppOff: ['asText'],
  wrongPassword: ['openSettings'],
  suspended: ['openSettings'],
  refused: ['openSettings'],
  NUMBER_INVALID: ['fixNumber'],
  NUMBER_SUSPENDED: ['changeNumber'],
  OPTED_OUT_ALL: [],
  OPTED_OUT_PERSON: [],
  OPTED_OUT_PURPOSE: [],
  PROVIDER_OPTOUT: [],
  PROVIDER_NOT_READY: ['openSettings', 'tryAgain'],
  CONTENT_BLOCK: ['rewrite'],
  REGISTERED_SENDER_MISSING: ['openSettings', 'tryAgain'],
  REGISTERED_TEXT_MISSING: ['rewrite'],
  // Sent before causes had names.
  numberInvalid: ['fixNumber'],
  landline: ['changeNumber'],
  '21211': ['fixNumber'],
  '21610': [],
  '21614': ['changeNumber'],
  '30005': ['fixNumber'],
  '30006': ['changeNumber'],
};

/** The likeliest first. What nobody has thought of can be tried again. */
export function offersFor(code: string): readonly FailureOffer[] {
  return OFFERS[code] ?? ['tryAgain'];
}
