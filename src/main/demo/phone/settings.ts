/**
 * The app's settings over the API: which keys exist, their defaults, what may be read back (capcom6.md 3.9).
 */
import { ApiError } from './apiError.ts';

type SettingValue = string | number | boolean | null;

interface SettingRule {
  readonly key: string;
  readonly initial: SettingValue;
  readonly secret?: true;
  readonly accepts: (value: SettingValue) => boolean;
}

const isBoolean = (value: SettingValue): boolean => typeof value === 'boolean';
const isString = (value: SettingValue): boolean => typeof value === 'string';
const atLeast =
  (least: number) =>
  (value: SettingValue): boolean =>
    (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) && Number(value) >= least;
const oneOf =
  (...words: string[]) =>
  (value: SettingValue): boolean =>
    words.includes(String(value));
const clockFace = (value: SettingValue): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value));

const RULES: readonly SettingRule[] = [
  { key: 'messages.send_interval_min', initial: null, accepts: atLeast(0) },
  { key: 'messages.send_interval_max', initial: null, accepts: atLeast(0) },
  {
    key: 'messages.limit_period',
    initial: 'Disabled',
    accepts: oneOf('Disabled', 'PerMinute', 'Per30Minutes', 'PerHour', 'PerDay'),
  },
  { key: 'messages.limit_value', initial: null, accepts: atLeast(0) },
  { key: 'messages.sim_selection_mode', initial: 'OSDefault', accepts: oneOf('OSDefault', 'RoundRobin', 'Random') },
  { key: 'messages.processing_order', initial: 'LIFO', accepts: oneOf('LIFO', 'FIFO') },
  { key: 'messages.log_lifetime_days', initial: null, accepts: atLeast(1) },
  { key: 'messages.work_hours_enabled', initial: false, accepts: isBoolean },
  { key: 'messages.work_hours_start', initial: '09:00', accepts: clockFace },
  { key: 'messages.work_hours_end', initial: '19:00', accepts: clockFace },
  { key: 'webhooks.internet_required', initial: true, accepts: isBoolean },
  { key: 'webhooks.retry_count', initial: 15, accepts: atLeast(1) },
  { key: 'webhooks.signing_key', initial: 'aB3_dE-9', secret: true, accepts: isString },
  { key: 'encryption.passphrase', initial: null, secret: true, accepts: isString },
  { key: 'gateway.cloud_url', initial: 'https://api.sms-gate.app/mobile/v1', accepts: isString },
  { key: 'gateway.private_token', initial: null, secret: true, accepts: isString },
  { key: 'gateway.notification_channel', initial: 'AUTO', accepts: oneOf('AUTO', 'SSE_ONLY') },
  { key: 'ping.interval_seconds', initial: null, accepts: atLeast(1) },
  { key: 'logs.lifetime_days', initial: 30, accepts: atLeast(1) },
  { key: 'incoming.lifetime_days', initial: null, accepts: atLeast(1) },
];

export interface PhoneSettings {
  get(key: string): SettingValue;
  number(key: string): number | null;
  /** As `GET /settings` shows them: by section, without secrets. */
  readable(): Record<string, Record<string, SettingValue>>;
  /** Applies a PATCH body; unknown keys are ignored, `null` resets. Throws a 400 and changes nothing when a value is wrong. */
  patch(body: unknown): void;
}

/** Settings of a freshly installed app. */
export function createPhoneSettings(): PhoneSettings {
  const values = new Map<string, SettingValue>(RULES.map((rule) => [rule.key, rule.initial]));
  return {
    get: (key) => values.get(key) ?? null,
    number: (key) => {
      const value = values.get(key) ?? null;
      return value === null ? null : Number(value);
    },
    readable: () =>
      bySection(RULES.filter((rule) => !rule.secret).map((rule) => [rule.key, values.get(rule.key) ?? null])),
    patch: (body) => {
      for (const [key, value] of changesIn(body)) values.set(key, value);
    },
  };
}

function changesIn(body: unknown): [string, SettingValue][] {
  if (typeof body !== 'object' || body === null) throw new ApiError(400, 'Invalid request: not an object');
  return RULES.flatMap((rule): [string, SettingValue][] => {
    const [section = '', name = ''] = rule.key.split('.');
    const group = (body as Record<string, unknown>)[section];
    if (typeof group !== 'object' || group === null || !(name in group)) return [];
    const value = (group as Record<string, unknown>)[name] as SettingValue;
    if (value === null) return [[rule.key, rule.initial]];
    if (!rule.accepts(value)) throw new ApiError(400, `Invalid request: ${rule.key}`);
    return [[rule.key, value]];
  });
}

function bySection(
  entries: readonly (readonly [string, SettingValue])[],
): Record<string, Record<string, SettingValue>> {
  const sections: Record<string, Record<string, SettingValue>> = {};
  for (const [key, value] of entries) {
    const [section = '', name = ''] = key.split('.');
    (sections[section] ??= {})[name] = value;
  }
  return sections;
}
