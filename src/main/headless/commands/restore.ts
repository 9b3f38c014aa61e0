/** `deskbell restore FILE`: tells what is in a backup and what would be lost, and restores it when that was confirmed. */
import { text } from 'node:stream/consumers';
import { toLocal } from '../../domain/time.ts';
import type { Platform } from '../../platform/ports.ts';
import { restoreData } from '../../runtime/restoreData.ts';
import type { BackupLook } from '../../store/restore/types.ts';
import type { Output } from '../output.ts';

/** Exit code 0 when it was restored, 3 when only told. Throws what restoring throws. */
export async function restore(
  platform: Platform,
  { file, yes }: { readonly file: string; readonly yes: boolean },
  output: Output,
): Promise<number> {
  const restored = await restoreData(platform, {
    file,
    by: 'command line',
    readCode: async () => {
      if (process.stdin.isTTY) output.note('Type the recovery code that belongs to the backup, then Enter and Ctrl+D:');
      return (await text(process.stdin)).trim();
    },
    confirm: (look) => {
      for (const line of linesOf(look)) output.note(line);
      return yes;
    },
  });
  output.note(
    restored
      ? 'Restored. Start Deskbell: automatic texts wait until somebody has looked and lets them leave (Settings, Data and backup).'
      : 'Nothing was changed. To restore it, run the same with --yes.',
  );
  return restored ? 0 : 3;
}

/** `2026-11-21 09:30 UTC`: whoever reads it may sit anywhere. */
function civil(at: number): string {
  const { year, month, day, msOfDay } = toLocal(at, 'UTC');
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${String(year)}-${two(month)}-${two(day)} ${two(msOfDay / 3_600_000)}:${two((msOfDay / 60_000) % 60)} UTC`;
}

/** Counts only, nobody's name. */
function linesOf({ content, lost }: BackupLook): string[] {
  const last = content?.lastEntryAt;
  const when = last === null || last === undefined ? 'never used' : `until ${civil(last)}`;
  const facts = `The backup has ${String(content?.people ?? 0)} people, ${String(content?.visits ?? 0)} visits and ${String(content?.texts ?? 0)} texts, ${when}.`;
  if (lost === null) return [facts, 'The data of now cannot be read, so what would be lost is not known.'];
  const { textsIn, textsOut, notes, visits, people, optOuts, agreements, peopleBack } = lost;
  return [
    facts,
    `Lost would be: ${String(textsIn)} texts received, ${String(textsOut)} texts sent, ${String(notes)} notes, ${String(visits)} visits, ${String(people)} people.`,
    `Kept would be: ${String(optOuts)} opt-outs and ${String(agreements)} agreements recorded since.`,
    ...(peopleBack > 0 ? [`Back would be: ${String(peopleBack)} people deleted or merged since.`] : []),
  ];
}
