/** Consent as the desk records it: who spoke, which words, which scan; stop in one press; lists; last days; and what outlives a person. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { forgetPersonInLedger } from '../../src/main/features/consent/forget.ts';
import { gatherProof } from '../../src/main/features/consent/proof/facts.ts';
import { proofBlocks } from '../../src/main/features/consent/proof/words.ts';
import { isSuppressed } from '../../src/main/features/consent/readConsent.ts';
import type { AccountRecord } from '../../src/main/store/accountRecords.ts';
import { writeWorkbook } from '../fakes/workbookWriter.ts';
import { DAY, MARIA, NINE, openDesk } from './desk.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Work in short tasks, with the virtual clock ringing between them. */
async function inTasks<T>(desk: Desk, work: Promise<T>): Promise<T> {
  let over = false;
  const ended = work.finally(() => {
    over = true;
  });
  while (!over) await desk.clock.advance(1);
  return ended;
}

const NO_CONSENT = { consent: 'none' } as const;

describe('recording an agreement', () => {
  it('keeps who spoke, the words, and the scan with its fingerprint', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA, NO_CONSENT);
    const state = await desk.call('consent.recordEvent', {
      ...{ personId: id, kind: 'grant', method: 'paper', givenBy: 'self', wordingId: 'care' },
      file: { name: 'form.png', data: PNG.toString('base64') },
    });
    expect(state.purposes.care).toMatchObject({ level: 'express', method: 'paper', givenBy: 'self', endsAt: null });
    expect(state.purposes.billing.level).toBe('none');
    const [event] = (await desk.call('consent.listEvents', { personId: id })).items;
    expect(event).toMatchObject({ wordingId: 'care', wordingVersion: 1, language: 'en', recordedAt: NINE });
    expect(event?.fileSha256).toMatch(/^[0-9a-f]{64}$/);
    const file = await desk.call('consent.getFile', { id: event?.fileId ?? '' });
    expect(file).toEqual({ name: 'form.png', contentType: 'image/png', data: PNG.toString('base64') });
    const looked = desk.store.read((tx) =>
      tx.audit.list({ action: 'consent.fileOpened', cursor: null, limit: 5 }),
    ).items;
    expect(looked).toMatchObject([{ actor: 'Dana', entityId: event?.fileId }]);
  });

  it('stands under the account of who wrote it down, and shows the name they have now, in the proof as well', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA, NO_CONSENT);
    const account: AccountRecord = {
      ...{ id: 'account-9', name: 'Dana', nameKey: 'dana', pinHash: null, pinLength: 0 },
      role: 'frontDesk',
      ...{ failedTries: 0, lockedUntil: null, lastSeenAt: null, disabledAt: null, createdAt: NINE, updatedAt: NINE },
    };
    desk.store.write('Ana', (tx) => tx.accounts.insert(account));
    await desk.call('consent.recordEvent', { personId: id, kind: 'grant', method: 'spoken' });
    expect(desk.store.read((tx) => tx.consent.ofNumber(MARIA)).at(-1)?.actor).toBe('account-9');
    desk.store.write('Ana', (tx) =>
      tx.accounts.update(account.id, { name: 'Dana Whitlock', nameKey: 'dana whitlock' }),
    );
    expect((await desk.call('consent.listEvents', { personId: id })).items[0]?.actor).toBe('Dana Whitlock');
    const made = { at: NINE, by: 'Ana' };
    const facts = await gatherProof(desk.store, id, made, { over: () => false, rest: async () => undefined });
    expect(facts.entries.map(({ actor }) => actor)).toEqual(['Dana Whitlock']);
  });

  it('refuses a file that is neither picture nor PDF, words of another purpose, and days to come', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA, NO_CONSENT);
    const grant = { personId: id, kind: 'grant', method: 'paper' } as const;
    const file = { name: 'run.exe', data: Buffer.from('MZ\u0000').toString('base64') };
    await expect(desk.call('consent.recordEvent', { ...grant, file })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(desk.call('consent.recordEvent', { ...grant, wordingId: 'marketing' })).rejects.toThrow(/words/);
    await expect(desk.call('consent.recordEvent', { ...grant, saidAt: NINE + DAY })).rejects.toThrow(/come/);
    await expect(desk.call('consent.recordEvent', { ...grant, method: 'import' })).rejects.toThrow(/how/);
    expect((await desk.call('consent.listEvents', { personId: id })).items).toEqual([]);
  });

  it('takes a parent’s word until the child is of age', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Leo Alvarez', MARIA, NO_CONSENT);
    const grant = { personId: id, kind: 'grant', method: 'spoken', givenBy: 'parent' } as const;
    await expect(desk.call('consent.recordEvent', grant)).rejects.toThrow(/born/);
    await expect(desk.call('consent.recordEvent', { ...grant, birthDate: '2008-11-20' })).rejects.toThrow(/18/);
    const state = await desk.call('consent.recordEvent', { ...grant, birthDate: '2008-11-21' });
    // Midnight in New York.
    expect(state.purposes.care.endsAt).toBe(Date.UTC(2026, 10, 21, 5));
    await desk.clock.advance(DAY);
    expect((await desk.call('consent.getState', { personId: id })).levels.care).toBe('unproven');
  });

  it('lets a clinician record that somebody opted out, and no agreement', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA, NO_CONSENT);
    const ask = { personId: id, method: 'spoken' } as const;
    await expect(
      desk.call('consent.recordEvent', { ...ask, kind: 'grant' }, { role: 'clinician' }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(
      (await desk.call('consent.recordEvent', { ...ask, kind: 'revoke' }, { role: 'clinician' })).optedOut,
    ).not.toBeNull();
  });

  it('keeps the words of every version; who agreed to the old ones agreed to the old ones', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA, NO_CONSENT);
    await desk.call('consent.recordEvent', { personId: id, kind: 'grant', method: 'spoken', wordingId: 'care' });
    const text = 'May {practice} send you short texts about your visits?';
    expect(await desk.call('consent.saveWording', { id: 'care', language: 'en', text })).toMatchObject({ version: 2 });
    expect(await desk.call('consent.saveWording', { id: 'care', language: 'en', text })).toMatchObject({ version: 2 });
    await desk.call('consent.recordEvent', { personId: id, kind: 'grant', method: 'spoken', wordingId: 'care' });
    const { items } = await desk.call('consent.listEvents', { personId: id });
    expect(items.map(({ wordingVersion }) => wordingVersion)).toEqual([2, 1]);
  });
});

