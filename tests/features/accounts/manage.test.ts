/** Adding and changing people, their PINs, the last owner, and the way back in by the recovery code. */
import { describe, expect, it } from 'vitest';
import { sampleConversation } from '../../store/samples.ts';
import { CODE, openOffice, openStaffed, PINS } from './office.ts';

describe('people', () => {
  it('are added with a name, a role and a PIN that may be taken', async () => {
    const { place } = await openStaffed();
    const add = (name: string, pin = '482913') => place.codeOf('accounts.saveAccount', { name, role: 'billing', pin });
    expect(await add('dána')).toBe('CONFLICT');
    expect(await add('Owner')).toBe('CONFLICT');
    expect(await add(' \u200b ')).toBe('INVALID_INPUT');
    expect(await add('Sam', '123456')).toBe('INVALID_INPUT');
    expect(await add('Sam', '48291')).toBe('INVALID_INPUT');
    expect(await add('Sam')).toBe('ok');
    const { accounts } = await place.call('accounts.listAccounts', {});
    expect(accounts.map(({ name, role, hasPin, self }) => [name, role, hasPin, self])).toEqual([
      ['Dana', 'frontDesk', true, false],
      ['Lucia', 'owner', true, true],
      ['Mo', 'manager', true, false],
      ['Sam', 'billing', true, false],
    ]);
  });

  it('may be put in the list without a PIN, and the device stays open until an owner has one', async () => {
    const office = await openOffice();
    const place = office.openPlace();
    await place.call('accounts.saveAccount', { name: 'Dana', role: 'frontDesk' });
    expect(await place.call('accounts.getSession', {})).toMatchObject({ state: 'device' });
    expect(await place.codeOf('accounts.saveAccount', { name: 'Mo', role: 'manager', pin: PINS.mo })).toBe('CONFLICT');
    expect(await place.codeOf('accounts.saveAccount', { name: 'Lucia', role: 'owner', pin: PINS.lucia })).toBe('ok');
    expect(await place.call('accounts.getSession', {})).toMatchObject({ state: 'locked' });
  });

  it('take their drafts along under a new name', async () => {
    const { office, place, dana } = await openStaffed();
    const { store } = office.test;
    const thread = sampleConversation();
    store.write('Dana', (tx) => {
      tx.conversations.insert(thread);
      tx.conversations.setDraft(thread.id, 'Dana', 'See you at', 1);
    });
    await place.call('accounts.saveAccount', { id: dana, name: 'Dana W.', role: 'frontDesk' });
    expect(store.read((tx) => tx.conversations.drafts([thread.id], 'Dana W.').get(thread.id))).toBe('See you at');
  });

  it('always have an owner who can sign in', async () => {
    const { place, lucia } = await openStaffed();
    expect(await place.codeOf('accounts.saveAccount', { id: lucia, name: 'Lucia', role: 'manager' })).toBe('CONFLICT');
    expect(await place.codeOf('accounts.setDisabled', { id: lucia, disabled: true })).toBe('CONFLICT');
    const ana = await place.call('accounts.saveAccount', { name: 'Ana', role: 'owner', pin: '482913' });
    expect(await place.codeOf('accounts.saveAccount', { id: lucia, name: 'Lucia', role: 'manager' })).toBe('ok');
    expect(await place.codeOf('accounts.setDisabled', { id: ana.id, disabled: true })).toBe('FORBIDDEN');
  });

  it('are never all switched off, not by the command line either: every place would be open without a PIN', async () => {
    const { office, place, lucia, dana, mo } = await openStaffed();
    const off = (id: string) => office.commandLine.codeOf('accounts.setDisabled', { id, disabled: true });
    expect([await off(dana), await off(mo)]).toEqual(['ok', 'ok']);
    expect(await off(lucia)).toBe('CONFLICT');
    expect(await place.call('accounts.getSession', {})).toMatchObject({ state: 'signedIn' });
  });

  it('who manage cannot touch an owner, nor make themselves one', async () => {
    const { place, lucia, dana, mo } = await openStaffed();
    await place.call('accounts.switchTo', { accountId: mo, pin: PINS.mo });
    expect(await place.codeOf('accounts.resetPin', { id: lucia, pin: '482913' })).toBe('FORBIDDEN');
    expect(await place.codeOf('accounts.setDisabled', { id: lucia, disabled: true })).toBe('FORBIDDEN');
    expect(await place.codeOf('accounts.saveAccount', { id: lucia, name: 'Eve', role: 'frontDesk' })).toBe('FORBIDDEN');
    expect(await place.codeOf('accounts.saveAccount', { id: mo, name: 'Mo', role: 'owner' })).toBe('FORBIDDEN');
    expect(await place.codeOf('accounts.saveAccount', { name: 'Eve', role: 'owner', pin: '482913' })).toBe('FORBIDDEN');
    expect(await place.codeOf('accounts.saveAccount', { id: dana, name: 'Dana', role: 'billing' })).toBe('ok');
  });
});

