import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSecrets } from '../../src/main/platform/fileSecrets.ts';
import {
  changePassphrase,
  dropPassphrase,
  isLocked,
  unlockSecrets,
} from '../../src/main/platform/passphraseSecrets.ts';
import { createSystemRandom } from '../../src/main/platform/random.ts';

const random = createSystemRandom();
const WORDS = 'four words on paper';
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskbell-passphrase-'));
  file = join(folder, 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('secrets under a passphrase', () => {
  it('are sealed in the file, open with it alone, and take new values', async () => {
    await createFileSecrets(file).set('store.wrappingKey', 'very-secret');
    expect(isLocked(file)).toBe(false);
    await changePassphrase(file, { now: null, next: WORDS, cost: 12 }, random);
    expect(isLocked(file)).toBe(true);
    const secrets = await unlockSecrets(createFileSecrets(file), WORDS, random);
    expect(await secrets.get('store.wrappingKey')).toBe('very-secret');
    await secrets.set('gateway.password', 'also-secret');
    expect(await secrets.get('gateway.password')).toBe('also-secret');
    const text = readFileSync(file, 'utf8');
    for (const hidden of ['very-secret', 'also-secret', WORDS]) expect(text).not.toContain(hidden);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(unlockSecrets(createFileSecrets(file), 'four words on sand', random)).rejects.toMatchObject({
      code: 'DATA_WRONG_KEY',
    });
  });

  it('keep every value when the passphrase is changed, and lie open again when it is taken away', async () => {
    await createFileSecrets(file).set('a', 'one');
    await changePassphrase(file, { now: null, next: WORDS, cost: 12 }, random);
    await expect(changePassphrase(file, { now: 'wrong', next: 'other words here' }, random)).rejects.toMatchObject({
      code: 'DATA_WRONG_KEY',
    });
    await changePassphrase(file, { now: WORDS, next: '' }, random);
    expect([isLocked(file), await createFileSecrets(file).get('a')]).toEqual([false, 'one']);
  });

  it('refuse one that is short, and a file that is damaged, in words', async () => {
    await expect(changePassphrase(file, { now: null, next: 'short' }, random)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'passphrase',
    });
    writeFileSync(file, '{"a": ');
    expect(() => isLocked(file)).toThrow(/damaged.*recovery code/);
  });

  it('that nobody can open any more are dropped, and what was put there since stays', async () => {
    await createFileSecrets(file).set('gateway.password', 'old');
    await changePassphrase(file, { now: null, next: WORDS, cost: 12 }, random);
    await createFileSecrets(file).set('store.wrappingKey', 'new');
    await dropPassphrase(file);
    const left = createFileSecrets(file);
    expect([await left.get('gateway.password'), await left.get('store.wrappingKey')]).toEqual([undefined, 'new']);
  });
});
