/**
 * The simulated phone as a program of its own: `node src/main/demo/phoneServer.ts --port 0 --control-port 0
 * --profile 1.75 --username sms --password ... [--fast] [--json]`. Prints one line with its addresses, then serves.
 */
import { parseArgs } from 'node:util';
import { createSystemClock } from '../platform/clock.ts';
import { createRandomIds } from '../platform/ids.ts';
import { createPinoLogger } from '../platform/logger.ts';
import { createSystemRandom } from '../platform/random.ts';
import { createSystemTimers } from '../platform/timers.ts';
import { PHONE_PROFILES } from './phone/profiles.ts';
import type { PhoneProfileName } from './phone/profiles.ts';
import { NO_DELAYS, USUAL_DELAYS } from './phone/radio.ts';
import { createPhoneSimulator } from './phone/simulator.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    profile: { type: 'string', default: '1.75' },
    username: { type: 'string', default: 'sms' },
    password: { type: 'string', default: 'demo-pass' },
    fast: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
if (!(values.profile in PHONE_PROFILES)) {
  throw new Error(`Unknown profile. Choose one of ${Object.keys(PHONE_PROFILES).join(', ')}.`);
}
const random = createSystemRandom();
const simulator = createPhoneSimulator(
  {
    clock: createSystemClock(),
    timers: createSystemTimers(),
    ids: createRandomIds(random),
    random,
    log: createPinoLogger({ level: 'warn' }),
  },
  {
    port: Number(values.port),
    controlPort: Number(values['control-port']),
    profile: values.profile as PhoneProfileName,
    username: values.username,
    password: values.password,
    radioDelays: values.fast ? NO_DELAYS : USUAL_DELAYS,
  },
);
await simulator.start();
const addresses = { url: simulator.url, controlUrl: simulator.controlUrl, pid: process.pid };
process.stdout.write(
  values.json
    ? `${JSON.stringify(addresses)}\n`
    : `Simulated phone at ${addresses.url}, its controls at ${addresses.controlUrl}. Ctrl+C stops it.\n`,
);
const stop = (): void => {
  void simulator.stop().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
