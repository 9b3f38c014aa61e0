/** Kinds of trouble with a gateway, as the frame tells them apart. Pure. */
import type { GatewayProblem, Health } from '../contract.ts';

export type Gateway = Health['gateways'][number];

/** Problems of a phone that cannot be used until somebody changes something on it. */
const UNSUITABLE: readonly GatewayProblem[] = [
  'notTheApp',
  'versionTooOld',
  'versionLosesTexts',
  'otherDevice',
  'internetRequired',
  'noSim',
  'noSmsPermission',
];

export function isUnsuitable(problem: GatewayProblem | null): boolean {
  return problem !== null && UNSUITABLE.includes(problem);
}

/** Password, key or token: nothing goes until a person types another one. */
export function isWrongKey(problem: GatewayProblem | null): boolean {
  return problem === 'wrongPassword' || problem === 'forbidden';
}

/** Twilio itself lets nothing of ours through. */
export function isTwilioRefusal(problem: GatewayProblem | null): boolean {
  return problem === 'suspended' || problem === 'senderRefused';
}
