// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Health } from '../../../src/renderer/contract.ts';
import { shellBanners } from '../../../src/renderer/app/shellState.ts';
import type { ShellFacts } from '../../../src/renderer/app/shellState.ts';
import { shellStatuses } from '../../../src/renderer/app/shellStatus.ts';
import { twilio } from '../harness/gatewaySamples.ts';
import { health, phone } from '../harness/shellAnswers.ts';

type Gateway = Health['gateways'][number];
const withPhone = (change: Partial<Gateway>, more: Partial<Health> = {}): Health => ({
  ...health,
  ...more,
  gateways: [{ ...phone, ...change }],
});
const open: ShellFacts = { phase: 'open' };
const keys = (given: Health, facts = open): string[] => shellBanners(given, facts).map((banner) => banner.key);
const words = (given: Health, facts = open) => shellStatuses(given, facts).map(({ dot, message }) => [dot, message]);

describe('the status', () => {
  it.each<[Partial<Gateway>, string, string]>([
    [{}, 'ok', 'status.phoneConnected'],
    [{ kind: 'twilio' }, 'ok', 'status.twilioConnected'],
    [{ state: 'slow' }, 'warn', 'status.phoneSlow'],
    [{ state: 'down', problem: 'unreachable' }, 'bad', 'status.phoneDown'],
    [{ state: 'refused', problem: 'wrongPassword' }, 'bad', 'status.phonePassword'],
    [{ kind: 'twilio', state: 'refused', problem: 'forbidden' }, 'bad', 'status.twilioLogin'],
    [{ kind: 'twilio', state: 'refused', problem: 'suspended' }, 'bad', 'status.twilioRefused'],
    [{ problem: 'sendsFail' }, 'bad', 'status.sendsFail'],
    [{ kind: 'twilio', problem: 'unregistered' }, 'warn', 'status.twilioUnregistered'],
    [{ kind: 'twilio', state: 'slow' }, 'warn', 'status.twilioSlow'],
    [{ kind: 'twilio', state: 'down', problem: 'unreachable' }, 'bad', 'status.twilioDown'],
    [{ canReceive: false, problem: 'notHeard' }, 'bad', 'status.repliesLate'],
    [{ problem: 'noSignal' }, 'warn', 'status.noSignal'],
    [{ batteryPercent: 18, problem: 'batteryLow' }, 'warn', 'status.battery'],
    [{ canReceive: false }, 'bad', 'status.repliesLate'],
    [{ state: 'refused', problem: 'versionLosesTexts' }, 'bad', 'status.phoneUnsuitable'],
    [{ state: 'paused', problem: 'paused' }, 'warn', 'status.phonePaused'],
  ])('of a gateway with %j is %s, %s', (change, dot, message) => {
    expect(words(withPhone(change))).toEqual([[dot, message]]);
  });

  it('says that nothing is connected when there is no gateway', () => {
    expect(words({ ...health, gateways: [] })).toEqual([['neutral', 'status.noGateway']]);
  });

  it('has a statement for each of several gateways, and one for what holds texts back', () => {
    const two: Health = {
      ...health,
      gateways: [{ ...phone, state: 'down', problem: 'unreachable' }, twilio],
      sendingHeld: { code: 'remindersPaused', since: health.now },
    };
    expect(words(two)).toEqual([
      ['bad', 'status.phoneDown'],
      ['ok', 'status.twilioConnected'],
      ['warn', 'status.remindersPaused'],
    ]);
  });

  it('says that it is connecting again, or offline, rather than repeat what it knew before', () => {
    expect(words(health, { phase: 'lost' })).toEqual([['neutral', 'status.lost']]);
    expect(words(health, { phase: 'open', offline: true })).toEqual([['neutral', 'status.offline']]);
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

  it.each([
    ['sendFence', 'shellBanner.sendFence', 'backups'],
    ['clockDoubt', 'shellBanner.clockDoubt', 'health'],
  ] as const)('lead from %s to the page where somebody can do something about it', (code, message, way) => {
    const held: Health = { ...health, sendingHeld: { code, since: health.now } };
    expect(shellBanners(held, open)[0]).toMatchObject({ key: 'held', message, action: { way } });
  });

  it('say how many texts wait while the phone does not answer', () => {
    const down = withPhone({ state: 'down' }, { queue: { ...health.queue, ready: 10, waiting: 2 } });
    expect(shellBanners(down, open)[0]).toMatchObject({ message: 'shellBanner.down', count: 12 });
  });

  it('always say that texts may be lost or doubled, whatever the phone does', () => {
    const review = withPhone({}, { queue: { ...health.queue, needsReview: 2 } });
    expect(shellBanners(review, open)[0]).toMatchObject({ key: 'review', count: 2 });
  });

  it('say only that the core is silent while it is', () => {
    expect(shellBanners(withPhone({ state: 'down' }), { phase: 'lost' }).map((banner) => banner.key)).toEqual(['core']);
  });

  it('say once that this PC is offline, not that nothing answers', () => {
    const down = withPhone({ state: 'down', problem: 'unreachable' });
    expect(keys(down, { phase: 'open', offline: true })).toEqual(['offline']);
  });
});

describe('the banners of two ways', () => {
  const routing = { failover: true, failoverAfterMinutes: 15 };
  const both = (change: Partial<Gateway>, other: Partial<Gateway> = {}): Health => ({
    ...health,
    gateways: [
      { ...phone, ...change },
      { ...twilio, ...other },
    ],
  });

  it('say that the other way stands in, and after how long', () => {
    const down = both({ state: 'down', problem: 'unreachable', queued: 4 });
    expect(shellBanners(down, { ...open, routing })[0]).toMatchObject({
      message: 'shellBanner.downOther',
      minutes: 15,
      kind: 'phone',
      by: 'twilio',
      count: 4,
    });
    const twoPhones = { ...down, gateways: [down.gateways[0]!, { ...phone, id: 'p2' }] };
    expect(shellBanners(twoPhones, { ...open, routing })[0]).toMatchObject({ by: 'otherPhone' });
  });

  it.each([
    ['standing in is off', { ...routing, failover: false }, {}],
    ['the other one is down, too', routing, { state: 'down' as const }],
    ['the settings are not known yet', undefined, {}],
  ])('never promise that where %s', (_why, given, other) => {
    const down = both({ state: 'down', problem: 'unreachable', queued: 4 }, other);
    expect(shellBanners(down, { ...open, routing: given })[0]).toMatchObject({ message: 'shellBanner.down', count: 4 });
  });

  it('say "nothing can go out" only where nothing can', () => {
    const refused = both({ state: 'refused', problem: 'wrongPassword' });
    expect(shellBanners(refused, { ...open, routing })[0]).toMatchObject({ message: 'shellBanner.loginOther' });
    expect(shellBanners(refused, open)[0]).toMatchObject({ message: 'shellBanner.password' });
  });

  it('tell a Twilio account that is out of money, not registered, or throws replies away', () => {
    const of = (other: Partial<Gateway>) => shellBanners(both({}, other), open)[0]?.message;
    expect(of({ state: 'refused', problem: 'suspended' })).toBe('shellBanner.suspended');
    expect(of({ state: 'refused', problem: 'senderRefused' })).toBe('shellBanner.sender');
    expect(of({ problem: 'unregistered' })).toBe('shellBanner.unregistered');
    expect(of({ problem: 'repliesDropped', canReceive: false })).toBe('shellBanner.repliesDropped');
    expect(of({ state: 'down', problem: 'unreachable' })).toBe('shellBanner.twilioDown');
    expect(shellBanners(both({ problem: 'sendsFail' }), open)[0]?.message).toBe('shellBanner.sendsFail');
  });

  it('say that a way is paused only where nothing stands in', () => {
    const paused = both({ state: 'paused', problem: 'paused' });
    expect(keys(paused, { ...open, routing })).toEqual([]);
    expect(keys(paused)).toEqual(['held']);
  });
});
