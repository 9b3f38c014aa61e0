import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { insertJob, NOW } from '../store/samples.ts';
import { openDesk } from './restoreDesk.ts';

const NEEDLE = 'plain-picture-of-a-form-0142';

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
const holding = (folder: string, needle: string) =>
  filesUnder(folder).filter((path) => readFileSync(path).includes(needle));

describe('pictures and scans', () => {
  it('lie in no file in the clear: not beside the data, in the log, in a backup, or while a restore is built', async () => {
    const desk = await openDesk();
    desk.store.write('Ana', (tx) => {
      insertJob(tx, 'with-picture');
      tx.attachments.insert(
        {
          ...{
            id: 'picture',
            messageId: 'message-with-picture',
            position: 0,
            name: 'form.png',
            contentType: 'image/png',
          },
          ...{ sizeBytes: NEEDLE.length, hasContent: true, gatewayId: null, ref: null, problem: null },
          ...{ tries: 0, nextTryAt: null, createdAt: NOW },
        },
        Buffer.from(NEEDLE.repeat(300)),
      );
    });
    const file = await desk.backUp();
    await desk.vault.askRestore({ file, code: null, by: 'Ana' });
    const searched: string[][] = [];
    const after = await desk.restart({ crashPoint: () => void searched.push(holding(desk.dataDir, NEEDLE)) });
    expect(searched.length).toBeGreaterThan(4);
    expect([...searched.flat(), ...holding(desk.dataDir, NEEDLE)]).toEqual([]);
    expect(Buffer.from(after.store.read((tx) => tx.attachments.content('picture')) ?? []).includes(NEEDLE)).toBe(true);
  });
});
