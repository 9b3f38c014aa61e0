/**
 * `npm run check:outside -- [--document FILE]`: our Twilio requests, and the simulator's answers to them, held against Twilio's own OpenAPI
 * documents by Prism. Exit code 0: all passed; 1: violations; 2: the check could not be made.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startTwilio } from '../providers/twilioHarness.ts';
import { NoPrism, PRISM_VERSION, findPrism, startPrism } from './prism.ts';
import { twilioRequests } from './twilioRequests.ts';
import type { RequestKind } from './twilioRequests.ts';
import type { OpenApiDocument } from './documentModel.ts';
import { FALSE_ALARMS } from './falseAlarms.ts';
import { SOURCES, cutDocument, joinDocuments } from './vendorDocuments.ts';
import { createWatchedFetch } from './watchedFetch.ts';
import type { WatchedFetch } from './watchedFetch.ts';

const DOCUMENTS_URL = 'https://raw.githubusercontent.com/twilio/twilio-oai/main/spec/json';
const DOWNLOAD_LIMIT_MS = 60_000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** The check cannot be made; the message is one sentence for the person who asked. */
class CannotCheck extends Error {}

async function main(folder: string, signal: AbortSignal): Promise<number> {
  const given = parseArguments();
  const texts = await Promise.all(
    SOURCES.map(({ file }) =>
      given === undefined ? download(file, signal) : readCopy(path.join(path.dirname(given), file)),
    ),
  );
  const document = prepare(texts);
  const program = await findPrism(folder, signal);
  const file = path.join(folder, 'twilio.json');
  await writeFile(file, JSON.stringify(document));
  const bench = await startTwilio({ withAuthToken: true });
  try {
    const prism = await startPrism(program, file, bench.twilio.url, signal);
    try {
      print(`Prism ${PRISM_VERSION}, Node ${process.versions.node}, Twilio's documents (sha256):`);
      for (const [index, { file }] of SOURCES.entries()) print(`  ${fingerprint(texts[index] ?? '')} ${file}`);
      print('');
      const watched = createWatchedFetch(prism.url, document);
      await proveThatItBites(watched, prism.url);
      return await report(twilioRequests(bench, prism.url, watched.fetch), watched, signal);
    } finally {
      await prism.stop();
    }
  } finally {
    await bench.stop();
  }
}

function parseArguments(): string | undefined {
  try {
    return parseArgs({ options: { document: { type: 'string' } } }).values.document;
  } catch {
    throw new CannotCheck('Usage: npm run check:outside [-- --document FILE]');
  }
}

async function readCopy(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CannotCheck(
      `${file} cannot be read; --document needs the ${String(SOURCES.length)} documents side by side.`,
    );
  }
}

async function download(file: string, signal: AbortSignal): Promise<string> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(DOWNLOAD_LIMIT_MS)]);
    const response = await fetch(`${DOCUMENTS_URL}/${file}`, { signal: limit });
    if (response.ok) return await response.text();
  } catch {
    // Said below: whatever the reason, there is no document.
  }
  throw new CannotCheck(
    `Twilio's documents could not be fetched from ${DOCUMENTS_URL}: go online, or give copies with --document FILE.`,
  );
}

function prepare(texts: readonly string[]): OpenApiDocument {
  try {
    return joinDocuments(SOURCES.map((source, index) => cutDocument(source, texts[index] ?? '')));
  } catch (error) {
    throw new CannotCheck(error instanceof Error ? error.message : 'The documents cannot be used.');
  }
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** A check that lets everything pass would look the same as a clean result. */
async function proveThatItBites({ fetch, take }: WatchedFetch, url: string): Promise<void> {
  const messages = `${url}/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages`;
  const headers = { authorization: 'Basic eDp5', 'content-type': 'application/x-www-form-urlencoded' };
  const post = (body: string) => fetch(`${messages}.json`, { method: 'POST', headers, body });
  const mistakes = [
    () => post('From=%2B12065550140&Body=x'),
    () => post('To=%2B12065550101&Body=x'),
    () => post('To=%2B12065550101&From=%2B12065550140'),
    () => post('To=%2B12065550101&From=%2B12065550140&Body=x&Bdoy=x'),
    () => post('To=%2B12065550101&From=%2B12065550140&Body=x&ValidityPeriod=soon'),
    () => fetch(`${messages}/SMshort.json`, { headers }),
    () => fetch(`${messages}.json?PageSize=0`, { headers }),
    () => fetch(`${messages}.json?Status=sent`, { headers }),
    () => fetch(`${messages}/Everything.txt`, { headers }),
  ];
  for (const [index, mistake] of mistakes.entries()) {
    await (await mistake()).text();
    const found = take().flatMap((one) => one.violations.filter((text) => text.startsWith('request')));
    if (found.length === 0) throw new CannotCheck(`Prism did not see deliberate mistake ${String(index + 1)}.`);
  }
}

async function report(kinds: readonly RequestKind[], watched: WatchedFetch, signal: AbortSignal): Promise<number> {
  let failed = 0;
  let requests = 0;
  for (const kind of kinds) {
    const understood = await kind.run();
    signal.throwIfAborted();
    const exchanges = watched.take();
    requests += exchanges.length;
    const complaints = exchanges.flatMap((one) => one.violations.map((text) => `${one.request}: ${text}`));
    if (!understood) complaints.push('the answer was not what it should be');
    if (exchanges.length === 0) complaints.push('no request was made');
    if (complaints.length > 0) failed += 1;
    const what = [...new Set(exchanges.map((one) => `${one.request} ${String(one.status)}`))].join(', ');
    print(`${complaints.length === 0 ? 'ok    ' : 'FAILED'} ${kind.name.padEnd(38)} ${what}`);
    for (const complaint of new Set(complaints)) print(`         ${complaint}`);
  }
  const passed = String(kinds.length - failed);
  print(`\n${String(requests)} requests of ${String(kinds.length)} kinds: ${passed} passed, ${String(failed)} failed.`);
  print(`${String(FALSE_ALARMS.length)} known false alarms were taken out first: docs/OUTSIDE-CHECKS.md.`);
  return failed === 0 ? 0 : 1;
}

/** A stack only for what is our own mistake. */
function wordsOf(error: unknown): string {
  if (error instanceof CannotCheck || error instanceof NoPrism) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const stopped = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopped.abort());
const folder = await mkdtemp(path.join(tmpdir(), 'deskbell-outside-'));
try {
  process.exitCode = await main(folder, stopped.signal);
} catch (error) {
  process.stderr.write(`${stopped.signal.aborted ? 'Stopped.' : wordsOf(error)}\n`);
  process.exitCode = 2;
} finally {
  await rm(folder, { recursive: true, force: true });
}
