/**
 * What becomes of one list that a source brought: nothing, when the schedule says the same; added, when the owner wants that and nothing
 * is doubtful; else it waits for a person, who is told. Reading and adding are the import's own work.
 */
import { createHash } from 'node:crypto';
import { DomainError } from '../../../contract/errors.ts';
import type { ImportPreview } from '../../../contract/schedule.ts';
import { changesIn, doubtsAbout } from '../../domain/sources/doubts.ts';
import type { Doubt } from '../../domain/sources/doubts.ts';
import type { BroughtList } from '../../providers/scheduleAdapter.ts';
import type { ReadTx, SourceListRecord, SourceRecord, WriteTx } from '../../store/store.ts';
import type { ImportActor } from '../schedule/importService.ts';
import type { ReaderDeps } from './deps.ts';
import { settle } from './lists.ts';
import { leaveToPerson, noteRows, rowsThatAsk } from './listRows.ts';

type Deps = ReaderDeps;

/** In whose name lists are read and added by themselves. */
const ACTOR = 'schedule source';

const OLD: Doubt = {
  code: 'sameAsBefore',
  text: 'This is the same list as an earlier one, and newer lists have come since.',
};

/** Rejects with the signal's reason and with defects. A list that cannot be read as one waits, too: somebody put it there. */
export async function takeList(
  deps: Deps,
  source: SourceRecord,
  brought: BroughtList,
  signal: AbortSignal,
): Promise<void> {
  const { store } = deps;
  const hash = createHash('sha256').update(brought.content).digest('hex');
  const standing = store.read((tx) => standingOf(tx, source.id, brought.name, hash));
  if (standing === 'known') return;
  const fresh = { deps, source, brought, hash, actor: { name: ACTOR, signal } };
  const preview = await previewOf(fresh);
  if (preview instanceof DomainError) {
    const doubt = { code: preview.code, text: preview.message };
    keep(fresh, { state: 'waiting', counts: null, needYou: 0, asks: '', doubts: [doubt] });
    return;
  }
  const doubts = [...doubtsAbout(preview), ...(standing === 'older' && changesIn(preview.counts) > 0 ? [OLD] : [])];
  if (changesIn(preview.counts) === 0 && preview.missing.length === 0 && !preview.dateOrderAmbiguous) {
    await takeSame(fresh, preview, doubts);
  } else if (source.addByItself && doubts.length === 0) await addByItself(fresh, preview);
  else {
    const { asks } = await rowsThatAsk(deps, preview.importId, signal);
    keep(fresh, { state: 'waiting', counts: preview.counts, needYou: preview.counts.needYou, asks, doubts });
    store.write(ACTOR, (tx) => tx.sources.dropPreview(preview.importId));
  }
}

interface Fresh {
  readonly deps: Deps;
  readonly source: SourceRecord;
  readonly brought: BroughtList;
  readonly hash: string;
  readonly actor: ImportActor;
}

/**
 * `known`: it is the newest list of its name, or a copy of it: never taken twice. `older`: it was taken before, and something newer came
 * after it; whether the practice went back to it, only a person can say.
 */
function standingOf(tx: ReadTx, sourceId: string, name: string, hash: string): 'new' | 'known' | 'older' {
  const same = tx.sources.listsOfHash(sourceId, hash);
  if (same.length === 0) return 'new';
  const newest = same.some((list) => tx.sources.newestList(sourceId, list.name)?.id === list.id);
  return newest || tx.sources.newestList(sourceId, name)?.hash === hash ? 'known' : 'older';
}

/** A refusal of the import is told to the desk; being stopped is passed on. */
async function previewOf({ deps, brought, actor }: Fresh): Promise<ImportPreview | DomainError> {
  const { name, content, reading } = brought;
  try {
    return await deps.imports.preview(actor, {
      fileName: name.slice(-255),
      base64: Buffer.from(content).toString('base64'),
      ...(reading === undefined ? {} : { mapping: { ...reading.mapping }, dateOrder: reading.dateOrder }),
    });
  } catch (error) {
    actor.signal.throwIfAborted();
    if (error instanceof DomainError && REFUSALS.has(error.code)) return error;
    throw error;
  }
}
const REFUSALS: ReadonlySet<string> = new Set([
  'FILE_EMPTY',
  'FILE_UNREADABLE',
  'FILE_NOT_A_SCHEDULE',
  'TOO_LARGE',
  'INVALID_INPUT',
]);

