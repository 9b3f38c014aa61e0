/**
 * A folder into which the practice's system writes its lists. A file is read once it has stayed the same over two looks, and again when
 * it has changed; what was there before the watching began is left alone, but for the newest. Moves nothing unless asked.
 */
import { z } from 'zod';
import { isListFile } from '../../domain/sources/fileNames.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { FolderAnswer, FolderFailure, FolderFile, Folders, Timers } from '../../platform/ports.ts';
import type { BroughtList, ReadContext, ScheduleAdapter, SourceProblem, SourceReading } from '../scheduleAdapter.ts';

export interface FolderAdapterDeps {
  readonly folders: Folders;
  readonly timers: Timers;
}
export interface WatchedFolder {
  readonly path: string;
  readonly pattern: string;
  readonly done: 'leave' | 'move';
}

/** As the import's own limit. */
const MOST_BYTES = 25_000_000;
/** A share that has not answered by then is away, ms. */
const PATIENCE_MS = 30_000;
/** Lists taken in one look; the next look takes the next ones. */
const MOST_LISTS = 10;
const DONE = 'done';

/** By name: size and time as seen last, and whether that state of the file was dealt with. */
const Seen = z.object({ size: z.number(), at: z.number(), taken: z.boolean() });
type Seen = z.infer<typeof Seen>;
const Memory = z.object({ files: z.record(z.string(), Seen).optional() });

export function createFolderAdapter(deps: FolderAdapterDeps, folder: WatchedFolder): ScheduleAdapter {
  return {
    read: (context) => look(deps, folder, context),
    check: async (signal) => {
      const listed = await patiently(deps, signal, deps.folders.list(folder.path));
      if (!listed.ok) return { ok: false, text: folderProblem(listed.failure).text };
      const files = listed.value.filter(({ name }) => isListFile(name, folder.pattern));
      if (files.length === 0) return { ok: true, text: 'The folder is there. No list is in it yet.' };
      const newest = files.reduce((a, b) => (b.modifiedAt > a.modifiedAt ? b : a));
      const lists = files.length === 1 ? '1 list' : `${String(files.length)} lists`;
      return { ok: true, text: `The folder is there, with ${lists}. The newest is ${newest.name}.` };
    },
    answers: null,
  };
}

async function look(deps: FolderAdapterDeps, folder: WatchedFolder, context: ReadContext): Promise<SourceReading> {
  const listed = await patiently(deps, context.signal, deps.folders.list(folder.path));
  if (!listed.ok) return { kind: 'failed', problem: folderProblem(listed.failure), retryAfterMs: null };
  const files = listed.value
    .filter(({ name, sizeBytes }) => sizeBytes > 0 && isListFile(name, folder.pattern))
    .toSorted((a, b) => a.modifiedAt - b.modifiedAt || a.name.localeCompare(b.name));
  const known = Memory.safeParse(context.memory).data?.files;
  const seen: Record<string, Seen> = {};
  const lists: BroughtList[] = [];
  let note: SourceProblem | null = null;
  for (const file of files) {
    const now: Seen = { size: file.sizeBytes, at: file.modifiedAt, taken: false };
    const before = known === undefined ? firstLook(file, files) : known[file.name];
    const same = before !== undefined && before.size === now.size && before.at === now.at;
    seen[file.name] = same ? before : now;
    if (!same || before.taken || lists.length >= MOST_LISTS) continue;
    const read = await patiently(deps, context.signal, deps.folders.read(folder.path, file.name, MOST_BYTES));
    if (read.ok) lists.push(listOf(deps, folder, file, read.value, context.now));
    else note = fileProblem(read.failure, file.name) ?? note;
    // A file that is held or still being written is tried again; one that is too large would stay so.
    if (read.ok || read.failure === 'tooLarge') seen[file.name] = { ...before, taken: true };
  }
  return { kind: 'read', lists, memory: { files: seen }, asOf: null, note };
}

/** A folder may hold the exports of years: only those of the newest one's day are news. */
function firstLook(file: FolderFile, files: readonly FolderFile[]): Seen | undefined {
  const newest = Math.max(...files.map(({ modifiedAt }) => modifiedAt));
  if (file.modifiedAt > newest - DAY_MS) return undefined;
  return { size: file.sizeBytes, at: file.modifiedAt, taken: true };
}

function listOf(
  { folders }: FolderAdapterDeps,
  { path, done }: WatchedFolder,
  { name, modifiedAt }: FolderFile,
  content: Uint8Array,
  now: number,
): BroughtList {
  // Where a file stays for good is worth nothing to the schedule: one that cannot be moved stays, and is known.
  const taken = async (): Promise<void> => void (await folders.moveInto(path, name, DONE));
  return { name, content, asOf: Math.min(modifiedAt, now), ...(done === 'move' ? { taken } : {}) };
}

/** Gives up on a share that hangs. The question stays open below: until it is answered the folder is "unreachable". */
async function patiently<T>(
  { timers }: FolderAdapterDeps,
  signal: AbortSignal,
  answer: Promise<FolderAnswer<T>>,
): Promise<FolderAnswer<T>> {
  const waiting = new AbortController();
  const stop = AbortSignal.any([signal, waiting.signal]);
  const tooLong = timers.sleep(PATIENCE_MS, stop).then((): FolderAnswer<T> => ({ ok: false, failure: 'unreachable' }));
  try {
    return await Promise.race([answer, tooLong]);
  } finally {
    waiting.abort(new Error('answered'));
    await tooLong.catch(() => undefined);
    signal.throwIfAborted();
  }
}

function folderProblem(failure: FolderFailure): SourceProblem {
  switch (failure) {
    case 'missing':
      return { code: 'folderMissing', text: 'The folder is not there. Check that the drive or share is connected.' };
    case 'denied':
      return { code: 'folderDenied', text: 'This PC may not look into the folder. Give it the right to read there.' };
    default:
      return { code: 'folderAway', text: 'The folder does not answer. It is looked for again by itself.' };
  }
}

/** Null: nothing anybody has to know, the next look sees it anew. */
function fileProblem(failure: FolderFailure, name: string): SourceProblem | null {
  switch (failure) {
    case 'missing':
    case 'changed':
      return null;
    case 'tooLarge':
      return { code: 'fileTooLarge', text: `${name} is larger than 25 MB. Export fewer days.` };
    case 'denied':
    case 'busy':
      return { code: 'fileBusy', text: `${name} is in use by another program. It is tried again every minute.` };
    case 'unreachable':
      return { code: 'fileUnread', text: `${name} could not be read to its end. It is tried again every minute.` };
  }
}
