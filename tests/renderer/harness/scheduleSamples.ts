/** Sources, lists that wait, and changes for the calendar, as the core shows them. */
import type { OutputOf } from '../../../src/contract/index.ts';
import type { ScheduleSource, SourceList } from '../../../src/contract/sources.ts';
import type { WriteBackRow } from '../../../src/contract/writeBack.ts';
import { NOW } from './shellAnswers.ts';

export const folderSource: ScheduleSource = {
  id: 'src1',
  kind: 'folder',
  label: 'Exports',
  active: true,
  addByItself: true,
  writeBack: false,
  canWriteBack: false,
  everyMinutes: 15,
  folder: { path: 'D:\\Exports', pattern: '', done: 'leave' },
  feed: null,
  openDental: null,
  state: 'good',
  problem: null,
  reading: false,
  lastTryAt: NOW,
  lastReadAt: NOW,
  lastGoodAt: NOW,
};
export const feedSource: ScheduleSource = {
  ...folderSource,
  id: 'src2',
  kind: 'feed',
  label: 'Jane calendar',
  addByItself: false,
  folder: null,
  feed: { host: 'cal.example.com', secure: true },
  state: 'trouble',
  problem: { code: 'refused', text: 'The address is no longer allowed. Publish the calendar again.' },
  lastGoodAt: null,
};
export const waitingList: SourceList = {
  id: 'list1',
  sourceId: 'src1',
  sourceLabel: 'Exports',
  name: 'monday.csv',
  state: 'waiting',
  counts: { new: 52, moved: 2, changed: 1, cancelled: 1, unchanged: 0, skipped: 0, problems: 4, needYou: 4 },
  needYou: 4,
  doubts: [{ code: 'rowsFell', text: 'This list has 12 visits, the last one had 50.' }],
  readAt: NOW,
};
export const sourcesAnswer: OutputOf<'sources.listSources'> = {
  items: [folderSource, feedSource],
  lists: [waitingList],
};

export const change: WriteBackRow = {
  appointmentId: 'v1',
  externalId: 'A11',
  personName: 'Maria Alvarez',
  startsAt: NOW + 3_600_000,
  listedAt: NOW + 3_600_000,
  zone: 'America/New_York',
  clinician: 'Dr. Chen',
  kind: 'Check-up',
  changes: ['confirmed'],
  since: NOW,
  fingerprint: 'confirmed@1',
  done: null,
  written: null,
};
