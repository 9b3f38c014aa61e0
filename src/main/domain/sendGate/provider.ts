/** Rows 14, 16 and 27 of rules.md 13.2: can the gateway carry this text now? */
import { NOTHING, block } from './finding.ts';
import type { Rule } from './finding.ts';

/** Row 14: only a person can put it right. */
export const providerNotReady: Rule = ({ input }) => {
  const { state } = input.provider;
  const broken = state === 'not_configured' || state === 'auth_failed' || state === 'unregistered';
  return broken ? block('PROVIDER_NOT_READY', { cause: state }) : NOTHING;
};

/** Row 16: a consumer SIM is a person-to-person line (5.5). */
export const gatewayNoMarketing: Rule = ({ input }) =>
  input.provider.kind === 'android' && input.channel === 'sms' && input.purpose === 'marketing'
    ? block('GATEWAY_NO_MARKETING')
    : NOTHING;

/** Row 27. */
export const providerBusy: Rule = ({ retryAt }) =>
  retryAt === null ? NOTHING : [{ code: 'PROVIDER_BUSY', decision: 'delay', until: retryAt }];
