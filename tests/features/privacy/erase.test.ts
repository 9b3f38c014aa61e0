/** A deleted person leaves nothing but what the law asks to keep; everybody else keeps what is theirs. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../../src/main/store/driver.ts';
import type { WriteTx } from '../../../src/main/store/store.ts';
import { TEST_KEY } from '../../fakes/newDatabase.ts';
import { openPrivacyDesk } from './desk.ts';

const ZOE = '+12065550161';
const HOME = '+12065550162';

/** Every cell of every table that contains one of these words. */
function cellsWith(desk: Awaited<ReturnType<typeof openPrivacyDesk>>, words: readonly string[]): string[] {
  const connection = openConnection(desk.store.info().path, { key: TEST_KEY, readonly: true });
  try {
    const tables = connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all() as {
      name: string;
    }[];
    return tables.flatMap(({ name }) => {
      const rows = connection.prepare(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[];
      return rows.flatMap((row) =>
        Object.entries(row)
          .filter(([, value]) => words.some((word) => textOf(value).includes(word.toLowerCase())))
          .map(([column]) => `${name}.${column}`),
      );
    });
  } finally {
    connection.close();
  }
}

function textOf(value: unknown): string {
  return (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)).toLowerCase();
}

async function openWithZoe() {
  const desk = await openPrivacyDesk();
  const zoe = await desk.addPerson('Zoe Quillfeather', ZOE);
  desk.addVisit(zoe.id, desk.clock.now() + 86_400_000);
  desk.receive(ZOE, 'My rash is aquamarinette again');
  await desk.call('people.savePerson', {
    id: zoe.id,
    note: 'aquamarinette allergy',
    address: { country: 'Germany', region: 'Aquamarinette', postcode: '10115' },
  });
  return { desk, zoe };
}