describe('PINs', () => {
  it('are reset by a manager, which unlocks the person and locks them wherever they are signed in', async () => {
    const { office, place, dana } = await openStaffed();
    const counter = office.openPlace();
    for (let at = 0; at < 5; at += 1) await counter.codeOf('accounts.signIn', { accountId: dana, pin: '000000' });
    await place.call('accounts.resetPin', { id: dana, pin: '918273' });
    expect(await counter.codeOf('accounts.signIn', { accountId: dana, pin: '918273' })).toBe('ok');
    await place.call('accounts.resetPin', { id: dana, pin: '827364' });
    expect(counter.identity.actor()).toBeNull();
  });

  it('need no reset when a manager ends the wait', async () => {
    const { office, place, dana } = await openStaffed();
    const counter = office.openPlace();
    for (let at = 0; at < 5; at += 1) await counter.codeOf('accounts.signIn', { accountId: dana, pin: '000000' });
    expect((await place.call('accounts.unlockAccount', { id: dana })).waitMs).toBe(0);
    expect(await counter.codeOf('accounts.signIn', { accountId: dana, pin: PINS.dana })).toBe('ok');
  });

  it('of one’s own are changed with the current one; other places are locked, this one is not', async () => {
    const { office, place, lucia } = await openStaffed();
    const other = office.openPlace();
    await other.call('accounts.signIn', { accountId: lucia, pin: PINS.lucia });
    const change = (currentPin: string, pin: string) => place.codeOf('accounts.changePin', { currentPin, pin });
    expect(await change('000000', '918273')).toBe('WRONG_PIN');
    expect(await change(PINS.lucia, '111111')).toBe('INVALID_INPUT');
    expect(await change(PINS.lucia, '918273')).toBe('ok');
    expect(place.identity.actor()?.id).toBe(lucia);
    expect(other.identity.actor()).toBeNull();
    expect(await place.codeOf('accounts.resetPin', { id: lucia, pin: '827364' })).toBe('CONFLICT');
  });

  it('are nowhere in the trail, the answers or the log', async () => {
    const { office, place, dana } = await openStaffed();
    await place.codeOf('accounts.switchTo', { accountId: dana, pin: '918273' });
    const { store, platform } = office.test;
    const trail = store.read((tx) => tx.audit.list({ cursor: null, limit: 200 })).items;
    const said = JSON.stringify([trail, platform.log.entries, await place.call('accounts.listAccounts', {})]);
    for (const pin of [...Object.values(PINS), '918273']) expect(said).not.toContain(pin);
  });
});

describe('the recovery code', () => {
  it('lets an owner choose another PIN, and nobody else', async () => {
    const { office, place, lucia, dana } = await openStaffed();
    await place.call('accounts.lock', {});
    const recover = (accountId: string, code: string, pin = '918273') =>
      place.codeOf('accounts.recoverOwner', { accountId, code, pin });
    expect(await recover(dana, CODE)).toBe('FORBIDDEN');
    expect(await recover(lucia, 'wrong')).toBe('INVALID_INPUT');
    expect(await recover(lucia, CODE, '123456')).toBe('INVALID_INPUT');
    expect(place.identity.actor()).toBeNull();
    expect(await recover(lucia, CODE)).toBe('ok');
    expect(place.identity.actor()?.id).toBe(lucia);
    expect(office.trail().slice(-2)).toEqual(['nobody account.recoveryRefused', 'Lucia account.recovered']);
  });

  it('is shown to the owner who set the practice up', async () => {
    const { place, dana } = await openStaffed();
    expect(await place.call('accounts.showRecoveryCode', {})).toEqual({ code: CODE });
    await place.call('accounts.switchTo', { accountId: dana, pin: PINS.dana });
    expect(await place.codeOf('accounts.showRecoveryCode', {})).toBe('FORBIDDEN');
  });
});
