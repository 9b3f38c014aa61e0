/**
 * A Twilio that speaks its protocol over real HTTP, for the demo and for tests: one handle to start it, let people text the
 * account, see what reached handsets, and make it misbehave. Nothing of it can reach the real one.
 */
import type { Clock, Fetch, Logger, Random, Timers } from '../../platform/ports.ts';
import { createLoopbackServer } from '../phone/httpServer.ts';
import type { LoopbackServer } from '../phone/httpServer.ts';
import { newNumber } from './newAccount.ts';
import { createBackend } from './backend.ts';
import type { Backend, BackendOptions } from './backend.ts';
import { createControl } from './control.ts';
import { createRequestFaults } from './faults.ts';
import type { RequestFaults, TwilioSwitch } from './faults.ts';
import type { TwilioSimulator } from './handle.ts';
import { createHttpFront } from './httpFront.ts';
import { receiveText } from './inbound.ts';
import type { Range } from './lineTimes.ts';
import { scopeTimers } from './scopedTimers.ts';

export interface TwilioSimulatorDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Logger;
  /** Calls webhooks and fetches outgoing pictures; map public addresses to the loopback here. */
  readonly fetch: Fetch;
}

export interface TwilioSimulatorOptions extends BackendOptions {
  /** Port of the API; 0 or absent picks a free one. */
  readonly port?: number;
  /** Port of the file host; 0 or absent picks a free one. */
  readonly mediaPort?: number;
  /** Port of the control API; 0 or absent picks a free one, null leaves it out. */
  readonly controlPort?: number | null;
  /** Delay of every request, ms. */
  readonly latencyMs?: Range;
  /** API requests at the same time, beyond which a 429 is answered. */
  readonly concurrency?: number;
}

/** A simulated Twilio; it listens after `start`. */
export function createTwilioSimulator(
  deps: TwilioSimulatorDeps,
  options: TwilioSimulatorOptions = {},
): TwilioSimulator {
  const timers = scopeTimers(deps.timers);
  const backend = createBackend({ ...deps, timers }, options);
  const requestFaults = createRequestFaults(() => deps.random.fraction());
  const on = new Set<TwilioSwitch>();
  const front = createHttpFront({
    backend,
    faults: requestFaults,
    timers,
    log: deps.log,
    silent: () => on.has('silent'),
    latencyMs: options.latencyMs ?? [0, 0],
    concurrency: options.concurrency ?? 100,
  });
  const api = createLoopbackServer(options.port ?? 0, front);
  const files = createLoopbackServer(options.mediaPort ?? 0, (request, response) =>
    backend.media.serve(request, response),
  );
  const urls: { api?: string; files?: string; control?: string } = {};

  const simulator: TwilioSimulator = {
    get url() {
      return started(urls.api);
    },
    get mediaUrl() {
      return started(urls.files);
    },
    get controlUrl() {
      return started(urls.control);
    },
    ...peopleControls(backend),
    ...ledgerControls(backend),
    ...faultControls(backend, requestFaults, on, api),
    async start() {
      urls.api = await api.open();
      urls.files = await files.open();
      if (options.mediaOrigin === 'self') backend.links.mediaOrigin = urls.files;
      if (options.controlPort !== null) urls.control = await control.open();
    },
    async stop() {
      await Promise.all([api.close(), files.close(), control.close()]);
      timers.cancelAll();
    },
  };
  const control = createLoopbackServer(options.controlPort ?? 0, createControl(simulator, deps.log));
  return simulator;
}

type PeopleControls = Pick<
  TwilioSimulator,
  'account' | 'receive' | 'addNumber' | 'addTemplate' | 'setOutcome' | 'refuse' | 'optOut' | 'verificationCode'
>;

/** What people and the clinic's own console do. */
function peopleControls(backend: Backend): PeopleControls {
  const { account } = backend;
  return {
    account,
    receive: (from, body, options = {}) => receiveText(backend, from, body, options),
    addNumber(options) {
      const number = newNumber(backend.sids, backend.time.now(), options, account.services[0]?.sid ?? null);
      account.numbers.push(number);
      return number;
    },
    addTemplate: (template) => backend.content.add(template),
    setOutcome: (number, outcome) => void backend.outcomes.set(number, outcome),
    refuse(number, code) {
      if (code === null) backend.refusals.delete(number);
      else backend.refusals.set(number, code);
    },
    optOut: (own, person) => backend.optOuts.block(own, person),
    verificationCode: backend.verifications.codeFor,
  };
}

type LedgerControls = Pick<
  TwilioSimulator,
  'sent' | 'onSent' | 'tally' | 'record' | 'records' | 'counts' | 'clearSent' | 'hooks' | 'alerts' | 'idle'
>;

/** What happened. */
function ledgerControls({ air, store, caller }: Backend): LedgerControls {
  return {
    sent: air.sent,
    onSent: air.onSent,
    tally: air.tally,
    record: store.get,
    records: () => [...store.newestFirst()],
    counts: () => ({ messages: store.size(), ...air.totals(), hooks: caller.history.tries().length }),
    clearSent() {
      air.clear();
      caller.history.clear();
    },
    hooks: caller.history.tries,
    alerts: caller.history.alerts,
    idle: caller.idle,
  };
}

type FaultControls = Pick<
  TwilioSimulator,
  | 'setFault'
  | 'faults'
  | 'failRequests'
  | 'setCallbackFaults'
  | 'clearFaults'
  | 'setClockSkew'
  | 'setMediaOrigin'
  | 'signWithSecondary'
>;

function faultControls(
  backend: Backend,
  requestFaults: RequestFaults,
  on: Set<TwilioSwitch>,
  api: LoopbackServer,
): FaultControls {
  const setFault = async (fault: TwilioSwitch, active: boolean): Promise<void> => {
    if (active) on.add(fault);
    else on.delete(fault);
    if (fault === 'hooksLost') backend.caller.lose(active);
    if (fault === 'silent') api.dropConnections();
    if (fault === 'unreachable') await (active ? api.close() : api.open());
  };
  return {
    setFault,
    faults: () => [...on],
    failRequests: requestFaults.add,
    setCallbackFaults: (faults) => void Object.assign(backend.callbacks.faults, faults),
    async clearFaults() {
      requestFaults.clear();
      Object.assign(backend.callbacks.faults, { lost: 0, doubled: 0, reordered: 0 });
      backend.time.setSkew(0);
      for (const fault of [...on]) await setFault(fault, false);
    },
    setClockSkew: backend.time.setSkew,
    setMediaOrigin: (origin) => void (backend.links.mediaOrigin = origin),
    signWithSecondary: backend.caller.signWithSecondary,
  };
}

function started(url: string | undefined): string {
  if (url === undefined) throw new Error('The simulated Twilio is not started, or has no such address.');
  return url;
}