describe('said stop', () => {
  it('opts out all numbers of the person in one press, for every role, and tells how many texts were stopped', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    await desk.call('people.savePerson', { id, numbers: [MARIA, '+12125550199'] });
    desk.remind(desk.addVisit(id, NINE + 3 * DAY));
    const { state, stopped } = await desk.call('consent.saidStop', { personId: id }, { role: 'billing' });
    expect([state.optedOut?.scope, stopped]).toEqual(['number', 1]);
    expect((await desk.call('consent.getState', { number: '+12125550199' })).optedOut?.scope).toBe('number');
    await desk.call('consent.saidStop', { personId: id });
    const revokes = (await desk.call('consent.listEvents', { number: MARIA })).items.filter((e) => e.kind === 'revoke');
    expect(revokes).toHaveLength(1);
  });

  it('can be answered later by a form they sign or their own request, and by nobody’s mere word', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    const { state } = await desk.call('consent.saidStop', { personId: id });
    expect(state.mayAgreeAgain).toBe(true);
    const grant = { personId: id, kind: 'grant', method: 'paper' } as const;
    await expect(desk.call('consent.recordEvent', grant)).rejects.toMatchObject({ code: 'CONFLICT' });
    const again = await desk.call('consent.recordEvent', { ...grant, givenBy: 'self' });
    expect([again.optedOut, again.levels.care, again.levels.billing]).toEqual([null, 'express', 'revoked']);
  });

  it('stands against everything when the person texted it', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    desk.receive(MARIA, 'STOP');
    const grant = { personId: id, kind: 'grant', method: 'paper', givenBy: 'self' } as const;
    await expect(desk.call('consent.recordEvent', grant)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await desk.call('consent.getState', { personId: id })).mayAgreeAgain).toBe(false);
  });
});

