/** What a saved setting was and is, as far as that may stand in the activity log for good: choices and figures, no free words. Pure. */
import type { Settings } from '../../../contract/settings.ts';

export interface SettingChange {
  /** `sending.open`. */
  readonly field: string;
  /** Left out where somebody wrote words of their own: names, numbers, addresses, texts. */
  readonly from?: unknown;
  readonly to?: unknown;
}

/** Fields with words in them that are one of a few, a time, a zone, or an id. Every other word is kept out. */
const SAID: ReadonlySet<string> = new Set([
  'practice.country',
  'practice.zone',
  'practice.clock',
  'sending.open',
  'sending.close',
  'sending.closedDays',
  'routing.preferredGatewayId',
  'routing.erase',
  'reminders.households',
  'reminders.closedDates',
  'reminders.movedTemplateId',
  'reminders.cancelledTemplateId',
  'handOff.pcOn',
  'safety.marketingHours',
]);

/** The fields of `touched` that have another value now, in their order. */
export function changesOf(before: Settings, after: Settings, touched: readonly string[]): SettingChange[] {
  return touched.flatMap((field) => {
    const [from, to] = [valueOf(before, field), valueOf(after, field)];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    return [SAID.has(field) || (isFigure(from) && isFigure(to)) ? { field, from, to } : { field }];
  });
}

function valueOf(settings: Settings, field: string): unknown {
  return field.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], settings);
}

function isFigure(value: unknown): boolean {
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}
