/**
 * The simulated Twilio as a program of its own: `node src/main/demo/twilioServer.ts --port 0 --media-port 0 --control-port 0
 * [--account-sid AC... --auth-token ...] [--number +1206555...] [--map https://clinic.example=http://127.0.0.1:8080] [--fast] [--json]`.
 * Prints one line with its addresses and credentials, then serves. `--map` leads webhooks to a listener on this machine.
 */
import { parseArgs } from 'node:util';
import { createSystemClock } from '../platform/clock.ts';
import { createPinoLogger } from '../platform/logger.ts';
import type { Fetch } from '../platform/ports.ts';
import { createSystemRandom } from '../platform/random.ts';
import { createSystemTimers } from '../platform/timers.ts';
import { NO_TIMES, USUAL_TIMES } from './twilio/lineTimes.ts';
import { createTwilioSimulator } from './twilio/simulator.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'media-port': { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    'account-sid': { type: 'string' },
    'auth-token': { type: 'string' },
    number: { type: 'string', default: '+12065550140' },
    map: { type: 'string' },
    fast: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

/** Only loopback is reached: a simulator must not call the world because of a mistyped address. */
function loopbackFetch(map: string | undefined): Fetch {
  const [from = '', to = ''] = map?.split('=') ?? [];
  return (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const target = from !== '' && address.startsWith(from) ? to + address.slice(from.length) : address;
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(target).hostname)) {
      return Promise.reject(new TypeError('The simulated Twilio reaches nothing but this machine.'));
    }
    return fetch(target, init);
  };
}

const simulator = createTwilioSimulator(
  {
    clock: createSystemClock(),
    timers: createSystemTimers(),
    random: createSystemRandom(),
    log: createPinoLogger({ level: 'warn' }),
    fetch: loopbackFetch(values.map),
  },
  {
    port: Number(values.port),
    mediaPort: Number(values['media-port']),
    controlPort: Number(values['control-port']),
    ...(values['account-sid'] === undefined ? {} : { accountSid: values['account-sid'] }),
    ...(values['auth-token'] === undefined ? {} : { authToken: values['auth-token'] }),
    numbers: [{ phoneNumber: values.number }],
    mediaOrigin: 'self',
    times: values.fast ? NO_TIMES : USUAL_TIMES,
  },
);
await simulator.start();
const { account } = simulator;
const facts = {
  url: simulator.url,
  mediaUrl: simulator.mediaUrl,
  controlUrl: simulator.controlUrl,
  accountSid: account.sid,
  authToken: account.authToken,
  keySid: account.keys[1]?.sid,
  keySecret: account.keys[1]?.secret,
  serviceSid: account.services[0]?.sid,
  verifyServiceSid: account.verifyServiceSid,
  pid: process.pid,
};
process.stdout.write(
  values.json
    ? `${JSON.stringify(facts)}\n`
    : `Simulated Twilio at ${facts.url}, its controls at ${facts.controlUrl}. Account ${facts.accountSid}, token ${facts.authToken}. Ctrl+C stops it.\n`,
);
const stop = (): void => {
  void simulator.stop().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
