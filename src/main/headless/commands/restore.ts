/** `deskbell restore FILE`: tells what is in a backup and what would be lost, and restores it when that was confirmed. */
import { text } from 'node:stream/consumers';
import type { Platform } from '../../platform/ports.ts';
import { restoreData } from '../../runtime/restoreData.ts';
import { linesOf, STEP_WORDS } from '../../runtime/restoreWords.ts';
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
    onStep: (step) => output.note(`${STEP_WORDS[step]} ...`),
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
