/** Search in texts: the newest 50 for every prefix of two letters that occurs, and the size of the index. */
import { join } from 'node:path';
import { openConnection } from '../../../src/main/store/driver.ts';
import { DATABASE_FILE } from '../../../src/main/store/openStore.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost, plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import type { OpenedPractice } from '../lib/stage.ts';
import { median, percentile, round, timed } from '../lib/stats.ts';

export const search: Measure = { name: 'search', run };

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const PREFIXES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
const WORDS = ['appointment', 'doctor', 'knee', 'parking please', 'maria visit', 'thanks'];
const MB = 1e6;

async function run(bench: Bench): Promise<readonly Row[]> {
  const practice = await bench.stage.open('million');
  const { store } = practice;
  const find = (text: string): number =>
    store.read((tx) => tx.messages.search({ text, cursor: null, limit: 50 })).items.length;
  const occurring = PREFIXES.filter((prefix) => find(prefix) > 0);
  const rounds = bench.count(3, 1);
  const perPrefix = occurring.map((prefix) => ({
    prefix,
    ms: median(Array.from({ length: rounds }, () => timed(() => find(prefix)))),
  }));
  const times = perPrefix.map(({ ms }) => ms);
  const slowest = perPrefix.toSorted((a, b) => b.ms - a.ms)[0];
  const words = WORDS.flatMap((word) => Array.from({ length: 5 * rounds }, () => timed(() => find(word))));
  return [
    atMost(
      {
        name: 'Search, newest 50, any 2-letter prefix, p95',
        figure: percentile(times, 0.95),
        unit: 'ms',
        note: `${occurring.length} prefixes, p50 ${round(median(times))} ms, slowest "${slowest?.prefix}" ${round(slowest?.ms ?? 0)} ms`,
      },
      5,
      'in SQL, with rows and snippets',
    ),
    plainRow({ name: 'Search, whole words, p95', figure: percentile(words, 0.95), unit: 'ms' }),
    ...indexSize(bench, practice),
  ];
}

/** By the pages each table owns. */
function indexSize(bench: Bench, { platform, key }: OpenedPractice): readonly Row[] {
  const connection = openConnection(join(platform.paths.dataDir, DATABASE_FILE), { key, readonly: true });
  bench.stage.later(() => connection.close());
  const pages = connection
    .prepare<[], { name: string; bytes: number }>('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name')
    .all();
  const sum = (fits: (name: string) => boolean): number =>
    pages.reduce((total, { name, bytes }) => total + (fits(name) ? bytes : 0), 0);
  const isIndex = (name: string): boolean => name.startsWith('message_search');
  const index = sum(isIndex);
  const base = sum((name) => !isIndex(name));
  const bare = sum((name) => name === 'message');
  return [
    atMost(
      {
        name: 'Search index against the rest of the database',
        figure: (100 * index) / base,
        unit: '%',
        note: `index ${round(index / MB)} MB, rest ${round(base / MB)} MB, of which the texts' own table ${round(bare / MB)} MB`,
      },
      75,
      'of the database without it',
    ),
  ];
}
