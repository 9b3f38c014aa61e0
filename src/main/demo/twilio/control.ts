/**
 * The control API of the simulated Twilio, on a port of its own: the same things as the in-process handle, as JSON.
 * Only for tests and demos on this machine.
 */
import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Logger } from '../../platform/ports.ts';
import { createControlHandler, withoutUndefined } from '../controlApi.ts';
import type { ControlRoutes } from '../controlApi.ts';
import { REQUEST_FAULTS, TWILIO_SWITCHES } from './faults.ts';
import type { TwilioSimulator } from './handle.ts';
import { OUTCOMES } from './outcomes.ts';

const Receive = z.object({
  from: z.string().min(1),
  body: z.string(),
  to: z.string().optional(),
  channel: z.enum(['sms', 'whatsApp']).optional(),
  media: z.array(z.object({ contentType: z.string(), base64: z.string() })).optional(),
  button: z.object({ text: z.string(), payload: z.string() }).optional(),
  copies: z.number().int().optional(),
});
const CustomOutcome = z.object({
  status: z.enum(['sent', 'delivered', 'undelivered', 'failed']),
  code: z.number().optional(),
  onAir: z.boolean().optional(),
});
const OutcomeRequest = z.object({ number: z.string(), outcome: z.union([z.enum(OUTCOMES), CustomOutcome]) });
const Refusal = z.object({ number: z.string(), code: z.number().nullable() });
const Switch = z.object({ fault: z.enum(TWILIO_SWITCHES), on: z.boolean() });
const Fail = z.object({
  kind: z.enum(REQUEST_FAULTS),
  match: z.string().optional(),
  times: z.number().nullable().optional(),
  share: z.number().optional(),
  ms: z.number().optional(),
  retryAfterSeconds: z.number().optional(),
});
const Callbacks = z.object({
  lost: z.number().optional(),
  doubled: z.number().optional(),
  reordered: z.number().optional(),
});
const AccountChange = z.object({
  status: z.enum(['active', 'suspended', 'closed']).optional(),
  type: z.enum(['Full', 'Trial']).optional(),
  balance: z.string().optional(),
  authToken: z.string().optional(),
  secondaryToken: z.string().nullable().optional(),
});
const Skew = z.object({ ms: z.number() });

const ROUTES: ControlRoutes<TwilioSimulator> = {
  'GET /state': (simulator) => ({ ...simulator.counts(), faults: simulator.faults() }),
  'GET /account': (simulator) => simulator.account,
  'GET /sent': (simulator) => simulator.sent(),
  'GET /tally': (simulator) => simulator.tally(),
  'GET /hooks': (simulator) => simulator.hooks(),
  'GET /alerts': (simulator) => simulator.alerts(),
  'POST /receive': (simulator, body) => {
    const { from, body: text, media, ...options } = Receive.parse(body);
    const files = media?.map(({ contentType, base64 }) => ({ contentType, bytes: Buffer.from(base64, 'base64') }));
    return { sid: simulator.receive(from, text, withoutUndefined({ ...options, media: files })) };
  },
  'POST /outcome': (simulator, body) => {
    const { number, outcome } = OutcomeRequest.parse(body);
    simulator.setOutcome(number, typeof outcome === 'string' ? outcome : withoutUndefined(outcome));
    return {};
  },
  'POST /refuse': (simulator, body) => {
    const { number, code } = Refusal.parse(body);
    simulator.refuse(number, code);
    return {};
  },
  'POST /verification-code': (simulator, body) => ({
    code: simulator.verificationCode(z.object({ to: z.string() }).parse(body).to),
  }),
  'POST /fault': async (simulator, body) => {
    const { fault, on } = Switch.parse(body);
    await simulator.setFault(fault, on);
    return { faults: simulator.faults() };
  },
  'POST /fail': (simulator, body) => {
    simulator.failRequests(withoutUndefined(Fail.parse(body)));
    return {};
  },
  'POST /callbacks': (simulator, body) => {
    simulator.setCallbackFaults(withoutUndefined(Callbacks.parse(body)));
    return {};
  },
  'POST /account': (simulator, body) => {
    Object.assign(simulator.account, withoutUndefined(AccountChange.parse(body)));
    return {};
  },
  'POST /clock-skew': (simulator, body) => {
    simulator.setClockSkew(Skew.parse(body).ms);
    return {};
  },
  'POST /clear': async (simulator) => {
    await simulator.clearFaults();
    simulator.clearSent();
    return {};
  },
};

/** The request handler of the control port. */
export function createControl(
  simulator: TwilioSimulator,
  log: Logger,
): (request: IncomingMessage, response: ServerResponse) => void {
  return createControlHandler(simulator, ROUTES, log);
}
