/** The result of a run as a table for people and as JSON for machines. */
import { cpus, totalmem, type } from 'node:os';
import type { Row } from './row.ts';
import { median, percentile, round } from './stats.ts';

export type Outcome =
  | { readonly measure: string; readonly kind: 'measured'; readonly rows: readonly Row[]; readonly seconds: number }
  | { readonly measure: string; readonly kind: 'notMeasured' | 'broken'; readonly why: string };

export interface Run {
  /** ISO time. */
  readonly startedAt: string;
  readonly quick: boolean;
  /** Samples of F, ms. */
  readonly fsync: readonly number[];
  readonly outcomes: readonly Outcome[];
}

/** One object with everything: machine, F, rows, what was missed and what was not measured. */
export function toJson(run: Run): object {
  const rows = run.outcomes.flatMap((one) =>
    one.kind === 'measured' ? one.rows.map((row) => ({ measure: one.measure, ...rounded(row) })) : [],
  );
  return {
    startedAt: run.startedAt,
    quick: run.quick,
    machine: machine(),
    fsyncMs: floorOf(run),
    rows,
    missed: rows.filter(({ ok }) => ok === false).map(({ name }) => name),
    notMeasured: run.outcomes.filter((one) => one.kind !== 'measured'),
    seconds: Object.fromEntries(
      run.outcomes.flatMap((one) => (one.kind === 'measured' ? [[one.measure, round(one.seconds)]] : [])),
    ),
  };
}

function rounded(row: Row): Row {
  return {
    ...row,
    figure: round(row.figure),
    limit: row.limit === null ? null : { ...row.limit, value: round(row.limit.value) },
    ratio: row.ratio === null ? null : round(row.ratio),
  };
}

function machine(): object {
  const [cpu] = cpus();
  return {
    system: type(),
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

function floorOf({ fsync }: Run): { readonly p50: number; readonly p99: number; readonly samples: number } {
  return { p50: round(median(fsync)), p99: round(percentile(fsync, 0.99)), samples: fsync.length };
}

/** A Markdown table, one row per figure, and a line for everything that could not be measured. */
export function formatTable(run: Run): string {
  const head = ['measure', 'figure', 'limit', 'ratio', 'ok', 'note'];
  const lines = run.outcomes.flatMap((one) => (one.kind === 'measured' ? one.rows.map(cellsOf) : []));
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const missing = run.outcomes.flatMap((one) =>
    one.kind === 'measured' ? [] : [`${one.kind === 'broken' ? 'BROKEN' : 'Not measured'}: ${one.measure}: ${one.why}`],
  );
  const { p50, p99, samples } = floorOf(run);
  return [
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...lines.map(line),
    '',
    `F, one bare fsync: p50 ${p50} ms, p99 ${p99} ms (${samples} samples). ${run.quick ? 'Quick run: small data, no verdict.' : ''}`,
    ...missing,
    '',
  ].join('\n');
}

function cellsOf(row: Row): string[] {
  const { name, figure, unit, limit, ratio, ok, note } = row;
  return [
    name,
    `${round(figure)} ${unit}`,
    limit === null ? '' : `${limit.kind === 'most' ? '<=' : '>='} ${round(limit.value)} ${unit} (${limit.words})`,
    ratio === null ? '' : String(round(ratio)),
    ok === null ? '' : ok ? 'yes' : 'NO',
    note,
  ];
}
