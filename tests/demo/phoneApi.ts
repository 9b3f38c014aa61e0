/**
 * A simulated phone and a plain HTTP caller of its API, without our client in between.
 */
import { Buffer } from 'node:buffer';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import { createPhoneSimulator } from '../../src/main/demo/phone/simulator.ts';
import type { PhoneSimulatorOptions } from '../../src/main/demo/phone/simulator.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createSeededIds, createSeededRandom } from '../fakes/seeded.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';

const BASIC = `Basic ${Buffer.from('sms:demo-pass').toString('base64')}`;

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  readonly headers: Headers;
}

export interface PhoneApi {
  readonly clock: VirtualClock;
  readonly phone: PhoneSimulator;
  /** Signed in with the password, unless `authorization` says otherwise (null: not at all). */
  call(method: string, path: string, body?: unknown, authorization?: string | null): Promise<Answer>;
}

/** Starts a phone on virtual time. */
export async function startPhoneApi(options: PhoneSimulatorOptions = {}): Promise<PhoneApi> {
  const clock = createVirtualClock();
  const phone = createPhoneSimulator(
    { clock, timers: clock, ids: createSeededIds(), random: createSeededRandom(), log: createSilentLogger() },
    options,
  );
  await phone.start();
  return { clock, phone, call: (...request) => callApi(phone.url, ...request) };
}

async function callApi(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  authorization: string | null = BASIC,
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, json: text === '' ? null : JSON.parse(text), headers: response.headers };
}

/** The body of a valid `POST /messages`. */
export function message(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return { phoneNumbers: ['+12065550101'], textMessage: { text: 'Hello' }, ...overrides };
}
