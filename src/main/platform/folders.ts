/** Folders that other programs write to, on this machine's file system. Reads and moves; decides nothing about what is in them. */
import { access, mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { FolderAnswer, FolderFailure, FolderFile, Folders } from './ports.ts';

/** Files of one folder that are looked at: more than any practice exports, few enough for a slow share. */
const MOST_FILES = 2_000;
/** A name of a moved file is taken at most so often. */
const MOST_NAMES = 1_000;

export function createNodeFolders(): Folders {
  /** Folders that have not answered yet: a share that hangs must not take one thread of the process after the other. */
  const pending = new Set<string>();
  const one = async <T>(path: string, work: () => Promise<FolderAnswer<T>>): Promise<FolderAnswer<T>> => {
    if (pending.has(path)) return failed('unreachable');
    pending.add(path);
    try {
      return await work();
    } catch (error) {
      return failed(failureOf(error));
    } finally {
      pending.delete(path);
    }
  };
  return {
    list: (path) => one(path, () => list(path)),
    read: (path, name, mostBytes) => one(path, () => read(join(path, plain(name)), mostBytes)),
    moveInto: (path, name, subfolder) => one(path, () => moveInto(path, plain(name), plain(subfolder))),
  };
}

async function list(path: string): Promise<FolderAnswer<readonly FolderFile[]>> {
  const entries = await readdir(path, { withFileTypes: true });
  const files: FolderFile[] = [];
  for (const entry of entries.slice(0, MOST_FILES)) {
    if (!entry.isFile()) continue;
    try {
      const { size, mtimeMs } = await stat(join(path, entry.name));
      files.push({ name: entry.name, sizeBytes: size, modifiedAt: Math.round(mtimeMs) });
    } catch (error) {
      // A file may go between the two questions.
      if (failureOf(error) !== 'missing') throw error;
    }
  }
  return { ok: true, value: files };
}

async function read(file: string, mostBytes: number): Promise<FolderAnswer<Uint8Array>> {
  const handle = await open(file, 'r');
  try {
    const before = await handle.stat();
    if (before.size > mostBytes) return failed('tooLarge');
    const content = await handle.readFile();
    // The name may stand for another file by now: what was read is asked about by name.
    const after = await stat(file);
    const same = after.size === content.byteLength && after.mtimeMs === before.mtimeMs && after.ino === before.ino;
    return same ? { ok: true, value: content } : failed('changed');
  } finally {
    await handle.close();
  }
}

async function moveInto(path: string, name: string, subfolder: string): Promise<FolderAnswer<null>> {
  const target = join(path, subfolder);
  await mkdir(target, { recursive: true });
  await rename(join(path, name), join(target, await freeName(target, name)));
  return { ok: true, value: null };
}

async function freeName(folder: string, name: string): Promise<string> {
  const end = extname(name);
  const stem = basename(name, end);
  for (let count = 1; count < MOST_NAMES; count += 1) {
    const candidate = count === 1 ? name : `${stem} (${String(count)})${end}`;
    if (!(await exists(join(folder, candidate)))) return candidate;
  }
  throw new Error('No name is left for this file.');
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (failureOf(error) === 'missing') return false;
    throw error;
  }
}

/** A name leads nowhere else. */
function plain(name: string): string {
  if (name === '' || name === '.' || name === '..' || basename(name) !== name || name.includes('\\')) {
    throw new Error('Not the name of a file in this folder.');
  }
  return name;
}

function failed(failure: FolderFailure): { readonly ok: false; readonly failure: FolderFailure } {
  return { ok: false, failure };
}

function failureOf(error: unknown): FolderFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    case 'EACCES':
    case 'EPERM':
      return 'denied';
    case 'EBUSY':
    case 'ETXTBSY':
    case 'EAGAIN':
      return 'busy';
    default:
      return 'unreachable';
  }
}