/** The bytes of the file and its log as they would be without the cipher: free pages and the unused ends of pages as well. */
function plainBytes(desk: Awaited<ReturnType<typeof openPrivacyDesk>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-plain-'));
  try {
    const { path } = desk.store.info();
    const copy = join(folder, 'plain.db');
    for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    const connection = openConnection(copy, { key: TEST_KEY });
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.pragma('journal_mode = DELETE');
    connection.pragma(`rekey = ''`);
    connection.close();
    return readFileSync(copy).toString('latin1').toLowerCase();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('deleting a person', () => {
  it('leaves no cell of any table with their name, number or words', async () => {
    const { desk, zoe } = await openWithZoe();
    expect(cellsWith(desk, ['quillfeather', 'aquamarinette', '2065550161']).length).toBeGreaterThan(5);
    // The search index writes words without what they share with the word before: the end of one is always there.
    const words = ['quillfeather', 'amarinette', '2065550161'];
    const before = plainBytes(desk);
    expect(before.startsWith('sqlite format 3')).toBe(true);
    for (const word of words) expect(before).toContain(word);
    const plan = await desk.ask('getErasure', { personId: zoe.id });
    expect(plan).toMatchObject({ texts: 1, visits: 1, holds: [], open: 0 });
    const done = await desk.ask('erasePerson', { personId: zoe.id, lastName: 'quillfeather' });
    expect(done).toMatchObject({ texts: 1, visits: 1 });
    // Answers kept for repeats carried their record.
    expect(done.copies).toBeGreaterThan(0);
    expect(cellsWith(desk, ['quillfeather', 'aquamarinette', '2065550161', 'zoe'])).toEqual([]);
    const after = plainBytes(desk);
    for (const word of words) expect(after).not.toContain(word);
    expect(statSync(`${desk.store.info().path}-wal`).size).toBe(0);
    expect((await desk.store.maintenance.integrityCheck()).ok).toBe(true);
    expect(desk.store.read((tx) => tx.erasures.unfinished())).toEqual([]);
  });

  it('finds copies in lists and posted events, and leaves what names others', async () => {
    const { desk, zoe } = await openWithZoe();
    const connection = openConnection(desk.store.info().path, { key: TEST_KEY });
    connection.exec(`
      INSERT INTO schedule_import (id, file_name, signature, summary, state, actor, created_at, applied_at)
        VALUES ('list', 'Quillfeather Zoe.csv', 's', '{}', 'applied', 'Ana', 1, 2);
      INSERT INTO schedule_import_row (import_id, line, action, problems, data) VALUES
        ('list', 1, 'new', '[]', '{"name":"Quillfeather, Zoe","phone":"(206) 555-0161"}'),
        ('list', 2, 'new', '[]', '{"name":"Quillfeather, Adam","phone":"(206) 555-0199"}');
      INSERT INTO import_before (import_id, line, appointment_id, data) VALUES ('list', 1, 'v', '{"number":"206.555.0161"}');
      INSERT INTO hook_event (seq, gateway_id, event_key, target, content_type, body, received_at, done_at)
        VALUES (1, 'g', 'k', '/g?from=%2B12065550161', 'text/plain', cast('ZOÉ QUILLFEATHER' AS BLOB), 1, 2);`);
    connection.close();
    await desk.ask('erasePerson', { personId: zoe.id, lastName: 'Quillfeather' });
    expect(cellsWith(desk, ['zoe', '5550161', '555-0161', '555.0161'])).toEqual([]);
    // Somebody else of the same family name.
    expect(cellsWith(desk, ['quillfeather'])).toEqual(['schedule_import_row.data']);
  });

  it('keeps agreements without a name, and knows an opted-out number when it comes back', async () => {
    const { desk, zoe } = await openWithZoe();
    desk.revoke(ZOE);
    const before = desk.store.read((tx) => tx.consent.ofPerson(zoe.id, 10).length);
    expect(before).toBeGreaterThan(0);
    await desk.ask('erasePerson', { personId: zoe.id, lastName: 'Quillfeather' });
    desk.store.read((tx) => {
      expect(tx.consent.ofPerson(zoe.id, 10)).toEqual([]);
      expect(tx.consent.ofNumber(ZOE)).toEqual([]);
      expect(tx.consent.suppressed(ZOE)).toMatchObject([{ scope: 'all' }]);
    });
  });

  it('on a shared phone takes what is about them and leaves what is about the others', async () => {
    const desk = await openPrivacyDesk();
    const mother = await desk.addPerson('Ines Marlow', HOME);
    const child = await desk.addPerson('Wolfram Marlow', HOME);
    desk.receive(HOME, 'See you tomorrow, Ines');
    desk.receive(HOME, 'Wolfram has a fever');
    await desk.ask('erasePerson', { personId: child.id, lastName: 'Marlow' });
    const bodies = desk.thread(HOME).map(({ body }) => body);
    expect(bodies).toContain('See you tomorrow, Ines');
    expect(bodies.join(' ')).not.toContain('Wolfram');
    expect(cellsWith(desk, ['wolfram'])).toEqual([]);
    expect(desk.row(HOME).people.map(({ id }) => id)).toEqual([mother.id]);
    expect(desk.recompute(desk.row(HOME).id)).toEqual(desk.row(HOME));
  });

  it('takes back what waits, and refuses while a text is under way', async () => {
    const { desk, zoe } = await openWithZoe();
    const waiting = await desk.call('messages.sendMessage', {
      conversationId: desk.row(ZOE).id,
      body: 'We will call you.',
    });
    const id = 'message' in waiting ? (waiting as { message: { id: string } }).message.id : desk.thread(ZOE).at(-1)!.id;
    expect((await desk.ask('getErasure', { personId: zoe.id })).open).toBe(0);
    desk.store.write('dispatcher', (tx: WriteTx) => {
      const job = tx.outbox.getByMessage(id)!;
      tx.outbox.transition(job.id, ['ready'], { state: 'unknown' }, desk.clock.now());
    });
    await expect(desk.ask('erasePerson', { personId: zoe.id, lastName: 'Quillfeather' })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { code: 'textUnderWay' },
    });
    expect(desk.store.read((tx) => tx.people.get(zoe.id))).toBeDefined();
  });

  it('takes many texts away in several commits, and counts each once', async () => {
    const { desk, zoe } = await openWithZoe();
    const [first] = desk.thread(ZOE);
    desk.store.write('test', (tx) => {
      for (let at = 0; at < 240; at += 1) {
        const { seq: _seq, gatewayMessageId: _theirs, ...text } = first!;
        tx.messages.insert({ ...text, id: `many-${String(at)}`, body: `aquamarinette ${String(at)}` });
      }
    });
    const removed: number[] = [];
    desk.store.write('test', (tx) => removed.push(tx.erasures.removeOldestTexts(zoe.id, [ZOE], 100)));
    desk.store.write('test', (tx) => removed.push(tx.erasures.removeOldestTexts(zoe.id, [ZOE], 1000)));
    expect(removed).toEqual([100, 0]);
    expect(await desk.ask('erasePerson', { personId: zoe.id, lastName: 'Quillfeather' })).toMatchObject({ texts: 141 });
    expect(cellsWith(desk, ['aquamarinette', 'quillfeather'])).toEqual([]);
  });

  it('asks for the last name, answers a repeat with the first answer, and finishes a search that was interrupted', async () => {
    const { desk, zoe } = await openWithZoe();
    await expect(desk.ask('erasePerson', { personId: zoe.id, lastName: 'Zoe' })).rejects.toMatchObject({
      field: 'lastName',
    });
    const once = { commandId: 'erase-zoe-once' };
    const first = await desk.ask('erasePerson', { personId: zoe.id, lastName: 'Quillfeather' }, once);
    const again = await desk.ask('erasePerson', { personId: zoe.id, lastName: 'Quillfeather' }, once);
    expect({ ...again, copies: first.copies }).toEqual(first);
  });
});

describe('an older copy of the data', () => {
  it('brings a deleted person back for no longer than until the next night, unless a legal hold covers them', async () => {
    const { desk, zoe } = await openWithZoe();
    const record = desk.store.read((tx) => tx.people.get(zoe.id))!;
    await desk.ask('erasePerson', { personId: zoe.id, lastName: 'Quillfeather' });
    desk.store.write('restore', (tx) => {
      tx.people.insert(record);
      tx.people.setNumbers(zoe.id, [{ number: ZOE, label: '' }]);
    });
    desk.receive(ZOE, 'aquamarinette');
    const hold = await desk.ask('placeHold', {
      scope: 'person',
      personId: zoe.id,
      caseName: 'Quillfeather',
      reason: 'Letter',
    });
    await desk.eraseReturned();
    expect(desk.store.read((tx) => tx.people.get(zoe.id))).toBeDefined();
    await desk.ask('releaseHold', { id: hold.id, caseName: 'Quillfeather', reason: 'Over' });
    await desk.eraseReturned();
    expect(desk.store.read((tx) => tx.erasures.returned())).toEqual([]);
    expect(cellsWith(desk, ['quillfeather', 'aquamarinette', '2065550161'])).toEqual([]);
  });
});

describe('the export of a person', () => {
  it('holds their texts and visits, a mark, and no formula, and is in the trail', async () => {
    const { desk, zoe } = await openWithZoe();
    desk.receive(ZOE, '=HYPERLINK("http://bad.example")');
    await desk.addPerson('Other Person', '+12065550163');
    const { data, fileName, parts } = await desk.ask('exportPerson', { personId: zoe.id });
    expect(parts).toBe(1);
    expect(fileName).toBe('person-2026-11-20.zip');
    const files = unzip(Buffer.from(data, 'base64'));
    expect([...files.keys()]).toEqual([
      'About this file.txt',
      'everything.json',
      'texts.csv',
      'visits.csv',
      'agreements.csv',
    ]);
    expect(files.get('texts.csv')).toContain('aquamarinette');
    expect(files.get('texts.csv')).toContain(`'=HYPERLINK`);
    expect(files.get('About this file.txt')).toContain('Olga');
    const everything = JSON.parse(files.get('everything.json')!) as {
      visits: unknown[];
      person: { name: string };
      address: object;
    };
    expect(everything.address).toMatchObject({ country: 'DE', region: 'Aquamarinette', postcode: '10115' });
    expect(everything.person.name).toBe('Zoe Quillfeather');
    expect(everything.visits).toHaveLength(1);
    expect([...files.values()].join('')).not.toContain('Other');
    const trail = desk.store.read((tx) => tx.audit.list({ cursor: null, limit: 5 }).items);
    expect(trail[0]).toMatchObject({ action: 'person.exported', entityId: zoe.id });
    await expect(desk.ask('exportPerson', { personId: zoe.id, part: 2 })).rejects.toMatchObject({ field: 'part' });
  });
});

/** Reads what the writer wrote, by the directory at the end, as other programs do. */
function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const count = bytes.readUInt16LE(bytes.length - 12);
  let at = bytes.readUInt32LE(bytes.length - 6);
  for (let file = 0; file < count; file += 1) {
    const [method, packed, nameLength, offset] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const data = bytes.subarray(offset + 30 + nameLength, offset + 30 + nameLength + packed);
    files.set(name, (method === 8 ? inflateRawSync(data) : data).toString('utf8'));
    at += 46 + nameLength;
  }
  return files;
}

