/**
 * A list of people who must not be texted: always wins, only ever adds (rules.md 11.2 P8). Numbers of people we know get an entry in the
 * ledger; of strangers only a fingerprint is kept. Long lists are done in short tasks, each commit complete in itself.
 */
import type { DoNotTextReport } from '../../../contract/consent.ts';
import { parsePhone } from '../../domain/phoneNumber.ts';
import type { Ids } from '../../platform/ports.ts';
import type { Store, WriteTx } from '../../store/store.ts';
import type { CallContext } from '../feature.ts';
import { isOptedOut } from './readConsent.ts';
import { recordConsent } from './recordConsent.ts';

/** Lets other work run when a task has lasted long enough. */
export interface Pace {
  over(): boolean;
  rest(): Promise<void>;
}

interface FoundNumbers {
  readonly numbers: readonly string[];
  /** Line numbers from 1 in which there is none. */
  readonly unreadable: readonly number[];
}

/** Between cells of a line. A space is none: numbers are written with spaces. */
const CELL = /[,;\t|"]/;
const MOST_LINES_NAMED = 20;

/** Every number in the text. A line without digits is a header or a remark, not a number that was missed. */
export async function findNumbers(text: string, country: string, pace: Pace): Promise<FoundNumbers> {
  const numbers = new Set<string>();
  const unreadable: number[] = [];
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    const found = line.split(CELL).flatMap((cell) => numberIn(cell, country));
    for (const number of found) numbers.add(number);
    if (found.length === 0 && /\d{3}/.test(line)) unreadable.push(at + 1);
    if (pace.over()) await pace.rest();
  }
  return { numbers: [...numbers], unreadable };
}

function numberIn(cell: string, country: string): readonly string[] {
  const text = cell.trim();
  if (text.replace(/\D/g, '').length < 7 || /^\d{4}-\d{2}-\d{2}/.test(text)) return [];
  const parsed = parsePhone(text, country);
  return 'e164' in parsed ? [parsed.e164] : [];
}

/** What the list would do now. */
export async function countList(
  store: Pick<Store, 'read'>,
  { numbers, unreadable }: FoundNumbers,
  pace: Pace,
): Promise<DoNotTextReport> {
  let [known, already, next] = [0, 0, 0];
  while (next < numbers.length) {
    store.read((tx) => {
      do {
        const number = numbers[next] ?? '';
        next += 1;
        if (tx.people.holdersOf(number).length > 0) known += 1;
        if (isOptedOut(tx, number)) already += 1;
      } while (next < numbers.length && !pace.over());
    });
    await pace.rest();
  }
  const lines = { unreadable: unreadable.length, unreadableLines: unreadable.slice(0, MOST_LINES_NAMED) };
  return { numbers: numbers.length, known, already, ...lines };
}

/** Adds them all, a few per commit; a list that is added twice, or was interrupted, changes nothing the second time. */
export async function addNumbers(
  deps: { readonly store: Store; readonly ids: Ids },
  { actor }: CallContext,
  { numbers }: FoundNumbers,
  now: number,
  pace: Pace,
): Promise<void> {
  let left = numbers;
  while (left.length > 0) {
    const done = deps.store.write(actor.name, (tx) => addSome(deps, tx, left, now, pace));
    left = left.slice(done);
    await pace.rest();
  }
}

/** Returns how many were done in this task; at least one. */
function addSome(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  numbers: readonly string[],
  now: number,
  pace: Pace,
): number {
  let done = 0;
  for (const number of numbers) {
    done += 1;
    if (!isOptedOut(tx, number)) stop(deps, tx, number, now);
    if (pace.over()) break;
  }
  return done;
}

function stop(deps: { readonly ids: Ids }, tx: WriteTx, number: string, now: number): void {
  const isKnown = tx.people.number(number) !== undefined;
  if (!isKnown) return void tx.consent.suppress(number, { scope: 'all', since: now });
  const said = { kind: 'revoke', level: null, purpose: null, method: 'import', evidence: 'do-not-text list' } as const;
  recordConsent(deps, tx, { ...said, number, personId: null, at: now, actor: 'import' }, now);
}
