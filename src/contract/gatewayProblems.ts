/** Everything that can be wrong with a gateway: a code, and nothing else here. Words for staff are in the renderer's catalogue. */
import { z } from 'zod';

export const GatewayProblem = z.enum([
  'notConfigured',
  'unreachable',
  'notTheApp',
  'wrongPassword',
  'forbidden',
  'badAnswer',
  'versionTooOld',
  'versionLosesTexts',
  'otherDevice',
  'clockSkew',
  'batteryLow',
  'noSignal',
  'noSim',
  'noSmsPermission',
  'internetRequired',
  'suspended',
  'unregistered',
  /** The sender number or messaging service is gone, empty or no longer ours. */
  'senderRefused',
  /** What people answer is thrown away at the provider before we can see it. */
  'repliesDropped',
  // The daily hearing test: a text went out, none came back.
  'notHeard',
  /** Several texts in a row failed: automatic ones wait, and one is tried every 15 minutes. */
  'sendsFail',
  /** The provider or the phone posts to an address of this PC that is no longer ours. */
  'oldHookAddress',
  'paused',
]);
export type GatewayProblem = z.infer<typeof GatewayProblem>;
