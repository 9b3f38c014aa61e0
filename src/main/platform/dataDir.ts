/** Where the data of this person lives, by the customs of each system. Looks at nothing but names and the environment. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The surroundings of this process. */
export function currentSurroundings(): Surroundings {
  return { platform: process.platform, env: process.env, home: homedir() };
}

/** The data folder: what was asked for, else DESKBELL_DATA_DIR, else the system's place. The demo has its own place. */
export function chooseDataDir(asked: string | undefined, demo: boolean, from: Surroundings): string {
  const named = asked ?? from.env['DESKBELL_DATA_DIR'];
  if (named !== undefined && named !== '') return resolve(named);
  return join(systemPlace(from), demo ? 'Deskbell Demo' : 'Deskbell');
}

/**
 * The folders in which a command looks for a running instance, best first. The demo's usual place is last: with only
 * the demo running, commands mean the demo.
 */
export function candidateDataDirs(asked: string | undefined, from: Surroundings): readonly string[] {
  return [...new Set([chooseDataDir(asked, false, from), chooseDataDir(asked, true, from)])];
}

function systemPlace({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') return env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  const xdg = env['XDG_DATA_HOME'];
  // The XDG rule: a relative path is to be ignored.
  return xdg?.startsWith('/') === true ? xdg : join(home, '.local', 'share');
}
