/**
 * The power cut of quality.md F2: after it every commit that was acknowledged is there, and the database is whole. The same harness
 * must lose commits when durability is lowered, or it would prove nothing; killing a process, unlike the power, never does.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { deriveAuditKey } from '../../src/main/store/auditChain.ts';
import { verifyChain } from '../../src/main/store/auditVerify.ts';
import { openConnection } from '../../src/main/store/driver.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { readRecord, RecordedDisk } from './powerCut/diskRecord.ts';
import type { DiskEvent, Survives } from './powerCut/diskRecord.ts';

const COMMITS = 120;
const CUTS = 60;

const folder = mkdtempSync(join(tmpdir(), 'deskbell-power-'));
const recorder = join(folder, 'recordDisk.so');
const missing = compileRecorder();

/** Null when the recorder is there; else why these tests cannot run. */
function compileRecorder(): string | null {
  if (process.platform !== 'linux')
    return 'recording what a process writes needs LD_PRELOAD, which only Linux has here';
  const source = fileURLToPath(new URL('./powerCut/recordDisk.c', import.meta.url));
  const { error, status, stderr } = spawnSync(process.env.CC ?? 'cc', [
    '-shared',
    '-fPIC',
    '-O1',
    '-o',
    recorder,
    source,
    '-ldl',
    '-lpthread',
  ]);
  if (error !== undefined) return 'there is no C compiler (cc) to build the recorder with';
  return status === 0 ? null : `the recorder does not compile: ${stderr.toString()}`;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything a process did to the disk while it committed and acknowledged. */
function recordRun(mode: 'store' | 'normal'): readonly DiskEvent[] {
  const dataDir = join(folder, mode);
  mkdirSync(dataDir);
  const record = join(folder, `${mode}.record`);
  const script = fileURLToPath(new URL('./processes/commitAndAcknowledge.ts', import.meta.url));
  const run = spawnSync(process.execPath, [script, dataDir, `${COMMITS}`, mode], {
    env: { ...process.env, LD_PRELOAD: recorder, RECORD_FOLDER: dataDir, RECORD_FILE: record },
  });
  expect([run.signal, run.stderr.toString()]).toEqual(['SIGKILL', '']);
  return readRecord(record);
}

interface Cut {
  readonly acknowledged: number;
  readonly found: number;
  readonly whole: boolean;
}

/** Cuts the power at `CUTS` places after the first acknowledgement, and looks at what is left each time. */
function cutPower(events: readonly DiskEvent[], survives: Survives): readonly Cut[] {
  const first = events.findIndex(({ file }) => file === 'acknowledged');
  const step = (events.length - first) / CUTS;
  const disk = new RecordedDisk();
  const cuts: Cut[] = [];
  let acknowledged = 0;
  events.forEach((event, at) => {
    disk.take(event);
    if (event.file === 'acknowledged') acknowledged += 1;
    if (at >= first + cuts.length * step && cuts.length < CUTS) cuts.push({ acknowledged, ...lookAt(disk, survives) });
  });
  return cuts;
}

function lookAt(disk: RecordedDisk, survives: Survives): Omit<Cut, 'acknowledged'> {
  const dataDir = mkdtempSync(join(folder, 'cut-'));
  for (const file of ['deskbell.db', 'deskbell.db-wal'])
    writeFileSync(join(dataDir, file), disk.afterPowerCut(file, survives));
  const connection = openConnection(join(dataDir, 'deskbell.db'), { key: TEST_KEY });
  try {
    const found = connection.prepare<[], number>('SELECT count(*) FROM message').pluck().get() ?? 0;
    const jobs = connection.prepare<[], number>('SELECT count(*) FROM outbox_job').pluck().get();
    const audited = verifyChain(connection, deriveAuditKey(TEST_KEY), []);
    const checked = connection.pragma('integrity_check', { simple: true });
    return { found, whole: checked === 'ok' && jobs === found && audited.ok && audited.entries === found };
  } finally {
    connection.close();
    rmSync(dataDir, { recursive: true });
  }
}

let recorded: readonly DiskEvent[] | undefined;
const shippedRun = (): readonly DiskEvent[] => (recorded ??= recordRun('store'));

const nothing: Survives = () => false;
const lost = (cuts: readonly Cut[]) => cuts.filter(({ acknowledged, found }) => found < acknowledged);
const broken = (cuts: readonly Cut[]) => cuts.filter(({ whole }) => !whole);

describe('a power cut', () => {
  if (missing !== null) {
    it.skip(`is not tried on this machine: ${missing}`, () => undefined);
    return;
  }

  it('loses no acknowledged commit and tears nothing apart, when no byte survives that was not flushed', () => {
    const cuts = cutPower(shippedRun(), nothing);
    expect(cuts).toHaveLength(CUTS);
    expect(cuts.at(-1)?.acknowledged).toBeGreaterThan(COMMITS - 10);
    expect([lost(cuts), broken(cuts)]).toEqual([[], []]);
  });

  it('loses nothing either when any part of what was not flushed survives, in any order', () => {
    const random = createSeededRandom(20);
    const cuts = cutPower(shippedRun(), () => random.fraction() < 0.5);
    expect([lost(cuts), broken(cuts)]).toEqual([[], []]);
  });

  it('loses commits as soon as durability is lowered, so these tests do see them go', () => {
    const cuts = cutPower(recordRun('normal'), nothing);
    expect(lost(cuts).length).toBeGreaterThan(CUTS / 2);
    expect(broken(cuts)).toEqual([]);
  });
});
