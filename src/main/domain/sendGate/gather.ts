/**
 * Gathers the facts for the rules of the send gate: is it a direct reply, which hours apply, is it open, which caps are
 * reached, until when must it wait. Decides nothing.
 */
import type { ConsentPurpose, GateCode, GateInput, Purpose } from '../../../contract/gate.ts';
import { nextOpen } from '../quietHours.ts';
import { MINUTE_MS, isValidZone } from '../time.ts';
import { reachedCaps } from './caps.ts';
import { isDirectAt } from './directReply.ts';
import type { BaseFacts, Facts } from './facts.ts';
import { hoursFor } from './hours.ts';
import { waitFor } from './wait.ts';

/** An unknown retry time (or one that has passed) is asked again after this. */
const RETRY_FALLBACK_MS = MINUTE_MS;

export function gatherFacts(input: GateInput): Facts {
  const zones = candidateZones(input.zone);
  const hours = hoursFor(input);
  const direct = isDirectAt(input, input.now);
  const consentPurpose = consentPurposeOf(input.purpose);
  const base: BaseFacts = {
    input,
    direct,
    byHand: input.trigger !== 'auto',
    answersPerson: input.purpose === 'system' && input.systemKind !== null && input.systemKind !== 'optin_request',
    consentPurpose,
    consent: consentPurpose === null ? null : input.consent[input.channel][consentPurpose],
    zones,
    hours,
    opensAt: hours === null || direct ? input.now : nextOpen(hours, zones, input.now),
    caps: reachedCaps(input, zones, input.now),
    retryAt: retryTime(input),
    isConfirmed: (code: GateCode) => input.trigger !== 'auto' && input.confirmed.includes(code),
  };
  return { ...base, wait: waitFor(base) };
}

/** rules.md section 4. An unusable name empties the list: then no time is open and staff are asked for the zone. */
function candidateZones(zone: GateInput['zone']): readonly string[] {
  if (zone.onFile !== null) return usable([zone.onFile]);
  if (zone.address.length > 0) return usable(zone.address);
  return usable([...new Set([zone.practice, ...zone.number])]);
}

function usable(zones: readonly string[]): readonly string[] {
  return zones.every(isValidZone) ? zones : [];
}

function consentPurposeOf(purpose: Purpose): ConsentPurpose | null {
  if (purpose === 'system') return null;
  return purpose === 'employee_emergency' ? 'employee' : purpose;
}

function retryTime(input: GateInput): number | null {
  const { state, retryAt } = input.provider;
  if (state !== 'offline' && state !== 'rate_limited' && state !== 'daily_limit') return null;
  return retryAt !== null && retryAt > input.now ? retryAt : input.now + RETRY_FALLBACK_MS;
}
