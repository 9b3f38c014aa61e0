/**
 * The phone behind the API: its identity, memory, clock, radio and settings in one place for the routes.
 * Wires the parts together; speaks no HTTP.
 */
import type { Clock, Ids, Random, Timers } from '../../platform/ports.ts';
import { outgoingEvent } from './events.ts';
import { createInbound } from './inbound.ts';
import type { Inbound } from './inbound.ts';
import { createPhoneLog } from './phoneLog.ts';
import type { PhoneLog } from './phoneLog.ts';
import { PHONE_PROFILES } from './profiles.ts';
import type { PhoneProfile, PhoneProfileName } from './profiles.ts';
import { createRadio, scriptByMagicNumber, USUAL_DELAYS } from './radio.ts';
import type { Radio, RadioDelays, RadioScript } from './radio.ts';
import { createSendWorker } from './sendWorker.ts';
import type { StateChange } from './handOver.ts';
import type { SendWorker } from './sendWorker.ts';
import { createPhoneSettings } from './settings.ts';
import type { PhoneSettings } from './settings.ts';
import { createPhoneStore, writeState } from './store.ts';
import type { PhoneStore } from './store.ts';
import { createPhoneTokens } from './tokens.ts';
import type { PhoneTokens } from './tokens.ts';
import { createWebhookPost } from './webhookPost.ts';
import type { WebhookPostOptions } from './webhookPost.ts';
import { createWebhookQueue } from './webhookQueue.ts';
import type { EmitEvent, WebhookQueue } from './webhookQueue.ts';
import { createPhoneTime } from './wireFormat.ts';
import type { PhoneTime } from './wireFormat.ts';

export interface SimCard {
  readonly simNumber: number;
  readonly phoneNumber: string | null;
  readonly carrierName: string | null;
}

/** What can change about a phone while it runs; tests and the control API write it. */
export interface PhoneCondition {
  username: string;
  password: string;
  deviceId: string;
  batteryPercent: number;
  charging: boolean;
  internet: boolean;
  mobileSignal: boolean;
  /** Wi-Fi asleep: nothing comes in, nothing goes out but texts. */
  asleep: boolean;
  /** Whether Android lets the app send texts. */
  smsPermission: boolean;
  simCards: readonly SimCard[];
}

export interface PhoneOptions {
  readonly profile?: PhoneProfileName;
  readonly username?: string;
  readonly password?: string;
  readonly deviceId?: string;
  readonly simCards?: readonly SimCard[];
  readonly radioDelays?: RadioDelays;
  readonly radioScript?: RadioScript;
  /** Numbers that the phone refuses as "not mobile". */
  readonly landlines?: readonly string[];
  /** Zone of the phone, as minutes east of UTC. */
  readonly utcOffsetMinutes?: number;
  /** Whom its webhooks trust, and whom they may call at all. */
  readonly webhooks?: WebhookPostOptions;
}

export interface PhoneDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly random: Random;
}

export interface Phone {
  readonly profile: PhoneProfile;
  readonly condition: PhoneCondition;
  readonly ids: Ids;
  readonly time: PhoneTime;
  readonly store: PhoneStore;
  readonly settings: PhoneSettings;
  readonly tokens: PhoneTokens;
  readonly radio: Radio;
  readonly worker: SendWorker;
  readonly inbound: Inbound;
  readonly webhooks: WebhookQueue;
  readonly log: PhoneLog;
  /** Writes a state of an outgoing message and tells the webhooks. */
  readonly change: StateChange;
}

const OWN_SIM: SimCard = { simNumber: 1, phoneNumber: '+12065550100', carrierName: 'Fiction Mobile' };

/** A phone with the app freshly installed. */
export function createPhone(deps: PhoneDeps, options: PhoneOptions): Phone {
  const profile = PHONE_PROFILES[options.profile ?? '1.75'];
  const condition: PhoneCondition = {
    username: options.username ?? 'sms',
    password: options.password ?? 'demo-pass',
    deviceId: options.deviceId ?? newDeviceId(deps.random),
    batteryPercent: 88,
    charging: true,
    internet: true,
    mobileSignal: true,
    asleep: false,
    smsPermission: true,
    simCards: options.simCards ?? [OWN_SIM],
  };
  const time = createPhoneTime(deps.clock, options.utcOffsetMinutes ?? -300);
  const { now } = time;
  const store = createPhoneStore();
  const settings = createPhoneSettings();
  const delays = options.radioDelays ?? USUAL_DELAYS;
  const landlines = new Set(options.landlines ?? []);
  const radio = createRadio({
    timers: deps.timers,
    now: () => deps.clock.now(),
    script: options.radioScript ?? scriptByMagicNumber,
    delays,
  });
  const log = createPhoneLog({ now });
  const webhooks = createWebhookQueue({
    timers: deps.timers,
    ids: deps.ids,
    now,
    store,
    settings,
    profile,
    log,
    deviceId: () => condition.deviceId,
    mayRun: () => !condition.asleep && (condition.internet || settings.get('webhooks.internet_required') !== true),
    post: createWebhookPost(deps.timers, options.webhooks),
  });
  const ownNumber = (simNumber: number | null): string | null =>
    condition.simCards.find((card) => card.simNumber === simNumber)?.phoneNumber ?? null;
  const change = createStateChange({ time, ownNumber, emit: webhooks.emit });
  const worker = createSendWorker({
    timers: deps.timers,
    random: deps.random,
    now,
    store,
    settings,
    radio,
    delays,
    profile,
    log,
    change,
    simNumbers: () => condition.simCards.map((card) => card.simNumber),
    smsPermission: () => condition.smsPermission,
    isLandline: (number) => landlines.has(number),
  });
  const { emit } = webhooks;
  const inbound = createInbound({ timers: deps.timers, now, format: time.format, store, profile, ownNumber, emit });
  const tokens = createPhoneTokens({ random: deps.random, ids: deps.ids, now });
  return {
    ...{ profile, condition, ids: deps.ids, time, store, settings },
    ...{ tokens, radio, worker, inbound, webhooks, log, change },
  };
}

/** Every write is told, also one that changed nothing: Failed is final, later reports are not kept (capcom6.md 16.4). */
function createStateChange(deps: {
  readonly time: PhoneTime;
  readonly ownNumber: (simNumber: number | null) => string | null;
  readonly emit: EmitEvent;
}): StateChange {
  return (message, recipient, { state, error, parts = -1 }) => {
    const at = deps.time.now();
    writeState(message, recipient, { state, error, at });
    const own = { simNumber: message.simNumber, phoneNumber: deps.ownNumber(message.simNumber) };
    const told = outgoingEvent(message, recipient, { state, error, parts, at: deps.time.format(at) }, own);
    if (told !== null) deps.emit(told.event, told.payload);
  };
}

/** 32 hex characters, of the look that the app's own ids have (capcom6.md 3.10). */
export function newDeviceId(random: Random): string {
  const tail = Array.from(random.bytes(12), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `ffffffff${tail}`;
}