describe('what is due for its age', () => {
  it('is shown thing by thing before it goes, and the look is kept', async () => {
    const { desk } = await openWithZoe();
    desk.receive(HOME, 'Who is this?');
    await desk.clock.advance(91 * 86_400_000);
    const { items, next } = await desk.ask('listDue', { kind: 'unknownNumbers', limit: 1 });
    expect(items).toMatchObject([{ rows: 1, held: 0, name: HOME }]);
    expect(next === null ? [] : (await desk.ask('listDue', { kind: 'unknownNumbers', cursor: next })).items).toEqual(
      [],
    );
    expect((await desk.ask('listDue', { kind: 'texts' })).items).toEqual([]);
    expect((await desk.ask('listDue', { kind: 'audit' })).items).toEqual([]);
    const [look] = desk.store.read((tx) => tx.audit.list({ action: 'retention.viewed', cursor: null, limit: 9 })).items;
    expect(look).toMatchObject({ entity: 'retention', actor: 'Olga' });
    await desk.ask('placeHold', { scope: 'number', number: HOME, caseName: 'Case 12', reason: 'A letter' });
    const held = await desk.ask('listDue', { kind: 'unknownNumbers' });
    expect(held.items).toMatchObject([{ rows: 0, held: 1, name: HOME }]);
  });
});