describe('a do-not-text list', () => {
  const list = 'Name;Phone\nMaria;(212) 555-0172\n+1 212 555 0188\nno number\n12345\n"212-555-0188"\n';

  it('says first what it would do, opts out who is known and remembers strangers by a fingerprint', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    const report = { numbers: 2, known: 1, already: 0, unreadable: 1, unreadableLines: [5] };
    expect(await inTasks(desk, desk.call('consent.readDoNotText', { text: list }))).toEqual(report);
    expect((await desk.call('consent.getState', { personId: id })).optedOut).toBeNull();
    expect(await inTasks(desk, desk.call('consent.addDoNotText', { text: list }))).toEqual(report);
    const state = await desk.call('consent.getState', { personId: id });
    expect([state.optedOut?.scope, state.mayAgreeAgain]).toEqual(['number', false]);
    const stranger = '+12125550188';
    expect(desk.store.read((tx) => [tx.people.number(stranger), isSuppressed(tx, stranger)])).toEqual([
      undefined,
      true,
    ]);
    expect(await inTasks(desk, desk.call('consent.addDoNotText', { text: list }))).toMatchObject({ already: 2 });
  });

  it('is read as a workbook, too: every sheet that is shown, and numbers that Excel made figures of', async () => {
    const desk = await openDesk();
    const bytes = writeWorkbook([
      {
        name: 'Stop',
        rows: [
          ['Name', 'Phone'],
          ['Maria', '(212) 555-0172'],
          ['Sam', 12125550188],
        ],
      },
      { name: 'Last year', rows: [['+1 212 555 0189'], ['called 12 times']] },
      { name: 'Notes', hidden: true, rows: [['+1 212 555 0190']] },
    ]);
    const base64 = Buffer.from(bytes).toString('base64');
    const report = await inTasks(desk, desk.call('consent.addDoNotText', { base64 }));
    expect(report).toMatchObject({ numbers: 3, unreadable: 0 });
    const stopped = ['+12125550188', '+12125550189', '+12125550190'];
    expect(desk.store.read((tx) => stopped.map((number) => isSuppressed(tx, number)))).toEqual([true, true, false]);
  });

  it.each([
    ['neither a file nor numbers', {}, 'INVALID_INPUT'],
    ['both', { text: MARIA, base64: 'AAAA' }, 'INVALID_INPUT'],
    ['a damaged workbook', { base64: Buffer.from('PK\u0003\u0004 nothing').toString('base64') }, 'FILE_UNREADABLE'],
    ['a workbook of an old Excel', { base64: '0M8R4KGxGuE=' }, 'FILE_UNREADABLE'],
  ])('refuses %s', async (_what, input, code) => {
    const desk = await openDesk();
    await expect(desk.call('consent.readDoNotText', input)).rejects.toMatchObject({ code });
  });

  it('holds when a stranger becomes a patient, until they text START', async () => {
    const desk = await openDesk();
    await inTasks(desk, desk.call('consent.addDoNotText', { text: MARIA }));
    const { id } = await desk.addPerson('Maria Alvarez', MARIA, NO_CONSENT);
    expect((await desk.call('people.getPerson', { id })).canText).toBe('optedOut');
    desk.receive(MARIA, 'START');
    expect((await desk.call('people.getPerson', { id })).canText).toBe('yes');
    expect(desk.store.read((tx) => isSuppressed(tx, MARIA))).toBe(false);
  });
});

describe('a number that goes to somebody else', () => {
  it('takes no consent along, neither the person’s nor what was texted from it, and keeps its opt-out', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    desk.receive(MARIA, 'START');
    await desk.call('people.savePerson', { id, numbers: ['+12125550199'] });
    const leo = await desk.addPerson('Leo Cruz', MARIA, NO_CONSENT);
    expect(leo.canText).toBe('ask');
    desk.receive(MARIA, 'STOP');
    await desk.call('people.savePerson', { id: leo.id, numbers: [] });
    expect((await desk.addPerson('Ana Ruiz', MARIA, NO_CONSENT)).canText).toBe('optedOut');
    expect((await desk.call('people.savePerson', { id, numbers: [MARIA] })).canText).toBe('optedOut');
  });
});

