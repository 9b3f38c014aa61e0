/**
 * Says how alike two names are: the same, near (a slip of the keyboard, another spelling), or the same given name with another family
 * name. Used to ask a person, never to decide by itself who is who: twins on one phone have near names too. Pure.
 */
import { fold } from './columns.ts';
import { fullName, type PersonName } from './names.ts';

/** Letters that two names of this length may differ by and still be near. */
const ONE_SLIP_FROM = 3;
const TWO_SLIPS_FROM = 9;

export function isSameName(a: PersonName, b: PersonName): boolean {
  return fold(a.familyName) === fold(b.familyName) && fold(a.givenName) === fold(b.givenName);
}

/** Whether one may be the other, written differently; the same names are near too. */
export function isNearName(a: PersonName, b: PersonName): boolean {
  const [one, other] = [fold(fullName(a)), fold(fullName(b))];
  if (one === other) return one !== '';
  // "Cruz, Ana" read as given name "Cruz": the halves have changed places.
  if (fold(fullName({ givenName: a.familyName, familyName: a.givenName })) === other) return true;
  const length = Math.min(one.length, other.length);
  const most = length >= TWO_SLIPS_FROM ? 2 : length >= ONE_SLIP_FROM ? 1 : 0;
  return most > 0 && editDistance(one, other, most) <= most;
}

/** The same given name and another family name: a marriage, or two people. */
export function sharesGivenName(a: PersonName, b: PersonName): boolean {
  const given = fold(a.givenName);
  return given !== '' && given === fold(b.givenName);
}

/**
 * Letters to add, drop, change or swap with their neighbour to get from one word to the other; `most + 1` when there are more
 * (optimal string alignment distance).
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + changed);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}
