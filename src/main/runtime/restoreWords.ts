/** What is in a backup and what restoring it would lose, in lines for a terminal. Counts only, nobody's name. */
import { toLocal } from '../domain/time.ts';
import type { BackupLook, StageStep } from '../store/restore/types.ts';

export const STEP_WORDS: Readonly<Record<StageStep, string>> = {
  copying: 'Copying the backup',
  converting: 'Giving it its key',
  updating: 'Bringing it up to date',
  checking: 'Reading every page of it',
  settling: 'Looking which texts may have gone out',
};

/** `2026-11-21 09:30 UTC`: whoever reads it may sit anywhere. */
function civil(at: number): string {
  const { year, month, day, msOfDay } = toLocal(at, 'UTC');
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${String(year)}-${two(month)}-${two(day)} ${two(msOfDay / 3_600_000)}:${two((msOfDay / 60_000) % 60)} UTC`;
}

export function linesOf({ content, lost }: BackupLook): string[] {
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
