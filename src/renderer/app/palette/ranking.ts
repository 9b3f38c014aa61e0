/** Which commands a query means, best first (ux.md 5.15): exact prefix of a word, then initials, then letters in order. Pure. */
import type { PaletteCommand } from './commandRegistry.ts';

/** Higher is better, null is no match. */
export function rank(query: string, command: Pick<PaletteCommand, 'title' | 'detail' | 'synonyms'>): number | null {
  const wanted = fold(query.trim());
  if (wanted === '') return 0;
  const digits = wanted.replace(/\D/g, '');
  const scores = [
    score(wanted, fold(command.title), 100),
    ...(command.synonyms ?? []).map((synonym) => score(wanted, fold(synonym), 60)),
    digits.length >= 3 && (command.detail ?? command.title).replace(/\D/g, '').includes(digits) ? 80 : null,
  ].filter((found) => found !== null);
  return scores.length === 0 ? null : Math.max(...scores);
}

/** The parts of `text` a query marks: the first word that starts with it. */
export function highlight(query: string, text: string): readonly { readonly text: string; readonly hit: boolean }[] {
  const wanted = fold(query.trim());
  const folded = fold(text);
  const at = wanted === '' || folded.length !== text.length ? -1 : wordStart(folded, wanted);
  if (at === -1) return [{ text, hit: false }];
  return [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, at + wanted.length), hit: true },
    { text: text.slice(at + wanted.length), hit: false },
  ].filter((part) => part.text !== '');
}

/** Case and accents do not count: "Radulescu" finds "Rădulescu". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

function score(wanted: string, text: string, weight: number): number | null {
  const at = wordStart(text, wanted);
  if (at === 0) return weight;
  if (at > 0) return weight - 10;
  const initials = text
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('');
  if (initials.startsWith(wanted)) return weight - 30;
  return wanted.length >= 3 && inOrder(wanted, text) ? weight - 50 : null;
}

function wordStart(text: string, wanted: string): number {
  if (text.startsWith(wanted)) return 0;
  const at = text.search(new RegExp(`(?<=[\\s(.\\-/])${wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u'));
  return at;
}

function inOrder(wanted: string, text: string): boolean {
  let from = 0;
  for (const letter of wanted) {
    const at = text.indexOf(letter, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}
