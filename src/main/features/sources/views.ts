/** Sources and their lists as the screens show them. Reads only. */
import { FolderSettings, OpenDentalSettings } from '../../../contract/sources.ts';
import type { ScheduleSource, SourceList, SourceState } from '../../../contract/sources.ts';
import type { ReadTx, SourceListRecord, SourceRecord } from '../../store/store.ts';
import { FeedConfig } from './config.ts';
import { goodAt } from './freshness.ts';
import { isOpen } from './lists.ts';

/** Only the secrets know whether the keys are there. */
export interface Known {
  readonly hasKeys: boolean;
  readonly reading: boolean;
}

export function viewSource(tx: ReadTx, source: SourceRecord, { hasKeys, reading }: Known): ScheduleSource {
  const { id, kind, label, active, addByItself, writeBack, everyMinutes, config } = source;
  const openDental = kind === 'openDental' ? OpenDentalSettings.parse(config) : null;
  return {
    ...{ id, kind, label, active, addByItself, writeBack, everyMinutes },
    canWriteBack: kind === 'openDental',
    folder: kind === 'folder' ? FolderSettings.parse(config) : null,
    feed: kind === 'feed' ? FeedConfig.parse(config) : null,
    openDental: openDental === null ? null : { ...openDental, hasKeys },
    state: stateOf(tx, source),
    problem: problemOf(source),
    reading,
    lastTryAt: source.lastTryAt,
    lastReadAt: source.lastReadAt,
    lastGoodAt: goodAt(tx, source),
  };
}

function stateOf(tx: ReadTx, source: SourceRecord): SourceState {
  if (!source.active) return 'off';
  if (source.failures > 0) return 'trouble';
  if (tx.sources.openLists().some((list) => list.sourceId === source.id && isOpen(tx, list))) return 'waiting';
  return source.lastReadAt === null ? 'new' : 'good';
}

function problemOf({ problemCode, problemText }: SourceRecord): ScheduleSource['problem'] {
  return problemCode === null || problemText === null ? null : { code: problemCode, text: problemText };
}

export function viewList(tx: ReadTx, list: SourceListRecord): SourceList {
  const { id, sourceId, name, state, counts, needYou, doubts, readAt } = list;
  const sourceLabel = tx.sources.get(sourceId)?.label ?? '';
  return { id, sourceId, sourceLabel, name, state, counts, needYou, doubts: [...doubts], readAt };
}
