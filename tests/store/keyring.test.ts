import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createKeyring,
  hasKeyring,
  keysForBackup,
  KEYS_FILE,
  openKeyring,
  recoverKeyring,
} from '../../src/main/store/keyring.ts';
import type { KeyringDeps } from '../../src/main/store/keyring.ts';
import { formatRecoveryCode, parseRecoveryCode } from '../../src/main/store/recoveryCode.ts';
import { createMemorySecrets } from '../fakes/memorySecrets.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';

let deps: KeyringDeps;

beforeEach(() => {
  deps = {
    secrets: createMemorySecrets(),
    random: createSeededRandom(7),
    clock: createVirtualClock(),
    dataDir: mkdtempSync(join(tmpdir(), 'deskbell-keys-')),
  };
});
afterEach(() => rmSync(deps.dataDir, { recursive: true, force: true }));

const otherMachine = (): KeyringDeps => ({ ...deps, secrets: createMemorySecrets() });
const file = (): string => join(deps.dataDir, KEYS_FILE);

describe('the keyring', () => {
  it('gives the same key at every start', async () => {
    const { key } = await createKeyring(deps);
    expect(key).toHaveLength(32);
    expect((await openKeyring(deps)).key).toEqual(key);
  });

  it('keeps the key only wrapped, in a file that only its owner can read', async () => {
    const { key, recoveryCode } = await createKeyring(deps);
    const text = readFileSync(file(), 'utf8');
    for (const form of ['hex', 'base64'] as const) expect(text).not.toContain(Buffer.from(key).toString(form));
    expect(text).not.toContain(recoveryCode.slice(0, 9));
    expect(await deps.secrets.get('store.wrappingKey')).not.toBe(Buffer.from(key).toString('base64'));
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('asks for the recovery code on another machine, and opens by key store there afterwards', async () => {
    const { key, recoveryCode } = await createKeyring(deps);
    const there = otherMachine();
    await expect(openKeyring(there)).rejects.toMatchObject({ code: 'DATA_WRONG_KEY', message: /recovery code/ });
    expect((await recoverKeyring(there, recoveryCode.toLowerCase().replaceAll('-', ' '))).key).toEqual(key);
    expect((await openKeyring(there)).key).toEqual(key);
  });

  it('goes with a backup so that the code opens it and no machine’s key store does', async () => {
    const { key, recoveryCode } = await createKeyring(deps);
    writeFileSync(file(), keysForBackup(deps.dataDir) ?? '');
    await expect(openKeyring(deps)).rejects.toMatchObject({ code: 'DATA_WRONG_KEY' });
    expect((await recoverKeyring(deps, recoveryCode)).key).toEqual(key);
  });

  it('refuses the code of other data', async () => {
    await createKeyring(deps);
    const foreign = formatRecoveryCode(new Uint8Array(16).fill(9));
    await expect(recoverKeyring(deps, foreign)).rejects.toMatchObject({
      code: 'DATA_WRONG_KEY',
      message: /other data/,
    });
  });

  it('refuses a wrapping key or a key file that was changed', async () => {
    await createKeyring(deps);
    const whole = readFileSync(file(), 'utf8');
    await deps.secrets.set('store.wrappingKey', Buffer.alloc(32, 1).toString('base64'));
    await expect(openKeyring(deps)).rejects.toMatchObject({ code: 'DATA_WRONG_KEY' });
    for (const damaged of ['', '{}', whole.slice(0, -20), whole.replace('"tag": "', '"tag": "AAAA')]) {
      writeFileSync(file(), damaged);
      await expect(openKeyring(deps)).rejects.toMatchObject({ code: 'DATA_WRONG_KEY' });
    }
  });

  it('is never made twice, nor beside a database that has lost its key file', async () => {
    expect(hasKeyring(deps.dataDir)).toBe(false);
    await createKeyring(deps);
    await expect(createKeyring(deps)).rejects.toMatchObject({ code: 'CONFLICT' });
    rmSync(file());
    writeFileSync(join(deps.dataDir, 'deskbell.db'), 'data');
    await expect(createKeyring(deps)).rejects.toMatchObject({ code: 'DATA_WRONG_KEY', message: /backup/ });
    await expect(openKeyring(deps)).rejects.toMatchObject({ code: 'DATA_WRONG_KEY', message: /backup/ });
  });
});

describe('the recovery code', () => {
  const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 });

  it('is seven groups of four that are easy to read out, and comes back as it was', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const code = formatRecoveryCode(secret);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(parseRecoveryCode(` ${code.toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o')} `)).toEqual(secret);
      }),
    );
  });

  it('notices nearly every single mistake, and says that it is one', () => {
    let noticed = 0;
    let tried = 0;
    fc.assert(
      fc.property(secrets, fc.nat(27), fc.nat(31), (secret, at, symbol) => {
        const symbols = [...formatRecoveryCode(secret).replaceAll('-', '')];
        const wrong = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(symbol);
        if (symbols[at] === wrong) return;
        symbols[at] = wrong;
        tried += 1;
        try {
          parseRecoveryCode(symbols.join(''));
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_INPUT', field: 'code' });
          noticed += 1;
        }
      }),
      { numRuns: 1000, seed: 1 },
    );
    expect(noticed / tried).toBeGreaterThan(0.99);
  });

  it('says so when it is cut short', () => {
    expect(() => parseRecoveryCode('7Q4M-')).toThrow(/28 letters and digits/);
  });
});
