/** Reads one file of the corpus the way an import does, up to the comparison with the schedule. */
import { readFileSync } from 'node:fs';
import type { ColumnMeaning, DateOrder, StatusMeaning } from '../../../../src/contract/schedule.ts';
import { createPhoneReader } from '../../../../src/main/features/schedule/readPhone.ts';
import { readSource } from '../../../../src/main/features/schedule/readers/readSource.ts';
import type { Source, SourceInput } from '../../../../src/main/features/schedule/readers/source.ts';
import { readVisits, type Reading } from '../../../../src/main/features/schedule/readVisits.ts';
import { readSettings } from '../../../../src/main/features/settings/readSettings.ts';
import { openStore } from '../../../../src/main/store/openStore.ts';
import type { Store } from '../../../../src/main/store/store.ts';
import { createTestPlatform, type TestPlatform } from '../../../fakes/testPlatform.ts';
import { layDownDatabase, TEST_KEY } from '../../../fakes/newDatabase.ts';
import { makeWorkbook } from './workbookFixtures.ts';

export interface Fixture {
  readonly file: string;
  /** What is particular about it. */
  readonly quirk: string;
  /** Error code, for a file that is refused. */
  readonly error?: string;
  /** Made by workbookFixtures.ts. */
  readonly built?: string;
  /** Kept in the repository as UTF-8, read as if it were saved so. */
  readonly encode?: 'windows-1252' | 'utf-16le' | 'utf-8-bom';
  readonly pasted?: boolean;
  readonly practice?: Readonly<Record<string, string>>;
  readonly mapping?: Record<string, ColumnMeaning>;
  readonly statusWords?: Record<string, StatusMeaning>;
}

/** Tuesday 12 January 2027, 9:00 in New York. */
const NOW = Date.UTC(2027, 0, 12, 14, 0);

/** One practice for many readings: reading changes nothing in it. */
export interface ReadingRoom {
  readonly store: Store;
  readonly platform: TestPlatform;
  close(): Promise<void>;
}

export async function openReadingRoom(): Promise<ReadingRoom> {
  const platform = createTestPlatform({ start: NOW });
  layDownDatabase(platform.paths.dataDir);
  const store = await openStore(platform, { key: TEST_KEY });
  return {
    store,
    platform,
    close: async () => {
      await store.close();
      platform.dispose();
    },
  };
}

export async function readFixture(
  room: ReadingRoom,
  folder: string,
  fixture: Fixture,
): Promise<{ source: Source; reading: Reading }> {
  return readInput(room, inputOf(folder, fixture), fixture);
}

export async function readInput(
  { store, platform }: ReadingRoom,
  input: SourceInput & { readonly dateOrder?: DateOrder },
  { practice: facts, mapping, statusWords }: Pick<Fixture, 'practice' | 'mapping' | 'statusWords'> = {},
): Promise<{ source: Source; reading: Reading }> {
  const { clock } = platform;
  store.write('test', (tx) => tx.settings.set('practice', { zone: 'America/New_York', country: 'US', ...facts }, NOW));
  const practice = store.read((tx) => readSettings(tx).practice);
  const pace = { over: () => false, rest: async () => new Promise<void>((resolve) => void setImmediate(resolve)) };
  const source = await readSource(input, {
    ...{ zone: practice.zone, now: NOW, workbooks: platform.workbooks, pace, signal: new AbortController().signal },
    parsePhone: createPhoneReader(practice.country, practice.phone),
  });
  const asked = { ...input, ...(mapping ? { mapping } : {}), ...(statusWords ? { statusWords } : {}) };
  return { source, reading: await readVisits({ store, clock }, asked, source, { pace, tell: () => undefined }) };
}

function inputOf(folder: string, { file, built, encode, pasted }: Fixture): SourceInput {
  if (built !== undefined) return { fileName: file, base64: Buffer.from(makeWorkbook(built)).toString('base64') };
  const bytes = readFileSync(`${folder}${file}`);
  if (pasted === true) return { fileName: 'Pasted list', text: bytes.toString('utf8') };
  return { fileName: file, base64: encoded(bytes, encode).toString('base64') };
}

function encoded(bytes: Buffer, encode: Fixture['encode']): Buffer {
  if (encode === 'utf-8-bom') return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
  if (encode === 'utf-16le')
    return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8'), 'utf16le')]);
  // The letters used in the corpus are the same in Latin-1.
  return encode === 'windows-1252' ? Buffer.from(bytes.toString('utf8'), 'latin1') : bytes;
}
