// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Health } from '../../../src/renderer/contract.ts';
import { shellBanners, shellStatus } from '../../../src/renderer/app/shellState.ts';
import { health, phone } from '../harness/shellAnswers.ts';

type Gateway = Health['gateways'][number];
const withPhone = (change: Partial<Gateway>, more: Partial<Health> = {}): Health => ({
  ...health,
  ...more,
  gateways: [{ ...phone, ...change }],
});
const keys = (given: Health): string[] => shellBanners(given, 'open').map((banner) => banner.key);

describe('the status', () => {
  it.each<[Partial<Gateway>, string, string]>([
    [{}, 'ok', 'status.phoneConnected'],
    [{ kind: 'twilio' }, 'ok', 'status.twilioConnected'],
    [{ state: 'slow' }, 'warn', 'status.phoneSlow'],
    [{ state: 'down', problem: 'unreachable' }, 'bad', 'status.phoneDown'],
    [{ state: 'refused', problem: 'wrongPassword' }, 'bad', 'status.phonePassword'],
    [{ kind: 'twilio', state: 'refused', problem: 'forbidden' }, 'bad', 'status.twilioLogin'],
    [{ problem: 'noSignal' }, 'warn', 'status.noSignal'],
    [{ batteryPercent: 18, problem: 'batteryLow' }, 'warn', 'status.battery'],
    [{ canReceive: false }, 'bad', 'status.repliesLate'],
    [{ state: 'refused', problem: 'versionLosesTexts' }, 'bad', 'status.phoneUnsuitable'],
    [{ state: 'paused' }, 'warn', 'status.gatewayPaused'],
  ])('of a gateway with %j is %s, %s', (change, dot, message) => {
    expect(shellStatus(withPhone(change), 'open')).toMatchObject({ dot, message });
  });

  it('says that nothing is connected when there is no gateway', () => {
    expect(shellStatus({ ...health, gateways: [] }, 'open').message).toBe('status.noGateway');
  });

  it('is about the worst of several gateways', () => {
    const two = { ...health, gateways: [phone, { ...phone, id: 'gw2', state: 'down' as const }] };
    expect(shellStatus(two, 'open').message).toBe('status.phoneDown');
  });

  it('says that it is connecting again rather than repeat what it knew before', () => {
    expect(shellStatus(health, 'lost')).toEqual({ dot: 'neutral', message: 'status.lost' });
  });
});

describe('the banners', () => {
  it('are none when all is well', () => {
    expect(keys(health)).toEqual([]);
  });

  it('come in the order of urgency', () => {
    const all: Health = {
      ...health,
      demo: true,
      gateways: [
        { ...phone, batteryPercent: 9 },
        { ...phone, id: 'gw2', canReceive: false },
        { ...phone, id: 'gw3', state: 'down', problem: 'unreachable' },
        { ...phone, id: 'gw4', state: 'refused', problem: 'wrongPassword' },
      ],
      queue: { ...health.queue, needsReview: 1 },
      sendingHeld: { code: 'remindersPaused', since: health.now },
    };
    expect(keys(all)).toEqual(['replies', 'refused', 'down', 'review', 'held', 'battery', 'demo']);
  });

  it('say how many texts wait while the phone does not answer', () => {
    const down = withPhone({ state: 'down' }, { queue: { ...health.queue, ready: 10, waiting: 2 } });
    expect(shellBanners(down, 'open')[0]).toMatchObject({ message: 'shellBanner.down', count: 12 });
  });

  it('always say that texts may be lost or doubled, whatever the phone does', () => {
    const review = withPhone({}, { queue: { ...health.queue, needsReview: 2 } });
    expect(shellBanners(review, 'open')[0]).toMatchObject({ key: 'review', count: 2 });
  });

  it('say only that the core is silent while it is', () => {
    expect(shellBanners(withPhone({ state: 'down' }), 'lost').map((banner) => banner.key)).toEqual(['core']);
  });
});
