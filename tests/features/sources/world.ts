/** A practice whose schedule comes by itself: the real job, feature and adapters over real folders and real HTTP, on virtual time. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InputOf, OutputOf } from '../../../src/contract/index.ts';
import { sources as contract } from '../../../src/contract/sources.ts';
import { createImportRuns } from '../../../src/main/features/schedule/importRuns.ts';
import { createImportService } from '../../../src/main/features/schedule/importService.ts';
import { createScheduleFeature } from '../../../src/main/features/schedule/index.ts';
import { noteListed } from '../../../src/main/features/writeBack/noteListed.ts';
import { createNodeFolders } from '../../../src/main/platform/folders.ts';
import type { Platform } from '../../../src/main/platform/ports.ts';
import { buildSources } from '../../../src/main/runtime/sources.ts';
import type { ScheduleSources } from '../../../src/main/runtime/sources.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { createMemorySecrets } from '../../fakes/memorySecrets.ts';
import { createSeededRandom } from '../../fakes/seeded.ts';
import { whenTestEnds } from '../../fakes/testEnd.ts';
import { createPractice, type TestPractice } from '../schedule/practice.ts';

export interface SourcesWorld extends ScheduleSources {
  readonly practice: TestPractice;
  readonly store: Store;
  readonly clock: TestPractice['clock'];
  readonly schedule: TestPractice['schedule'];
  /** Adds a source; defaults as in the contract. */
  save(input: InputOf<'sources.saveSource'>): Promise<OutputOf<'sources.saveSource'>>;
  /** Lets virtual time run until the promise settles. */
  until<T>(work: Promise<T> | T): Promise<T>;
  /** A minute of the job, and all it reads. */
  minute(times?: number): Promise<void>;
  /** Lets real files and sockets go on, and no time pass, until this holds. */
  soon(holds: () => boolean | Promise<boolean>): Promise<void>;
  source(label: string): Promise<OutputOf<'sources.listSources'>['items'][number] | undefined>;
  list(): Promise<OutputOf<'sources.listSources'>>;
  visits(): readonly { name: string; startsAt: number; status: string; reply: string; key: string | null }[];
}

const closing: (() => Promise<void> | void)[] = [];
whenTestEnds(async () => {
  for (const close of closing.toReversed()) await close();
  closing.length = 0;
});

export async function createSourcesWorld(over: Partial<Platform> = {}): Promise<SourcesWorld> {
  const practice = await createPractice();
  const { store, clock } = practice;
  const platform: Platform = {
    ...practice.platform,
    random: createSeededRandom(7),
    secrets: createMemorySecrets(),
    fetch: (input, init) => globalThis.fetch(input, init),
    folders: createNodeFolders(),
    ...over,
  };
  const deps = {
    ...practice.scheduleDeps,
    noteListed: (tx, row, importId, now) => noteListed(tx, row, tx.sources.sourceOfImport(importId) ?? null, now),
  } satisfies typeof practice.scheduleDeps;
  const runs = createImportRuns(deps);
  const schedule = createScheduleFeature(deps, runs);
  const built = buildSources(platform, store, {
    imports: createImportService(deps, runs),
    previewImport: schedule.previewImport,
  });
  closing.push(() => until(built.job.stop()));
  const until = async <T>(work: Promise<T> | T): Promise<T> => {
    let open = true;
    const settled = Promise.resolve(work).finally(() => (open = false));
    settled.catch(() => undefined);
    for (let turn = 0; turn < 5000 && open; turn += 1) await clock.advance(0);
    // Real files and sockets take real time now and then.
    while (open) await clock.advance(0);
    return settled;
  };
  const context = practice.context();
  return {
    ...built,
    practice,
    store,
    clock,
    schedule,
    until,
    save: async (input) => until(built.handlers.sources.saveSource(context, contract.saveSource.input.parse(input))),
    minute: async (times = 1) => {
      // Real files and sockets must not be overtaken by virtual patience.
      await until(built.job.settled());
      for (let count = 0; count < times; count += 1) {
        await clock.advance(60_000);
        await until(built.job.settled());
      }
    },
    soon: async (holds) => {
      while (!(await holds())) await clock.advance(0);
    },
    source: async (label) =>
      (await until(built.handlers.sources.listSources(context, {}))).items.find((one) => one.label === label),
    list: async () => until(built.handlers.sources.listSources(context, {})),
    visits: () =>
      store.read((tx) =>
        tx.appointments.list({ cursor: null, limit: 200 }).items.map((visit) => ({
          name: tx.people.get(visit.personId)?.name ?? '',
          startsAt: visit.startsAt,
          status: visit.status,
          reply: visit.reply,
          key: visit.externalKey,
        })),
      ),
  };
}

/** A folder of the test's own; gone afterwards. */
export function createFolder(): { readonly path: string; put(name: string, text: string, at?: number): void } {
  const path = mkdtempSync(join(tmpdir(), 'deskbell-folder-'));
  closing.push(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    put: (name, text, at) => {
      writeFileSync(join(path, name), text);
      if (at !== undefined) utimesSync(join(path, name), new Date(at), new Date(at));
    },
  };
}

/** A web server on loopback that answers as told. */
export async function createWeb(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly requests: { path: string; headers: IncomingMessage['headers'] }[] }> {
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, requests };
}

const HEADER = 'Id,Patient,Mobile,Date,Time,Provider,Status';
/** A list as a practice's system writes it. */
export function csv(...rows: readonly string[]): string {
  return [HEADER, ...rows].join('\r\n');
}
export const ana = 'A1,"Cruz, Ana",(206) 555-0117,1/18/2027,9:30 AM,Dr. Chen,Scheduled';
export const bo = 'A2,"Kim, Bo",206-555-0118,1/18/2027,10:00 AM,Dr. Chen,Scheduled';
/** Nobody can say when. */
export const odd = 'A3,"Ray, Al",206-555-0119,soon,9:00 AM,Dr. Chen,Scheduled';
