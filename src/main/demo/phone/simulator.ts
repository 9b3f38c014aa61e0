/**
 * A phone that speaks the app's protocol over real HTTP, for the demo and for tests: one handle to start it, let people
 * text it, see what went on air, and make it misbehave. Nothing of it can reach a real phone.
 */
import type { Clock, Ids, Logger, Random, Timers } from '../../platform/ports.ts';
import { createControl } from './control.ts';
import { createRequestFaults, PHONE_SWITCHES } from './faults.ts';
import type { PhoneSwitch } from './faults.ts';
import type { PhoneSimulator } from './handle.ts';
import { createHttpFront } from './httpFront.ts';
import { reportHealth } from './healthReport.ts';
import { createLoopbackServer } from './httpServer.ts';
import type { LoopbackServer } from './httpServer.ts';
import { createPhone, newDeviceId } from './phone.ts';
import type { Phone, PhoneOptions } from './phone.ts';
import { describeSims } from './routes/device.ts';
import { scopeTimers } from './scopedTimers.ts';
import { forgetOutgoing, overallState, wipeAppData } from './store.ts';

export interface PhoneSimulatorDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly random: Random;
  readonly log: Logger;
}

export interface PhoneSimulatorOptions extends PhoneOptions {
  /** Port of the phone's API; 0 or absent picks a free one. */
  readonly port?: number;
  /** Port of the control API; 0 or absent picks a free one, null leaves it out. */
  readonly controlPort?: number | null;
}

/** A simulated phone; it listens after `start`. */
export function createPhoneSimulator(deps: PhoneSimulatorDeps, options: PhoneSimulatorOptions = {}): PhoneSimulator {
  const scoped = scopeTimers(deps.timers);
  const phone = createPhone({ ...deps, timers: scoped }, options);
  const requestFaults = createRequestFaults();
  const on = new Set<PhoneSwitch>();
  const front = createHttpFront({ phone, faults: requestFaults, timers: scoped, log: deps.log });
  const api = createLoopbackServer(options.port ?? 0, front);
  const urls: { api?: string; control?: string } = {};

  const simulator: PhoneSimulator = {
    ...phoneControls(phone, deps.random),
    get url() {
      return started(urls.api);
    },
    get controlUrl() {
      return started(urls.control);
    },
    async start() {
      urls.api = await api.open();
      if (options.controlPort !== null) urls.control = await control.open();
      beginLife(phone, scoped);
    },
    async stop() {
      await Promise.all([api.close(), control.close()]);
      endLife(phone, scoped);
    },
    async reboot({ downMs = 0, sendsTwice = false } = {}) {
      await api.close();
      endLife(phone, scoped);
      if (sendsTwice) takeUpAgain(phone);
      // Not of the phone: it is off.
      if (downMs > 0) await deps.timers.sleep(downMs);
      urls.api = await api.open();
      beginLife(phone, scoped);
    },
    async setFault(fault, active) {
      if (active) on.add(fault);
      else on.delete(fault);
      await applySwitch(phone, api, fault, active);
    },
    faults: () => [...on],
    failRequests: (fault) => requestFaults.add(fault),
    async clearFaults() {
      requestFaults.clear();
      for (const fault of PHONE_SWITCHES) if (on.has(fault)) await simulator.setFault(fault, false);
    },
  };
  const control = createLoopbackServer(options.controlPort ?? 0, createControl(simulator, deps.log));
  return simulator;
}

/** The app starts: what waits is taken up, and those who want to know are told. */
function beginLife(phone: Phone, timers: Timers): void {
  phone.log.add('INFO', 'LocalServerService', 'Server started');
  phone.worker.wake();
  phone.webhooks.emit('app:started', { simCards: describeSims(phone) });
  const ping = phone.settings.number('ping.interval_seconds');
  if (ping === null) return;
  const tell = (): void => phone.webhooks.emit('system:ping', { health: reportHealth(phone) });
  tell();
  timers.every(ping * 1000, tell);
}

function endLife(phone: Phone, timers: { cancelAll(): void }): void {
  timers.cancelAll();
  phone.worker.reset();
  phone.webhooks.reset();
}

function takeUpAgain({ store }: Phone): void {
  for (const message of store.messages.values()) {
    if (overallState(message) !== 'Processed') continue;
    for (const recipient of message.recipients) recipient.state = 'Pending';
    store.pending.add(message);
  }
}

async function applySwitch(phone: Phone, api: LoopbackServer, fault: PhoneSwitch, active: boolean): Promise<void> {
  switch (fault) {
    case 'deaf':
      return phone.inbound.setDeaf(active);
    case 'internetOff':
      phone.condition.internet = !active;
      return phone.webhooks.wake();
    case 'sendingHeld':
      return phone.worker.hold(active);
    case 'asleep':
      phone.condition.asleep = active;
      phone.webhooks.wake();
      // Answers that were due while it slept never come.
      return api.dropConnections();
    case 'hooksHeld':
      phone.webhooks.faults.held = active;
      return phone.webhooks.wake();
    case 'hooksNewestFirst':
      phone.webhooks.faults.newestFirst = active;
      return;
    case 'hooksDoubled':
      phone.webhooks.faults.doubled = active;
      return;
    case 'hooksDropped':
      phone.webhooks.faults.dropped = active;
      return;
    case 'hooksForged':
      phone.webhooks.faults.forged = active;
      return;
    case 'offline':
      if (active) await api.close();
      else await api.open();
  }
}

type PhoneControls = Omit<
  PhoneSimulator,
  'url' | 'controlUrl' | 'start' | 'stop' | 'reboot' | 'setFault' | 'faults' | 'failRequests' | 'clearFaults'
>;

/** The part of the handle that acts on the phone itself, whether or not anybody can reach it. */
function phoneControls(phone: Phone, random: Random): PhoneControls {
  return {
    inject: (from, text, options) => phone.inbound.inject(from, text, options),
    injectMms: (from, mms) => phone.inbound.injectMms(from, mms),
    sent: () => phone.radio.sent(),
    onSent: (listener) => phone.radio.onSent(listener),
    clearSent: () => phone.radio.clear(),
    change: (condition) => void Object.assign(phone.condition, condition),
    setClockSkew: (ms) => phone.time.setSkew(ms),
    wipe: () => wipe(phone),
    forgetSent: () => forgetOutgoing(phone.store),
    reinstall: () => {
      wipe(phone);
      phone.condition.deviceId = newDeviceId(random);
      phone.tokens.revokeAll();
    },
    revokeTokens: () => phone.tokens.revokeAll(),
    counts: () => ({
      messages: phone.store.messages.size,
      pending: phone.store.pending.size,
      incoming: phone.store.incoming.length,
      hooksWaiting: phone.webhooks.waiting(),
      transmissions: phone.radio.sent().reduce((sum, text) => sum + text.count, 0),
    }),
  };
}

function wipe(phone: Phone): void {
  wipeAppData(phone.store);
  phone.webhooks.clear();
  phone.log.clear();
}

function started(url: string | undefined): string {
  if (url === undefined) throw new Error('The simulated phone is not started.');
  return url;
}
