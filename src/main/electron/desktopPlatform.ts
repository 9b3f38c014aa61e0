/** The machine as Electron gives it: Node's, with the key store for secrets and Chromium's network, which knows proxies. */
import { net, safeStorage } from 'electron';
import { createNodePlatform } from '../platform/node.ts';
import type { Platform } from '../platform/ports.ts';
import { createChromiumFetch } from './chromiumFetch.ts';
import { createKeyStoreSecrets } from './keyStoreSecrets.ts';

/** To be made after the app is ready. */
export async function createDesktopPlatform(dataDir: string): Promise<Platform> {
  const base = createNodePlatform({ dataDir });
  const { secrets: file, log } = base;
  return {
    ...base,
    secrets: await createKeyStoreSecrets({ keyStore: safeStorage, file, platform: process.platform, log }),
    fetch: createChromiumFetch(net),
  };
}
