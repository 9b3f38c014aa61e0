/** Whether a text is a ready-made one with its details filled in, and nothing else. Pure. */
import { detailsIn } from '../templates/render.ts';

/** What the register allows one variable to hold; longer words (an address, a link) belong into the registered text itself. */
const LONGEST_DETAIL = 30;

/** Compares word for word; where `template` has a detail in braces, anything of one character and more may stand. */
export function fitsTemplate(template: string, text: string): boolean {
  const [first = '', ...rest] = fixedParts(template);
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  // Every place where the part so far may have ended: a detail may hold the words that follow it.
  let ends: ReadonlySet<number> = new Set([first.length]);
  for (const part of rest) ends = endsAfter(part, text, ends);
  return ends.has(text.length);
}

function endsAfter(part: string, text: string, starts: ReadonlySet<number>): ReadonlySet<number> {
  const ends = new Set<number>();
  for (const start of starts) {
    for (let length = 1; length <= LONGEST_DETAIL && start + length <= text.length; length += 1) {
      if (text.startsWith(part, start + length)) ends.add(start + length + part.length);
    }
  }
  return ends;
}

/** What stands before, between and after the details. */
function fixedParts(template: string): readonly string[] {
  const details = detailsIn(template).filter(({ field }) => field !== null);
  const starts = [0, ...details.map(({ end }) => end)];
  const ends = [...details.map(({ start }) => start), template.length];
  return starts.map((start, at) => template.slice(start, ends[at]));
}
