/**
 * The control API of the simulated phone, on a port of its own: the same things as the in-process handle, as JSON.
 * Only for tests and demos on this machine.
 */
import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Logger } from '../../platform/ports.ts';
import { createControlHandler, withoutUndefined } from '../controlApi.ts';
import type { ControlRoutes } from '../controlApi.ts';
import { PHONE_SWITCHES } from './faults.ts';
import type { PhoneSimulator } from './handle.ts';

const Injected = z.object({
  from: z.string().min(1),
  text: z.string(),
  sentAt: z.number().optional(),
  simNumber: z.number().optional(),
  delayMs: z.number().optional(),
  doubled: z.boolean().optional(),
});
const Inject = z.union([Injected, z.array(Injected)]);
const Fault = z.object({ fault: z.enum(PHONE_SWITCHES as [string, ...string[]]), on: z.boolean() });
const RequestFault = z.object({
  kind: z.enum([
    'delay',
    'closeBeforeStoring',
    'closeAfterStoring',
    'neverAnswer',
    'error500',
    'error500AfterStoring',
    'unauthorized',
    'garbage',
    'html',
    'halfJson',
    'trickle',
  ]),
  match: z.string().optional(),
  times: z.number().nullable().optional(),
  ms: z.number().optional(),
});
const Condition = z.object({
  username: z.string().optional(),
  password: z.string().optional(),
  batteryPercent: z.number().optional(),
  charging: z.boolean().optional(),
  mobileSignal: z.boolean().optional(),
  smsPermission: z.boolean().optional(),
  simCards: z
    .array(z.object({ simNumber: z.int(), phoneNumber: z.string().nullable(), carrierName: z.string().nullable() }))
    .optional(),
});
const Picture = z.object({
  from: z.string().min(1),
  text: z.string().optional(),
  subject: z.string().optional(),
  /** `data` is base64. */
  parts: z.array(z.object({ contentType: z.string(), name: z.string(), data: z.string() })),
  simNumber: z.number().optional(),
  downloadMs: z.number().nullable().optional(),
});

const ROUTES: ControlRoutes<PhoneSimulator> = {
  'GET /state': (simulator) => ({ ...simulator.counts(), faults: simulator.faults() }),
  'GET /sent': (simulator) => simulator.sent(),
  'POST /inject': (simulator, body) => {
    const texts = Inject.parse(body);
    for (const { from, text, ...options } of Array.isArray(texts) ? texts : [texts]) {
      simulator.inject(from, text, withoutUndefined(options));
    }
    return {};
  },
  'POST /fault': async (simulator, body) => {
    const { fault, on } = Fault.parse(body);
    const known = PHONE_SWITCHES.find((name) => name === fault);
    if (known !== undefined) await simulator.setFault(known, on);
    return { faults: simulator.faults() };
  },
  'POST /fail': (simulator, body) => {
    simulator.failRequests(withoutUndefined(RequestFault.parse(body)));
    return {};
  },
  'POST /condition': (simulator, body) => {
    simulator.change(withoutUndefined(Condition.parse(body)));
    return {};
  },
  'POST /clock-skew': (simulator, body) => {
    simulator.setClockSkew(z.object({ ms: z.number() }).parse(body).ms);
    return {};
  },
  'POST /clear': async (simulator) => {
    await simulator.clearFaults();
    simulator.clearSent();
    return {};
  },
  'POST /inject-mms': (simulator, body) => {
    const { from, parts, ...rest } = Picture.parse(body);
    const read = parts.map(({ data, ...part }) => ({ ...part, bytes: Uint8Array.from(Buffer.from(data, 'base64')) }));
    simulator.injectMms(from, { ...withoutUndefined(rest), parts: read });
    return {};
  },
  'POST /reboot': async (simulator, body) => {
    const options = z.object({ downMs: z.number().optional(), sendsTwice: z.boolean().optional() }).parse(body);
    await simulator.reboot(withoutUndefined(options));
    return {};
  },
  'POST /forget-sent': (simulator) => {
    simulator.forgetSent();
    return {};
  },
  'POST /wipe': (simulator) => {
    simulator.wipe();
    return {};
  },
  'POST /reinstall': (simulator) => {
    simulator.reinstall();
    return {};
  },
};

/** The request handler of the control port. */
export function createControl(
  simulator: PhoneSimulator,
  log: Logger,
): (request: IncomingMessage, response: ServerResponse) => void {
  return createControlHandler(simulator, ROUTES, log);
}
