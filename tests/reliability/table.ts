/** The figures of reliability runs for people. */
import { brokenPromises } from './promises.ts';
import type { Rehearsal } from './rehearsal.ts';

export function formatRuns(runs: readonly Rehearsal[]): string {
  const head =
    '| seed | texts | received | faults | kinds | restarts | lost | duplicated | false failures | shown to a person (on a handset) | ends | virtual h | s |';
  const rows = runs.map((run) => {
    const faults = Object.values(run.faults);
    const ends = Object.entries(run.ends).map(([status, count]) => `${status} ${String(count)}`);
    const cells = [
      run.seed,
      run.messages,
      run.received,
      faults.reduce((sum, count) => sum + count, 0),
      faults.length,
      run.restarts,
      run.lost.length + run.inboundLost.length,
      run.duplicated.length + run.inboundDoubled.length,
      run.falseFailures.length,
      `${String(run.ambiguous.shown)} (${String(run.ambiguous.outThere)})`,
      ends.join(', '),
      run.virtualHours.toFixed(1),
      run.seconds,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const line = head.replaceAll(/[^|]+/g, ' --- ');
  const broken = runs.flatMap((run) => brokenPromises(run).map((words) => `seed ${String(run.seed)}: ${words}`));
  return `${[head, line, ...rows, '', ...broken].join('\n')}\n`;
}
