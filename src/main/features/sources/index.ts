/** Schedule sources as people set them up and look at them, and the lists that wait for them. Reading is readSource's. */
import { DomainError } from '../../../contract/errors.ts';
import type { ImportPreview } from '../../../contract/schedule.ts';
import type { ScheduleSource } from '../../../contract/sources.ts';
import type { SourceListRecord, SourceRecord } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, OutputOf, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { configOf, forgetSecrets, hasKeys, keepSecrets, planOf } from './config.ts';
import type { SourcesDeps } from './deps.ts';
import { scheduleFreshAt } from './freshness.ts';
import { isOpen, settle, settleAdded } from './lists.ts';
import { mustBeReadable } from './readSource.ts';
import { viewList, viewSource } from './views.ts';

/** More than any practice has, few enough to be read one after the other. */
const MOST_SOURCES = 20;

export function createSourcesFeature(deps: SourcesDeps): FeatureHandlers<'sources'> {
  const { store, clock } = deps;
  return {
    listSources: () => listSources(deps),
    getFreshness: () => store.read(scheduleFreshAt),
    saveSource: (context, input) => saveSource(deps, context, input),
    removeSource: async (context, { id }) => {
      const done = runCommand(deps, context, 'sources.removeSource', (tx, now) => {
        const { kind } = mustGet(tx.sources.get(id));
        tx.sources.remove(id);
        tx.audit.append({ at: now, action: 'source.removed', entity: 'source', entityId: id, data: { kind } });
        tx.changed('source.changed', id);
        return { done: true as const };
      });
      await forgetSecrets(deps.secrets, id);
      return done;
    },
    checkSource: (context, input) => checkSource(deps, context, input),
    runSource: async (context, { id }) => {
      mustBeReadable(store.read((tx) => tx.sources.get(id)));
      await deps.readNow(id, context.signal);
      return viewOne(deps, id);
    },
    previewList: (context, input) => previewList(deps, context, input),
    dismissList: (context, { id }) =>
      runCommand(deps, context, 'sources.dismissList', (tx, now) => {
        settleAdded(tx, clock.now());
        const list = mustBeOpen(tx.sources.listById(id));
        settle(tx, list, 'dismissed', now);
        tx.audit.append({ at: now, action: 'source.listDismissed', entity: 'source', entityId: list.sourceId });
        return { done: true as const };
      }),
  };
}

async function listSources(deps: SourcesDeps): Promise<OutputOf<'sources.listSources'>> {
  const ids = deps.store.read((tx) => tx.sources.list().map(({ id }) => id));
  const keys = new Map<string, boolean>();
  for (const id of ids) keys.set(id, await hasKeys(deps.secrets, id));
  return deps.store.read((tx) => ({
    items: tx.sources
      .list()
      .map((one) => viewSource(tx, one, { hasKeys: keys.get(one.id) ?? false, reading: deps.isReading(one.id) })),
    lists: tx.sources
      .openLists()
      .filter((list) => isOpen(tx, list))
      .map((list) => viewList(tx, list)),
  }));
}

async function viewOne(deps: SourcesDeps, id: string): Promise<ScheduleSource> {
  const known = { hasKeys: await hasKeys(deps.secrets, id), reading: deps.isReading(id) };
  return deps.store.read((tx) => viewSource(tx, mustGet(tx.sources.get(id)), known));
}

