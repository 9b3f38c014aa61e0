/** A front desk at work, as a new user meets it: the demo, a list imported by hand, answers that arrive, an answer given. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { expectAccessible, startDesk, type Desk, type DeskPage } from './desk.ts';

const go = (page: Page, screen: string): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: new RegExp(`^${screen}`) })
    .click();

describe('the demo', () => {
  let desk: Desk;
  let opened: DeskPage;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk('--demo');
    opened = await desk.open();
    ({ page } = opened);
  });
  afterAll(() => desk.close());

  test('a person imports the sample list and sees what it changes before it does', async () => {
    await go(page, 'Today');
    await page.getByRole('button', { name: 'Import list' }).click();
    const { sample } = await desk.call<{ sample: { path: string } }>('demo.getState');
    const chooser = page.waitForEvent('filechooser');
    await page
      .getByRole('button', { name: /choose|pick|browse/i })
      .first()
      .click();
    await (await chooser).setFiles(sample.path);
    await page.getByRole('button', { name: /^(Next|Continue|Check)/ }).click();
    await page.getByText('The time is missing.', { exact: true }).first().waitFor();
    await expectAccessible(page, 'import, check');
    await page.getByRole('button', { name: /^Add 18 visits/ }).click();
    await page.getByText(/18 visits added\. \d+ reminders planned/).waitFor();
    expect(opened.faults()).toEqual([]);
  });

  test('reminders leave through the phone, answers come in, visits turn confirmed by themselves', async () => {
    await go(page, 'Reminders');
    await desk.call('demo.advanceClock', { minutes: 15 });
    await page.getByText('Sent today', { exact: true }).waitFor();
    const visits = await desk.call<{ items: { reply: string }[] }>('schedule.listAppointments', {
      date: await tomorrow(desk),
    });
    expect(visits.items.filter(({ reply }) => reply === 'confirmed').length).toBeGreaterThan(2);
    await go(page, 'Today');
    await page
      .getByRole('button', { name: 'Tomorrow' })
      .or(page.getByRole('radio', { name: 'Tomorrow' }))
      .click();
    await page.getByRole('main').getByText('Confirmed').nth(1).waitFor();
    expect(opened.faults()).toEqual([]);
  });

  test('a question is answered from the inbox with a template, and shows Delivered', async () => {
    await go(page, 'Inbox');
    await page.getByRole('option').filter({ hasText: '?' }).first().click();
    const composer = page.getByRole('textbox', { name: /^Text to/ });
    await composer.click();
    await page.keyboard.type('/');
    await page.keyboard.type('find');
    await page.keyboard.press('Enter');
    await expect.poll(() => composer.inputValue()).toContain('riverside.example/map');
    const text = await composer.inputValue();
    await page.keyboard.press('Enter');
    await expect.poll(() => composer.inputValue()).toBe('');
    await desk.call('demo.advanceClock', { minutes: 1 });
    const thread = page.getByRole('log');
    await thread.getByText(text.slice(0, 30)).last().waitFor();
    await expect.poll(async () => (await thread.innerText()).split(text.slice(0, 30)).at(-1)).toContain('Delivered');
    expect(opened.faults()).toEqual([]);
  });

  test('a text that comes in appears without a reload', async () => {
    await go(page, 'Inbox');
    await desk.call('demo.receiveText', { from: '(206) 555-0149', body: 'Is the clinic open on Saturday?' });
    await page.getByRole('option').filter({ hasText: 'Is the clinic open on Saturday?' }).waitFor();
  });

  test('somebody who said STOP cannot be texted from any door', async () => {
    await desk.call('demo.receiveText', { from: '(206) 555-0146', body: 'STOP' });
    await desk.call('demo.advanceClock', { minutes: 2 });
    await expect(desk.call('messages.sendMessage', { to: '(206) 555-0146', body: 'Hello' })).rejects.toThrow(
      'SEND_BLOCKED',
    );
    await openPalette(page);
    await page.keyboard.type('Victor Hale');
    await page
      .getByRole('option', { name: /Victor Hale/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/^You can't text Victor/).waitFor();
    expect(await page.getByRole('textbox', { name: /^Text to/ }).count()).toBe(0);
  });

  test('the keyboard alone reaches every screen, and leaves nothing behind', async () => {
    await page.keyboard.press('Escape');
    for (const [key, screen] of [
      ['2', 'Today'],
      ['3', 'Reminders'],
      ['4', 'People'],
      ['1', 'Inbox'],
    ] as const) {
      await page.keyboard.press(`Control+${key}`);
      const current = page.getByRole('navigation', { name: 'Main' }).locator('[aria-current="page"]');
      await expect.poll(() => current.innerText()).toContain(screen);
    }
    expect(opened.faults()).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('every screen in %s', (look) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk('--demo');
  });
  afterAll(() => desk.close());

  test('has no accessibility fault, keeps to its content policy and shows no error', async () => {
    const { page, faults } = await desk.open(look);
    await page.getByRole('option').first().click();
    await page.getByRole('textbox', { name: /^Text to/ }).waitFor();
    await expectAccessible(page, 'Inbox');
    for (const screen of ['Today', 'Reminders', 'People', 'Settings']) {
      await go(page, screen);
      await page.getByRole('heading', { level: 1 }).filter({ visible: true }).first().waitFor();
      await page.waitForLoadState('networkidle');
      await expectAccessible(page, screen);
    }
    await openPalette(page);
    await expectAccessible(page, 'palette');
    expect(faults()).toEqual([]);
  });
});

describe('the first start', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());

  test('leads through the set-up, and tells a wrong address by its field', async () => {
    const { page, faults } = await desk.open();
    await page.getByLabel('Clinic name').fill('Test Clinic');
    await page.getByLabel('Short name in texts').fill('Test Clinic');
    await expectAccessible(page, 'set-up, clinic');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Android phone').first().waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('textbox', { name: /address/i }).fill('127.0.0.1:9');
    await page.getByRole('textbox', { name: 'Username' }).fill('sms');
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong-password');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page
      .getByText(/^No answer from/)
      .first()
      .waitFor();
    await expectAccessible(page, 'set-up, phone');
    expect(faults()).toEqual([]);
  });
});

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search and commands' }).waitFor();
}

async function tomorrow(desk: Desk): Promise<string> {
  const { sample } = await desk.call<{ sample: { fileName: string } }>('demo.getState');
  return /\d{4}-\d{2}-\d{2}/.exec(sample.fileName)?.[0] ?? '';
}
