/**
 * Cuts a long JSON text into the objects of its list, so that each is parsed in a short task: the `entry` list of a bundle, a bare list, or
 * one object per line. Looks only for where objects begin and end; what is in them is for the parser.
 */
import { DomainError } from '../../../../contract/errors.ts';
import type { Pace } from '../pace.ts';

/** Characters scanned before the clock is looked at. */
const SLICE = 64 * 1024;

/** The texts of the objects, in order. A text that is one object without such a list gives that object. */
export async function* splitJson(
  text: string,
  pace: Pace,
): AsyncGenerator<{ readonly text: string; readonly line: number }> {
  const lists = await findObjects(text, pace);
  let line = 1;
  let counted = 0;
  for (const [from, to] of lists) {
    line += countLines(text, counted, from);
    counted = from;
    yield { text: text.slice(from, to), line };
  }
}

type Span = readonly [from: number, to: number];

async function findObjects(text: string, pace: Pace): Promise<readonly Span[]> {
  const found: Span[] = [];
  // What is open around the scanned place, innermost last; of a list whether it is one whose objects are wanted.
  const open: { readonly list: boolean; readonly wanted: boolean; readonly from: number }[] = [];
  let string = -1;
  let lastString = '';
  let key = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (string >= 0) {
      if (code === 92) at += 1;
      else if (code === 34) {
        if (open.length === 1) lastString = text.slice(string + 1, at);
        string = -1;
      }
    } else if (code === 34) string = at;
    else if (code === 58 && open.length === 1) key = lastString;
    else if (code === 91) {
      const bundle = open.length === 1 && open[0]?.list === false && key === 'entry';
      open.push({ list: true, wanted: open.length === 0 || bundle, from: at });
    } else if (code === 123) open.push({ list: false, wanted: false, from: at });
    else if (code === 93 || code === 125) {
      const closed = open.pop();
      if (closed !== undefined && !closed.list) {
        // An object whose entries were taken one by one is not taken as a whole, too.
        const taken = (found.at(-1)?.[0] ?? -1) > closed.from;
        if (open.length === 0 ? !taken : open.at(-1)?.wanted === true) found.push([closed.from, at + 1]);
      }
    }
    if (at % SLICE === 0 && pace.over()) await pace.rest();
  }
  // Something is still open: the file was cut off, and what is missing may be the cancelled half.
  if (open.length > 0 || string >= 0) throw cutOff();
  return found;
}

function cutOff(): DomainError {
  return new DomainError('FILE_UNREADABLE', 'This FHIR file is cut off. Export it again and pick that file.');
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
