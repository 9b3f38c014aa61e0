/** Where somebody who moves from another PC puts a backup: the usual folders of this person, and drives that are plugged in. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Surroundings } from './dataDir.ts';

const MOST_DRIVES = 12;
const LETTERS = 'DEFGHIJKLMNOPQRSTUVWXYZ';

/** Folders that may or may not be there. Looks at no file. */
export async function backupPlaces({ platform, env, home }: Surroundings): Promise<string[]> {
  const own = ['Downloads', 'Desktop', 'Documents', ''].map((name) => join(home, name));
  return [...own, ...(await drives(platform, env['USER'] ?? ''))];
}

async function drives(platform: NodeJS.Platform, user: string): Promise<string[]> {
  if (platform === 'win32') return [...LETTERS].map((letter) => `${letter}:\\`);
  const roots = platform === 'darwin' ? ['/Volumes'] : [`/media/${user}`, `/run/media/${user}`, '/mnt'];
  const lists = await Promise.all(roots.map(foldersIn));
  return lists.flat().slice(0, MOST_DRIVES);
}

async function foldersIn(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(root, name));
  } catch {
    return [];
  }
}
