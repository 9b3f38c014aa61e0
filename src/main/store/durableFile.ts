/**
 * Small files beside the database that must be whole or old, never half: written beside, forced to disk, renamed over.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o600;

/** Replaces `file` with `content`, readable by its owner only. Throws the file system's own error, leaving the old content. */
export function writeDurably(file: string, content: string): void {
  const temporary = `${file}.tmp`;
  rmSync(temporary, { force: true });
  const handle = openSync(temporary, 'wx', OWNER_ONLY);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
  flushDirectory(dirname(file));
}

/** Forces a file that was written by somebody else to disk. */
export function flushFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes a new name in a directory last. Windows has no such call for directories and needs none. */
export function flushDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
