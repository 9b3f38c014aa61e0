/** Finds the character between the cells of a list. Looks outside quotes only. Pure. */

const candidates = [',', ';', '\t', '|'] as const;

/** How many records of the head of the file are looked at. */
const SAMPLE_RECORDS = 30;

/**
 * The delimiter that cuts most records into the same number of cells, and into the most cells among equals.
 * A file with a single column gives a comma.
 */
export function detectDelimiter(text: string): string {
  const scored = candidates.map((delimiter) => ({ delimiter, ...score(text, delimiter) }));
  scored.sort((a, b) => b.steady - a.steady || b.cells - a.cells);
  const best = scored[0];
  return best === undefined || best.cells < 2 ? ',' : best.delimiter;
}

/** `cells`: the commonest number of cells a record has; `steady`: how many records have just that many (0 when it is one). */
function score(text: string, delimiter: string): { readonly cells: number; readonly steady: number } {
  const tally = new Map<number, number>();
  for (const count of cellCounts(text, delimiter)) tally.set(count, (tally.get(count) ?? 0) + 1);
  let cells = 1;
  let steady = 0;
  for (const [count, records] of tally) {
    if (count > 1 && (records > steady || (records === steady && count > cells))) {
      cells = count;
      steady = records;
    }
  }
  return { cells, steady };
}

function cellCounts(text: string, delimiter: string): readonly number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let blank = true;
  for (let at = 0; at < text.length && counts.length < SAMPLE_RECORDS; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === delimiter) cells += 1;
    else if (!quoted && character === '\n') {
      if (!blank) counts.push(cells);
      cells = 1;
      blank = true;
      continue;
    }
    if (character !== '\r' && character !== ' ') blank = false;
  }
  if (!blank && counts.length < SAMPLE_RECORDS) counts.push(cells);
  return counts;
}
