/** Signing in, wrong PINs, switching, locking, a manager's PIN in place. */
import { describe, expect, it } from 'vitest';
import { openOffice, openStaffed, PINS } from './office.ts';

const MINUTE = 60_000;

describe('a fresh install', () => {
  it('acts as the owner, shows nobody to sign in, and has no place for a PIN on the command line', async () => {
    const office = await openOffice();
    const place = office.openPlace();
    expect(await place.call('accounts.getSession', {})).toMatchObject({ state: 'device', account: null });
    expect(await place.call('accounts.listPeopleWhoSignIn', {})).toEqual({ people: [] });
    expect(await office.commandLine.codeOf('accounts.createOwner', { name: 'Lucia', pin: PINS.lucia })).toBe(
      'NOT_AVAILABLE',
    );
  });

  it('locks every other place when the owner is made, and signs the owner in where they are', async () => {
    const office = await openOffice();
    const [here, there] = [office.openPlace(), office.openPlace()];
    const { id } = await here.call('accounts.createOwner', { name: '  Lucia ', pin: PINS.lucia });
    expect(await here.call('accounts.getSession', {})).toMatchObject({
      state: 'signedIn',
      account: { id, name: 'Lucia', role: 'owner' },
    });
    expect(await there.call('accounts.getSession', {})).toMatchObject({ state: 'locked', account: null });
    expect(await there.codeOf('accounts.listAccounts', {})).toBe('NOT_SIGNED_IN');
    expect(await here.codeOf('accounts.createOwner', { name: 'Eve', pin: PINS.mo })).toBe('CONFLICT');
  });
});

