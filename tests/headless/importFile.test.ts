/** `deskbell import` on a real store: a workbook, a list that looks wrong, and the words by which a person goes on. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { DomainError } from '../../src/contract/errors.ts';
import { shapeOf } from '../../src/main/rpc/errorShape.ts';
import { importFile } from '../../src/main/headless/commands/importFile.ts';
import type { Call } from '../../src/main/headless/commands/oneShot.ts';
import { writeWorkbook } from '../fakes/workbookWriter.ts';
import { createPractice, type TestPractice } from '../features/schedule/practice.ts';

const folder = mkdtempSync(join(tmpdir(), 'deskbell-import-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function workbook(name: string, date: string): string {
  const file = join(folder, name);
  const head = ['Patient', 'Mobile', 'Date', 'Time'];
  writeFileSync(
    file,
    writeWorkbook([{ name: 'Schedule', rows: [head, ['Ana Cruz', '206-555-0117', date, '9:30 AM']] }]),
  );
  return file;
}

/** Calls the feature; long work breathes on the virtual clock. */
function callOf(practice: TestPractice): Call {
  return async (procedure, input) => {
    const verb = procedure.split('.')[1] as 'previewImport' | 'applyImport';
    const asked = { dateOrder: 'mdy', consent: 'agreedOnForm', confirmedBrakes: [], ...(input as object) };
    let open = true;
    const work = Promise.resolve(practice.schedule[verb](practice.context(), asked as never))
      .then((value) => ({ ok: true, value }) as const)
      .catch((error: unknown) => ({ ok: false, error: shapeOf(error as DomainError) }) as const)
      .finally(() => (open = false));
    while (open) await practice.clock.advance(0);
    return work;
  };
}

test('a workbook is added, and a dry run changes nothing', async () => {
  const practice = await createPractice();
  const wish = { file: workbook('new.xlsx', '1/18/2027'), confirm: [] };
  expect((await importFile({ ...wish, dryRun: true }, callOf(practice))).applied).toBeNull();
  const { applied } = await importFile({ ...wish, dryRun: false }, callOf(practice));
  expect(applied?.counts).toMatchObject({ new: 1 });
});

test('a list that looks wrong is refused with what to type after having looked, and then added', async () => {
  const practice = await createPractice();
  const wish = { file: workbook('old.xlsx', '1/18/2021'), dryRun: false };
  await expect(importFile({ ...wish, confirm: [] }, callOf(practice))).rejects.toMatchObject({
    code: 'IMPORT_BRAKED',
    message: expect.stringContaining('--confirm allPast') as string,
  });
  await expect(importFile({ ...wish, confirm: ['rowsFell'] }, callOf(practice))).rejects.toThrow(
    '--confirm rowsFell,allPast',
  );
  const { applied } = await importFile({ ...wish, confirm: ['allPast'] }, callOf(practice));
  expect(applied?.counts).toMatchObject({ new: 0, skipped: 1 });
});
