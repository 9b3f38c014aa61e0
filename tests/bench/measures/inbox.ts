/** The inbox list: first page against a bare SELECT of the same rows, against a small practice, and the deepest page. */
import { join } from 'node:path';
import { openConnection } from '../../../src/main/store/driver.ts';
import { DATABASE_FILE } from '../../../src/main/store/openStore.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { createConversationsFeature } from '../../../src/main/features/conversations/index.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { interleave, median, round } from '../lib/stats.ts';
import type { OpenedPractice } from '../lib/stage.ts';

const LIMIT = 50;
const TAB = 'all';

export const inbox: Measure = { name: 'inbox', run };

async function run(bench: Bench): Promise<readonly Row[]> {
  const large = await bench.stage.open('million');
  const small = await bench.stage.open('tenThousand');
  const deepest = findDeepest(large.store);
  const contenders = {
    bare: bareSelect(bench, large),
    first: () => firstPage(large.store),
    firstOfSmall: () => firstPage(small.store),
    deep: () => page(large.store, deepest),
    procedure: wholeProcedure(large),
    procedureOfSmall: wholeProcedure(small),
  };
  const samples = interleave(bench.count(600, 60), contenders);
  const ms = Object.fromEntries(Object.entries(samples).map(([name, all]) => [name, median(all)])) as Record<
    keyof typeof contenders,
    number
  >;
  const versus = (base: number, words: string): string => `${words} ${round(base)} ms`;
  return [
    atMost(
      { name: 'Inbox first page, 1M texts', figure: ms.first, unit: 'ms' },
      2 * ms.bare,
      versus(ms.bare, '2 x bare indexed SELECT'),
    ),
    atMost(
      { name: 'Inbox first page, 1M against 10k', figure: ms.first, unit: 'ms' },
      1.2 * ms.firstOfSmall,
      versus(ms.firstOfSmall, '1.2 x its own at 10k'),
    ),
    atMost(
      { name: 'Inbox deepest page', figure: ms.deep, unit: 'ms' },
      2 * ms.first,
      versus(ms.first, '2 x the first page'),
    ),
    atMost(
      {
        name: 'Inbox procedure (rows, drafts, counts), 1M against 10k',
        figure: ms.procedure,
        unit: 'ms',
        note: `${round(ms.procedure / ms.bare)} x the bare SELECT`,
      },
      1.2 * ms.procedureOfSmall,
      versus(ms.procedureOfSmall, '1.2 x its own at 10k'),
    ),
  ];
}

function page(store: Store, cursor: string | null): unknown {
  return store.read((tx) => tx.conversations.list({ tab: TAB, search: '', cursor, limit: LIMIT }));
}

function firstPage(store: Store): unknown {
  return page(store, null);
}

/** The same rows and columns, straight from the index, without transaction, records or cursor. */
function bareSelect(bench: Bench, { platform, key }: OpenedPractice): () => unknown {
  const connection = openConnection(join(platform.paths.dataDir, DATABASE_FILE), { key });
  bench.stage.later(() => connection.close());
  const statement = connection.prepare('SELECT * FROM conversation ORDER BY sort_at DESC, id DESC LIMIT 51');
  return () => statement.all();
}

/** The cursor of the last page, found by walking there. */
function findDeepest(store: Store): string | null {
  let cursor: string | null = null;
  for (;;) {
    const next: string | null = store.read(
      (tx) => tx.conversations.list({ tab: TAB, search: '', cursor, limit: 200 }).next,
    );
    if (next === null) return cursor;
    cursor = next;
  }
}

/** What the screen asks for: rows with drafts and display numbers, and the two counts. */
function wholeProcedure({ store, platform }: OpenedPractice): () => unknown {
  const feature = createConversationsFeature({
    ...{ store, clock: platform.clock, ids: platform.ids },
    viewLog: { auditView: () => undefined, auditSearch: () => undefined },
  });
  const context = {
    actor: { id: 'dana', name: 'Dana', role: 'frontDesk' },
    signal: new AbortController().signal,
    commandId: null,
  } as const;
  return () => feature.listConversations(context, { tab: TAB, search: '', cursor: null, limit: LIMIT });
}
