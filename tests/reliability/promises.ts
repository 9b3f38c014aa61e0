/** What a run must have kept, and in words what was broken. The one place that says what counts. */
import type { Rehearsal } from './rehearsal.ts';

/** Empty: every promise was kept. */
export function brokenPromises(run: Rehearsal): string[] {
  const lists = {
    lost: run.lost,
    duplicated: run.duplicated,
    'told as not sent, but sent': run.falseFailures,
    'inbound lost': run.inboundLost,
    'inbound doubled': run.inboundDoubled,
    defect: run.defects,
  };
  const broken = Object.entries(lists).flatMap(([name, items]) => items.map((item) => `${name}: ${item}`));
  if (run.forgedShown > 0) broken.push(`forged texts shown: ${String(run.forgedShown)}`);
  if (run.byOtherPhone > 0) broken.push(`sent by another phone: ${String(run.byOtherPhone)}`);
  return broken;
}
