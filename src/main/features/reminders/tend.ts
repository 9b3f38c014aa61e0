/**
 * What the planner does beside releasing: visits that have settled, reminders held because of an old list, and, when the plan, the zone or
 * the calendar has changed, every coming visit brought in line, a few per commit. Keeps where it stands in the store, so a restart goes on.
 */
import { z } from 'zod';
import { DAY_MS } from '../../domain/time.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { planReminders, type PlanDeps } from './plan.ts';
import { readPlanRules, type PlanRules } from './rules.ts';
import { settleVisit } from './settle.ts';
import { tendStale } from './stale.ts';

/** Visits per commit: well under 50 ms on a slow PC. */
const SLICE = 25;
/** What comes after a visit follows a changed plan so long; a later recall is looked at again when it is due. */
const LOOK_BACK_MS = 62 * DAY_MS;

const KEY = 'reminderReplan';
const Replan = z.object({
  /** Of the plan that the visits follow, or are being brought in line with. */
  fingerprint: z.string(),
  /** Where it goes on; null: all are in line. */
  from: z.object({ at: z.number(), cursor: z.string().nullable() }).nullable(),
});
type Replan = z.infer<typeof Replan>;

/** One slice of work in the caller's transaction. True: there is more, ask again soon. */
export function tendReminders(deps: PlanDeps, tx: WriteTx, now: number): boolean {
  const rules = readPlanRules(tx);
  const settled = tx.appointments.settled(now, SLICE);
  for (const appointment of settled) {
    planReminders(deps, tx, appointment, now, { rules });
    if ((tx.appointments.settling(appointment.id).until ?? now + 1) <= now)
      settleVisit(deps, tx, appointment, rules, now);
  }
  const stale = tendStale(deps, tx, rules, now);
  const replanning = settled.length < SLICE && replanSlice(deps, tx, rules, now);
  return settled.length === SLICE || stale || replanning;
}

function replanSlice(deps: PlanDeps, tx: WriteTx, rules: PlanRules, now: number): boolean {
  const fingerprint = fingerprintOf(rules);
  const known = readReplan(tx);
  const state: Replan =
    known?.fingerprint === fingerprint ? known : { fingerprint, from: { at: now - LOOK_BACK_MS, cursor: null } };
  if (state.from === null) return false;
  const { at, cursor } = state.from;
  const page = tx.appointments.list({ from: at, cursor, limit: SLICE });
  for (const appointment of page.items) {
    const onlyStanding = appointment.startsAt <= now;
    planReminders(deps, tx, appointment, now, { rules, onlyStanding });
  }
  const next: Replan = { fingerprint, from: page.next === null ? null : { at, cursor: page.next } };
  tx.settings.set(KEY, next, now);
  return page.next !== null;
}

function readReplan(tx: ReadTx): Replan | null {
  const parsed = Replan.safeParse(tx.settings.get(KEY));
  return parsed.success ? parsed.data : null;
}

function fingerprintOf({ calendar, steps }: PlanRules): string {
  return JSON.stringify([
    calendar,
    steps.map(({ templateId: _text, infoTemplateId: _info, whenConfirmed: _rule, ...step }) => step),
  ]);
}
