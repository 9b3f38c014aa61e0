import { describe, expect, it } from 'vitest';
import { adviceFor, brandOf } from '../../../src/main/features/gateways/brandAdvice.ts';
import { hearingStateOf } from '../../../src/main/features/gateways/hearingState.ts';

const MINUTE = 60_000;
const STAFF = '+12065550177';

describe('where a test stands', () => {
  const record = { startedAt: 0, number: STAFF, messageId: 'm', heardAt: null, daily: false, alarmedAt: null };
  const stands = (text: Parameters<typeof hearingStateOf>[1], now: number, more = {}) =>
    hearingStateOf({ ...record, ...more }, text, now).state;
  it.each([
    [{ status: 'queued', sentAt: null } as const, MINUTE, {}, 'sending'],
    [{ status: 'queued', sentAt: null } as const, 5 * MINUTE, {}, 'notHeard'],
    [{ status: 'sent', sentAt: MINUTE } as const, 3 * MINUTE - 1, {}, 'waiting'],
    [{ status: 'delivered', sentAt: MINUTE } as const, 3 * MINUTE, {}, 'notHeard'],
    [{ status: 'sent', sentAt: MINUTE } as const, 15 * MINUTE, { daily: true }, 'waiting'],
    [{ status: 'failed', sentAt: null } as const, MINUTE, {}, 'notHeard'],
    [{ status: 'held', sentAt: null } as const, MINUTE, {}, 'notHeard'],
    [undefined, MINUTE, {}, 'notHeard'],
    [undefined, MINUTE, { heardAt: 5 }, 'heard'],
    [undefined, MINUTE, { messageId: null }, 'waiting'],
  ])('%j after %i ms with %j: %s', (text, now, more, expected) => {
    expect(stands(text, now, more)).toBe(expected);
  });
});

describe('advice for a make of phone', () => {
  it.each([
    ['samsung/a14nsxx', 'Samsung', 'Never auto sleeping apps'],
    ['Xiaomi/beryllium', 'Xiaomi', 'Autostart'],
    ['HUAWEI/EML-L29', 'Huawei or Honor', 'App launch'],
    ['OnePlus/OnePlus9', 'OnePlus, Oppo or Realme', 'auto launch'],
    ['Google/oriole', 'Google Pixel', 'Unrestricted'],
    ['Fairphone/FP4', null, 'Unrestricted'],
    [null, null, 'Start on boot'],
  ])('%s is %s', (name, brand, step) => {
    expect(brandOf(name)).toBe(brand);
    const items = adviceFor(name);
    expect(items.map(({ topic }) => topic)).toEqual(['battery', 'autoStart', 'asleep', 'rcs', 'permission']);
    expect(items.every(({ steps }) => steps.length > 0)).toBe(true);
    expect(JSON.stringify(items)).toContain(step);
  });
});