async function saveSource(
  deps: SourcesDeps,
  context: CallContext,
  input: ParsedInputOf<'sources.saveSource'>,
): Promise<ScheduleSource> {
  const { store, secrets, ids } = deps;
  const known = input.id === undefined ? undefined : mustGet(store.read((tx) => tx.sources.get(input.id ?? '')));
  if (known !== undefined && known.kind !== input.kind) {
    throw new DomainError('INVALID_INPUT', 'A source stays what it is. Add another one instead.', { field: 'kind' });
  }
  const config = configOf(input, known);
  const id = known?.id ?? ids.next();
  await keepSecrets(secrets, id, input);
  await mustHaveSecrets(deps, id, input);
  const seen = { hasKeys: await hasKeys(secrets, id), reading: deps.isReading(id) };
  const saved = runCommand(deps, context, 'sources.saveSource', (tx, now) => {
    const { label, active, addByItself, everyMinutes } = input;
    const writeBack = input.writeBack && input.kind === 'openDental';
    const settings = { label, config, active, addByItself, writeBack, everyMinutes };
    // What was remembered is of the old address.
    const moved = JSON.stringify(known?.config) !== JSON.stringify(config) || input.feed !== undefined;
    const anew = { memory: {}, failures: 0, problemCode: null, problemText: null };
    if (known !== undefined) tx.sources.update(id, { ...settings, ...(moved ? anew : {}) });
    else {
      if (tx.sources.list().length >= MOST_SOURCES) {
        throw new DomainError('CONFLICT', 'There are 20 sources already. Remove one that is not used.');
      }
      const times = { lastTryAt: null, lastReadAt: null, lastGoodAt: null, createdAt: now };
      tx.sources.insert({ id, kind: input.kind, ...settings, ...anew, ...times });
    }
    const data = { kind: input.kind, active, addByItself, writeBack };
    tx.audit.append({ at: now, action: 'source.saved', entity: 'source', entityId: id, data });
    tx.changed('source.changed', id);
    return viewSource(tx, mustGet(tx.sources.get(id)), seen);
  });
  deps.readSoon(id);
  return saved;
}

/** A new Open Dental needs both keys. */
async function mustHaveSecrets(
  { secrets }: SourcesDeps,
  id: string,
  { kind, openDental }: ParsedInputOf<'sources.saveSource'>,
): Promise<void> {
  if (kind !== 'openDental' || (await hasKeys(secrets, id))) return;
  const field = openDental?.developerKey === undefined ? 'openDental.developerKey' : 'openDental.customerKey';
  throw new DomainError('INVALID_INPUT', 'Paste both keys, as Open Dental shows them.', { field });
}

async function checkSource(
  deps: SourcesDeps,
  { signal }: CallContext,
  input: ParsedInputOf<'sources.checkSource'>,
): Promise<OutputOf<'sources.checkSource'>> {
  const { store, clock, secrets } = deps;
  const known = input.id === undefined ? undefined : mustGet(store.read((tx) => tx.sources.get(input.id ?? '')));
  const config = configOf(input, known);
  const plan = await planOf(secrets, { id: input.id ?? '', kind: input.kind, config, writeBack: false }, input);
  if (plan === undefined) return { ok: false, text: 'Paste both keys, as Open Dental shows them.' };
  const made = deps.makeAdapter(plan);
  if (!made.ok) return { ok: false, text: made.problem.text };
  const zone = store.read((tx) => readSettings(tx).practice.zone);
  return made.adapter.check(signal, zone, clock.now());
}

/** The list is read again, as things stand now: what was found when it came may be hours old. */
async function previewList(
  deps: SourcesDeps,
  context: CallContext,
  { id, mapping, dateOrder, statusWords }: ParsedInputOf<'sources.previewList'>,
): Promise<ImportPreview> {
  const { store } = deps;
  const { list, content } = store.read((tx) => ({
    list: mustBeOpen(tx.sources.listById(id)),
    content: tx.sources.content(id),
  }));
  if (content === null) throw gone();
  const chosen = {
    ...(mapping === undefined ? {} : { mapping }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(statusWords === undefined ? {} : { statusWords }),
  };
  const preview = await deps.previewImport(context, {
    fileName: list.name.slice(-255),
    base64: Buffer.from(content).toString('base64'),
    ...list.reading,
    ...chosen,
  });
  store.write(context.actor.name, (tx) => tx.sources.linkImport(preview.importId, list.id));
  return preview;
}

function mustGet(source: SourceRecord | undefined): SourceRecord {
  if (source === undefined)
    throw new DomainError('NOT_FOUND', 'This source is no longer there. Look at the list again.');
  return source;
}

function mustBeOpen(list: SourceListRecord | undefined): SourceListRecord {
  if (list === undefined || (list.state !== 'waiting' && list.state !== 'rest')) throw gone();
  return list;
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'This list no longer waits: it was settled, or a newer one has come.');
}