describe('the proof of consent', () => {
  it('is a PDF with letters of any alphabet, and is kept in the log that it was made', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Łucja Ñuñez-Żak', MARIA, NO_CONSENT);
    await desk.call('consent.recordEvent', {
      ...{ personId: id, kind: 'grant', method: 'paper', givenBy: 'self', wordingId: 'care' },
      file: { name: 'formularz.png', data: PNG.toString('base64') },
    });
    desk.receive(MARIA, 'STOP');
    const proof = await inTasks(desk, desk.call('consent.makeProof', { personId: id }, { role: 'manager' }));
    const bytes = Buffer.from(proof.data, 'base64');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(proof.fileName).toBe('proof-of-consent.pdf');
    const [entry] = desk.store.read((tx) =>
      tx.audit.list({ action: 'consent.proofMade', cursor: null, limit: 1 }),
    ).items;
    expect(entry).toMatchObject({ entityId: id, data: { sha256: proof.sha256, entries: 2 } });
  });

  it('says what was agreed, by whom, with which words and file, what was sent and that they opted out', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA, NO_CONSENT);
    const leo = await desk.addPerson('Leo Alvarez', MARIA);
    await desk.call('consent.recordEvent', {
      ...{ personId: id, kind: 'grant', method: 'paper', givenBy: 'self', wordingId: 'care', evidence: 'Intake form' },
      file: { name: 'form.png', data: PNG.toString('base64') },
    });
    const { message } = desk.remind(desk.addVisit(id, NINE + 3 * DAY));
    desk.remind(desk.addVisit(leo.id, NINE + 4 * DAY), 1);
    desk.receive(MARIA, 'STOP');
    const rest = { over: () => false, rest: async () => undefined };
    const facts = await gatherProof(desk.store, id, { at: NINE, by: 'Dana' }, rest);
    const said = JSON.stringify(proofBlocks(facts));
    for (const words of [
      'Agreed: Visits and care, signed form',
      'Spoken for by themselves',
      'version 1, en',
      'form.png',
    ]) {
      expect.soft(said).toContain(words);
    }
    expect(said).toContain(createHash('sha256').update(PNG).digest('hex'));
    expect(said).toContain('Opted out: all texts, by text');
    expect(said).toContain('May Lakeside Clinic text you about your visits');
    expect(facts.texts.map(({ id: textId }) => textId)).toContain(message.id);
    expect(facts.texts.every(({ personId }) => personId !== leo.id)).toBe(true);
  });
});

describe('an employee', () => {
  it('gets texts about work until the end of the last day, and stays a patient', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Dana Reed', MARIA);
    await expect(desk.call('consent.setLastDay', { personId: id, lastDay: '2026-11-20' })).rejects.toThrow(/employees/);
    await desk.call('people.savePerson', { id, kind: 'employee' });
    await desk.call('consent.recordEvent', { personId: id, kind: 'grant', purpose: 'employee', method: 'spoken' });
    const set = await desk.call('consent.setLastDay', { personId: id, lastDay: '2026-11-20' });
    expect([set.leavesAt, set.levels.employee]).toEqual([Date.UTC(2026, 10, 21, 5), 'express']);
    await desk.clock.advance(DAY);
    const left = await desk.call('consent.getState', { personId: id });
    expect([left.levels.employee, left.levels.care, left.optedOut]).toEqual(['revoked', 'express', null]);
    const back = await desk.call('consent.setLastDay', { personId: id, lastDay: null });
    expect([back.levels.employee, back.leavesAt]).toEqual(['express', null]);
  });
});

describe('a person who is forgotten', () => {
  const forget = (desk: Desk, id: string) =>
    desk.store.write('Ana', (tx) => forgetPersonInLedger(tx, id, 'gone-1', desk.clock.now()));

  it('leaves entries without a name or number, and an opt-out that still holds', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    desk.receive(MARIA, 'STOP');
    expect(forget(desk, id)).toBe(2);
    expect(desk.store.read((tx) => [tx.consent.ofNumber(MARIA), tx.consent.ofPerson(id, 10)])).toEqual([[], []]);
    expect((await desk.call('consent.getState', { number: MARIA })).optedOut?.scope).toBe('number');
    expect(desk.store.read((tx) => tx.consent.ofPerson('gone-1', 10)).map(({ kind }) => kind)).toEqual(['grant']);
  });

  it('leaves others on the same phone as they were, and suppresses nothing where nobody refused', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    const leo = await desk.addPerson('Leo Alvarez', MARIA);
    expect(forget(desk, id)).toBe(1);
    expect((await desk.call('consent.getState', { personId: leo.id, number: MARIA })).levels.care).toBe('express');
    forget(desk, leo.id);
    expect(desk.store.read((tx) => isSuppressed(tx, MARIA))).toBe(false);
  });
});
