/**
 * A phone that speaks the app's protocol over real HTTP, for the demo and for tests: one handle to start it, let people
 * text it, see what went on air, and make it misbehave. Nothing of it can reach a real phone.
 */
import type { Clock, Ids, Logger, Random, TimerHandle, Timers } from '../../platform/ports.ts';
import { createControl } from './control.ts';
import { createRequestFaults, PHONE_SWITCHES } from './faults.ts';
import type { PhoneSwitch } from './faults.ts';
import type { PhoneSimulator } from './handle.ts';
import { createHttpFront } from './httpFront.ts';
import { createLoopbackServer } from './httpServer.ts';
import type { LoopbackServer } from './httpServer.ts';
import { createPhone, newDeviceId } from './phone.ts';
import type { Phone, PhoneOptions } from './phone.ts';
import { wipeAppData } from './store.ts';

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
  const asleep = (): boolean => on.has('asleep');
  const front = createHttpFront({ phone, faults: requestFaults, timers: scoped, log: deps.log, asleep });
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
      phone.worker.wake();
    },
    async stop() {
      await Promise.all([api.close(), control.close()]);
      scoped.cancelAll();
      phone.worker.reset();
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

async function applySwitch(phone: Phone, api: LoopbackServer, fault: PhoneSwitch, active: boolean): Promise<void> {
  switch (fault) {
    case 'deaf':
      return phone.inbound.setDeaf(active);
    case 'internetOff':
      phone.condition.internet = !active;
      return;
    case 'sendingHeld':
      return phone.worker.hold(active);
    case 'asleep':
      // Answers that were due while it slept never come.
      return api.dropConnections();
    case 'offline':
      if (active) await api.close();
      else await api.open();
  }
}

type PhoneControls = Omit<
  PhoneSimulator,
  'url' | 'controlUrl' | 'start' | 'stop' | 'setFault' | 'faults' | 'failRequests' | 'clearFaults'
>;

/** The part of the handle that acts on the phone itself, whether or not anybody can reach it. */
function phoneControls(phone: Phone, random: Random): PhoneControls {
  return {
    inject: (from, text, options) => phone.inbound.inject(from, text, options),
    sent: () => phone.radio.sent(),
    onSent: (listener) => phone.radio.onSent(listener),
    clearSent: () => phone.radio.clear(),
    change: (condition) => void Object.assign(phone.condition, condition),
    setClockSkew: (ms) => phone.time.setSkew(ms),
    wipe: () => wipeAppData(phone.store),
    reinstall: () => {
      wipeAppData(phone.store);
      phone.condition.deviceId = newDeviceId(random);
      phone.tokens.revokeAll();
    },
    revokeTokens: () => phone.tokens.revokeAll(),
    counts: () => ({
      messages: phone.store.messages.size,
      pending: phone.store.pending.size,
      incoming: phone.store.incoming.length,
      transmissions: phone.radio.sent().reduce((sum, text) => sum + text.count, 0),
    }),
  };
}

function started(url: string | undefined): string {
  if (url === undefined) throw new Error('The simulated phone is not started.');
  return url;
}

/** Timers that can all be cancelled at once, so that a stopped phone leaves nothing behind. */
function scopeTimers(timers: Timers): Timers & { cancelAll(): void } {
  const handles = new Set<TimerHandle>();
  const track = (handle: TimerHandle): TimerHandle => {
    const tracked = {
      cancel: () => {
        handles.delete(tracked);
        handle.cancel();
      },
    };
    handles.add(tracked);
    return tracked;
  };
  return {
    after(delayMs, ring) {
      const tracked = track(
        timers.after(delayMs, () => {
          handles.delete(tracked);
          ring();
        }),
      );
      return tracked;
    },
    every: (periodMs, ring) => track(timers.every(periodMs, ring)),
    sleep(delayMs, signal) {
      return timers.sleep(delayMs, signal);
    },
    cancelAll() {
      for (const handle of handles) handle.cancel();
    },
  };
}
