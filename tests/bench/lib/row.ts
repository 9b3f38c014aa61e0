/**
 * One line of the result table: a figure, what it must not exceed (or fall below), and how much of that is used. No measuring here.
 */

export type Unit = 'ms' | 'us' | 'MB' | 'kB' | 'fps' | 'x' | '%';

export interface Limit {
  /** `most`: the figure must not be above `value`; `least`: not below. */
  readonly kind: 'most' | 'least';
  readonly value: number;
  /** The budget as it is written, with what it was measured against in this run. */
  readonly words: string;
}

export interface Row {
  readonly name: string;
  readonly figure: number;
  readonly unit: Unit;
  readonly limit: Limit | null;
  /** Share of the budget that is used: 1 is just kept. Null without a limit. */
  readonly ratio: number | null;
  /** Null: there is no limit, the figure is for comparison. */
  readonly ok: boolean | null;
  readonly note: string;
}

interface Figure {
  readonly name: string;
  readonly figure: number;
  readonly unit: Unit;
  readonly note?: string;
}

/** A figure that only helps to read the others. */
export function plainRow({ note = '', ...figure }: Figure): Row {
  return { ...figure, limit: null, ratio: null, ok: null, note };
}

/** A figure under an upper limit. */
export function atMost({ note = '', ...figure }: Figure, value: number, words: string): Row {
  const ratio = figure.figure / value;
  return { ...figure, limit: { kind: 'most', value, words }, ratio, ok: figure.figure <= value, note };
}

/** A figure over a lower limit. */
export function atLeast({ note = '', ...figure }: Figure, value: number, words: string): Row {
  const ratio = value / figure.figure;
  return { ...figure, limit: { kind: 'least', value, words }, ratio, ok: figure.figure >= value, note };
}
