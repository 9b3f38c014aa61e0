/** What other features may use of the inbox. */
export { offersFor } from './thread/failureOffers.ts';
export type { FailureOffer } from './thread/failureOffers.ts';