describe('signing in', () => {
  it('takes the right PIN, shows the digits it has, and names the person in the trail', async () => {
    const { office, place, dana } = await openStaffed();
    await place.call('accounts.lock', {});
    const { people } = await place.call('accounts.listPeopleWhoSignIn', {});
    expect(people.map(({ name, pinLength, triesLeft }) => [name, pinLength, triesLeft])).toEqual([
      ['Dana', 6, 5],
      ['Lucia', 6, 5],
      ['Mo', 6, 5],
    ]);
    await place.call('accounts.signIn', { accountId: dana, pin: PINS.dana });
    expect(place.identity.actor()).toEqual({ id: dana, name: 'Dana', role: 'frontDesk' });
    expect(office.trail().slice(-2)).toEqual(['Lucia account.locked', 'Dana account.signedIn']);
  });

  it('says how many tries are left, then waits, and looks at no PIN meanwhile, not even the right one', async () => {
    const { office, place, dana } = await openStaffed();
    await place.call('accounts.lock', {});
    const wrong = (pin: string) => place.call('accounts.signIn', { accountId: dana, pin });
    for (const left of [4, 3, 2, 1]) {
      await expect(wrong('000000')).rejects.toMatchObject({
        code: 'WRONG_PIN',
        details: { triesLeft: left, waitMs: 0 },
      });
    }
    await expect(wrong('000000')).rejects.toMatchObject({
      code: 'TOO_MANY_TRIES',
      details: { triesLeft: 0, waitMs: 5 * MINUTE },
      message: 'Locked for 5 minutes after too many wrong tries. A manager can unlock.',
    });
    await expect(wrong(PINS.dana)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
    await office.test.clock.advance(5 * MINUTE);
    expect(await place.codeOf('accounts.signIn', { accountId: dana, pin: PINS.dana })).toBe('ok');
    expect(office.trail().filter((line) => line === 'nobody account.pinRefused')).toHaveLength(5);
  });

  it('keeps the wait over a restart, and a right PIN afterwards clears the tries', async () => {
    const { office, place, dana } = await openStaffed();
    await place.call('accounts.lock', {});
    for (let at = 0; at < 5; at += 1) {
      await place.codeOf('accounts.signIn', { accountId: dana, pin: '000000' });
    }
    const later = await office.restart();
    const again = later.openPlace();
    expect(await again.codeOf('accounts.signIn', { accountId: dana, pin: PINS.dana })).toBe('TOO_MANY_TRIES');
    await later.test.clock.advance(5 * MINUTE);
    expect(await again.codeOf('accounts.signIn', { accountId: dana, pin: PINS.dana })).toBe('ok');
    expect((await again.call('accounts.listPeopleWhoSignIn', {})).people[0]).toMatchObject({ triesLeft: 5, waitMs: 0 });
  });

  it('gives a hundred guesses at once no more tries than one after the other', async () => {
    const { place, dana } = await openStaffed();
    await place.call('accounts.lock', {});
    const codes = await Promise.all(
      Array.from({ length: 100 }, async (_, at) =>
        place.codeOf('accounts.signIn', { accountId: dana, pin: String(900_000 + at) }),
      ),
    );
    expect(codes.filter((code) => code === 'WRONG_PIN')).toHaveLength(0);
    expect(codes.every((code) => code === 'TOO_MANY_TRIES')).toBe(true);
  });

  it('does not end a wait when the clock of the computer is set forward', async () => {
    const { office, place, dana } = await openStaffed();
    await place.call('accounts.lock', {});
    for (let at = 0; at < 5; at += 1) {
      await place.codeOf('accounts.signIn', { accountId: dana, pin: '000000' });
    }
    office.test.clock.jumpWallClock(24 * 60 * MINUTE);
    expect(await place.codeOf('accounts.signIn', { accountId: dana, pin: PINS.dana })).toBe('TOO_MANY_TRIES');
  });

  it('knows no stranger and nobody who is switched off', async () => {
    const { place, dana } = await openStaffed();
    await place.call('accounts.setDisabled', { id: dana, disabled: true });
    await place.call('accounts.lock', {});
    expect(await place.codeOf('accounts.signIn', { accountId: dana, pin: PINS.dana })).toBe('NOT_FOUND');
    expect(await place.codeOf('accounts.signIn', { accountId: 'stranger', pin: PINS.dana })).toBe('NOT_FOUND');
    const { people } = await place.call('accounts.listPeopleWhoSignIn', {});
    expect(people.map(({ name }) => name)).toEqual(['Lucia', 'Mo']);
  });
});

describe('switching', () => {
  it('hands the place over with one PIN, and leaves it as it is with a wrong one', async () => {
    const { office, place, dana, lucia } = await openStaffed();
    expect(await place.codeOf('accounts.switchTo', { accountId: dana, pin: '000000' })).toBe('WRONG_PIN');
    expect(place.identity.actor()?.id).toBe(lucia);
    await place.call('accounts.switchTo', { accountId: dana, pin: PINS.dana });
    expect(place.identity.actor()?.id).toBe(dana);
    expect(office.trail().at(-1)).toBe('Dana account.switchedTo');
    await place.call('accounts.lock', {});
    expect(await place.codeOf('accounts.switchTo', { accountId: dana, pin: PINS.dana })).toBe('NOT_SIGNED_IN');
  });
});

describe('a manager’s PIN in place', () => {
  it('opens manager pages for a moment, in the manager’s name, and only with the PIN of one', async () => {
    const { office, place, dana, mo } = await openStaffed();
    await place.call('accounts.switchTo', { accountId: dana, pin: PINS.dana });
    expect(await place.codeOf('accounts.listAccounts', {})).toBe('FORBIDDEN');
    expect(await place.codeOf('accounts.elevate', { accountId: dana, pin: PINS.dana })).toBe('FORBIDDEN');
    await place.call('accounts.elevate', { accountId: mo, pin: PINS.mo });
    expect(await place.call('accounts.getSession', {})).toMatchObject({
      account: { name: 'Dana' },
      elevated: { name: 'Mo' },
    });
    expect(await place.codeOf('accounts.listAccounts', {})).toBe('ok');
    await place.call('accounts.endElevation', {});
    expect(await place.codeOf('accounts.listAccounts', {})).toBe('FORBIDDEN');
    expect(office.trail().at(-1)).toBe('Mo account.elevated');
  });
});
