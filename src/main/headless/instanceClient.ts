/** The command line's side of the local door: finds the running instance and calls it. Starts nothing. */
import type { ErrorShape } from '../../contract/errors.ts';
import type { Fetch } from '../platform/ports.ts';
import type { CallAnswer } from '../rpc/router.ts';
import { readInstanceFile } from '../runtime/instanceFile.ts';
import type { InstanceFile } from '../runtime/instanceFile.ts';

export interface InstanceClient {
  readonly dataDir: string;
  call(procedure: string, input: unknown): Promise<CallAnswer>;
  /** A new sign-in link; null when this instance has no browsers. */
  newLoginUrl(): Promise<string | null>;
}

/** The instance that runs on the first of `dataDirs` that has one; undefined when none does. */
export async function findInstance(fetch: Fetch, dataDirs: readonly string[]): Promise<InstanceClient | undefined> {
  for (const dataDir of dataDirs) {
    const instance = readInstanceFile(dataDir);
    // The announcement outlives a killed process, and its port may be another program's by now: ask.
    if (instance !== undefined && (await isOurs(fetch, instance))) return createClient(fetch, instance, dataDir);
  }
  return undefined;
}

/** What a command answers when nothing runs. */
export const notRunning: ErrorShape = {
  code: 'NOT_AVAILABLE',
  message: 'Deskbell is not running on this data. Start it with "deskbell serve", or name its folder with --data-dir.',
};

function createClient(fetch: Fetch, instance: InstanceFile, dataDir: string): InstanceClient {
  return {
    dataDir,
    async call(procedure, input) {
      const response = await post(fetch, instance, '/rpc', { procedure, input });
      return (await response.json()) as CallAnswer;
    },
    async newLoginUrl() {
      const response = await post(fetch, instance, '/login-link', {});
      return response.ok ? ((await response.json()) as { url: string }).url : null;
    },
  };
}

/** An unknown path is answered 404 to the holder of the token only. */
async function isOurs(fetch: Fetch, instance: InstanceFile): Promise<boolean> {
  try {
    return (await post(fetch, instance, '/', {})).status === 404;
  } catch {
    return false;
  }
}

function post(fetch: Fetch, { url, token }: InstanceFile, path: string, body: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
