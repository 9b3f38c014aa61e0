/**
 * Secrets sealed by the operating system's key store before they reach the secrets file. Where there is none worth the
 * name, they are kept as on headless (a file only its owner can read), and the log says so.
 */
import type { SafeStorage } from 'electron';
import type { Logger, Secrets } from '../platform/ports.ts';

const SEALED = 'sealed:';

type KeyStore = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

export interface KeyStoreSecretsDeps {
  readonly keyStore: KeyStore;
  /** Where the sealed values are kept. */
  readonly file: Secrets;
  readonly platform: NodeJS.Platform;
  readonly log: Logger;
}

/** Secrets over `file`. To be made after the app is ready: the key store is not there before. */
export async function createKeyStoreSecrets({ keyStore, file, platform, log }: KeyStoreSecretsDeps): Promise<Secrets> {
  const usable = await isUsable(keyStore, platform);
  if (!usable) log.warn({ platform }, 'secrets.noKeyStore');
  return {
    async get(name) {
      const stored = await file.get(name);
      if (stored === undefined || !stored.startsWith(SEALED)) return stored;
      return unseal(keyStore, stored.slice(SEALED.length), log);
    },
    set: async (name, value) => file.set(name, usable ? await seal(keyStore, value) : value),
    delete: (name) => file.delete(name),
  };
}

/** On Linux without a keyring Chromium "encrypts" with a password that is in its source code. */
async function isUsable(keyStore: KeyStore, platform: NodeJS.Platform): Promise<boolean> {
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(keyStore.getSelectedStorageBackend())) return false;
  return keyStore.isAsyncEncryptionAvailable();
}

async function seal(keyStore: KeyStore, value: string): Promise<string> {
  return `${SEALED}${(await keyStore.encryptStringAsync(value)).toString('base64')}`;
}

/** A value that this machine's key store cannot open is as good as lost: the recovery code is for that. */
async function unseal(keyStore: KeyStore, sealed: string, log: Logger): Promise<string | undefined> {
  try {
    return (await keyStore.decryptStringAsync(Buffer.from(sealed, 'base64'))).result;
  } catch {
    log.error({}, 'secrets.cannotUnseal');
    return undefined;
  }
}