/** Nothing to add. What the list says about each visit is remembered all the same: the practice may have entered our changes. */
async function takeSame(fresh: Fresh, preview: ImportPreview, doubts: readonly Doubt[]): Promise<void> {
  const { deps, source, actor, brought } = fresh;
  const { count, asks } = await rowsThatAsk(deps, preview.importId, actor.signal);
  await noteRows(deps, preview.importId, source.id, actor.signal);
  const wants = doubts.length > 0 || (count > 0 && asks !== lastAsked(deps, source.id, brought.name));
  const state = doubts.length > 0 ? 'waiting' : wants ? 'rest' : 'same';
  // Of a list that waits as a whole: what the import will say of it.
  const needYou = state === 'waiting' ? preview.counts.needYou : count;
  keep(fresh, { state, counts: preview.counts, needYou, asks, doubts });
  deps.store.write(ACTOR, (tx) => tx.sources.dropPreview(preview.importId));
}

/** Rows that ask something are left to a person; the others go in. A refusal to add leaves the whole list to a person. */
async function addByItself(fresh: Fresh, preview: ImportPreview): Promise<void> {
  const { deps, source, brought, actor } = fresh;
  const { store, clock } = deps;
  const { importId, counts } = preview;
  const before = lastAsked(deps, source.id, brought.name);
  const { count, asks } = await leaveToPerson(deps, importId, actor.signal);
  // Should the program end here, the adding goes on by itself at the next start, and what was left out still waits.
  const list = keep(fresh, { state: 'rest', counts, needYou: count, asks, doubts: [] }, importId);
  try {
    await deps.imports.apply(actor, { importId, consent: 'askFirst', confirmedBrakes: [] });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'SHUTTING_DOWN') throw error;
    const doubts = [{ code: error.code, text: error.message }];
    store.write(ACTOR, (tx) => tx.sources.updateList(list.id, { state: 'waiting', settledAt: null, doubts }));
    return;
  }
  store.write(ACTOR, (tx) => {
    const now = clock.now();
    if (count > 0 && asks !== before) {
      tx.sources.updateList(list.id, { state: 'rest', settledAt: now });
      tx.changed('source.changed', source.id);
    } else settle(tx, list, 'added', now);
  });
}

/** Longer than any adding takes, also one that a restart has interrupted. */
const ADDING_MS = 24 * 3_600_000;

type Kept = Pick<SourceListRecord, 'state' | 'counts' | 'needYou' | 'asks' | 'doubts'>;

/** Writes the list down; one of its name that still waited is superseded. Content is kept for as long as somebody may look at it. */
function keep({ deps, source, brought, hash }: Fresh, kept: Kept, importId?: string): SourceListRecord {
  const now = deps.clock.now();
  const open = kept.state === 'waiting' || kept.state === 'rest';
  const list: SourceListRecord = {
    id: deps.ids.next(),
    sourceId: source.id,
    name: brought.name,
    hash,
    ...kept,
    doubts: kept.doubts.map(({ code, text }) => ({ code, text })),
    reading: brought.reading === undefined ? {} : { ...brought.reading },
    asOf: brought.asOf,
    readAt: now,
    // Of a list that is about to be added: nothing that is added before counts as a person's doing.
    settledAt: kept.state === 'waiting' ? null : importId === undefined ? now : now + ADDING_MS,
  };
  deps.store.write(ACTOR, (tx) => {
    supersede(tx, list, now);
    tx.sources.insertList(list, open ? brought.content : null);
    if (importId !== undefined) tx.sources.linkImport(importId, list.id);
    tx.changed('source.changed', source.id);
  });
  return list;
}

function supersede(tx: WriteTx, { sourceId, name }: SourceListRecord, now: number): void {
  for (const open of tx.sources.openLists()) {
    if (open.sourceId === sourceId && open.name === name) settle(tx, open, 'superseded', now);
  }
}

/** What the last list of this name asked of a person: they have been told, and need not be told again. */
function lastAsked({ store }: Deps, sourceId: string, name: string): string {
  return store.read((tx) => {
    const last = tx.sources.newestList(sourceId, name);
    // One that still waits is superseded by the new list, which then has to ask in its place.
    return last === undefined || last.state === 'waiting' || last.state === 'rest' ? '' : last.asks;
  });
}
