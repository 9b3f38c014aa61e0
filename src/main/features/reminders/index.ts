/** The reminder queue as people steer it: the board, skipping, sending now, pausing, and the cadence. The planner job does the rest. */
import { DomainError } from '../../../contract/errors.ts';
import { addDays, instantOnDay, toLocal, type CivilDate } from '../../domain/time.ts';
import type { ReminderRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { saveCadence, viewCadence } from './cadence.ts';
import { checkReminders, checkRestart } from './check.ts';
import type { RemindersDeps } from './deps.ts';
import { editReminder, moveReminders } from './edit.ts';
import { createForecaster } from './forecast.ts';
import { takeTextBack } from './drop.ts';
import { readPlanChoices } from './planChoices.ts';
import { previewPlan } from './previewPlan.ts';
import { reasons } from './reasons.ts';
import { releaseReminder } from './release.ts';
import { scheduleSeenAt, trustSchedule } from './stale.ts';
import { heldBecause, readQueueState, viewQueueState, writeQueueState } from './state.ts';
import { viewCard, viewDetail } from './views.ts';

/** The board shows today and the five days after it. */
const BOARD_DAYS = 6;

export function createRemindersFeature(deps: RemindersDeps): FeatureHandlers<'reminders'> {
  const forecaster = createForecaster(deps);
  return {
    listReminders: (_context, input) => deps.store.read((tx) => listReminders(deps, tx, input)),
    getReminder: (_context, input) =>
      deps.store.read((tx) => {
        const detail = viewDetail(deps, tx, mustGet(tx, input.id));
        if (detail === undefined) throw gone();
        return detail;
      }),
    getSummary: () => deps.store.read((tx) => summary(tx, deps.clock.now())),
    getForecast: async (_context, input) => {
      const { items, days, ...rest } = await forecaster.get(input);
      return { items: [...items], days: [...days], ...rest };
    },
    checkReminders: (context, input) => ({
      items: deps.store.read((tx) => checkReminders(deps, tx, input.ids, context.actor.name, deps.clock.now())),
    }),
    editReminder: (context, { id, ...edit }) =>
      runCommand(deps, context, 'reminders.editReminder', (tx, now) => {
        editReminder(deps, tx, mustGet(tx, id), edit, { name: context.actor.name, now });
        const detail = viewDetail(deps, tx, mustGet(tx, id));
        if (detail === undefined) throw gone();
        return detail;
      }),
    moveReminders: (context, input) =>
      runCommand(deps, context, 'reminders.moveReminders', (tx, now) =>
        moveReminders(deps, tx, input.ids, input.to, { name: context.actor.name, now }),
      ),
    checkRestart: () => deps.store.read((tx) => checkRestart(tx, deps.clock.now())),
    skipReminder: (context, input) =>
      runCommand(deps, context, 'reminders.skipReminder', (tx, now) => skip(deps, tx, input.id, now)),
    restoreReminder: (context, input) =>
      runCommand(deps, context, 'reminders.restoreReminder', (tx, now) => restore(tx, input.id, now)),
    sendReminderNow: (context, input) =>
      runCommand(deps, context, 'reminders.sendReminderNow', (tx, now) => sendNow(deps, tx, context, input, now)),
    ...queueCommands(deps),
    getCadence: () => ({ steps: deps.store.read(viewCadence) }),
    saveCadence: (context, input) =>
      runCommand(deps, context, 'reminders.saveCadence', (tx, now) => {
        const replanned = saveCadence(deps, tx, input, now);
        return { steps: viewCadence(tx), replanned };
      }),
    previewCadence: (_context, input) => previewPlan(deps, input),
    getPlanChoices: () => readPlanChoices(deps),
  };
}

type QueueCommand = 'pauseReminders' | 'trustSchedule' | 'setEnabled';

/** What stops the queue as a whole, and starts it. */
function queueCommands(deps: RemindersDeps): Pick<FeatureHandlers<'reminders'>, QueueCommand> {
  return {
    pauseReminders: (context, input) =>
      runCommand(deps, context, 'reminders.pauseReminders', (tx, now) => {
        const state = {
          ...readQueueState(tx),
          paused: input.pause,
          pausedUntil: input.until,
          pausedBy: context.actor.name,
          pausedAt: now,
        };
        writeQueueState(tx, state, now);
        tx.audit.append({
          at: now,
          action: input.pause ? 'reminders.paused' : 'reminders.resumed',
          data: { until: input.until },
        });
        return viewQueueState(state, now);
      }),
    trustSchedule: (context) =>
      runCommand(deps, context, 'reminders.trustSchedule', (tx, now) => {
        const released = trustSchedule(tx, now);
        tx.audit.append({ at: now, action: 'reminders.scheduleTrusted', data: { released } });
        return { released };
      }),
    setEnabled: (context, input) =>
      runCommand(deps, context, 'reminders.setEnabled', (tx, now) => {
        const state = { ...readQueueState(tx), enabled: input.enabled, enabledAt: now };
        writeQueueState(tx, state, now);
        tx.audit.append({ at: now, action: input.enabled ? 'reminders.enabled' : 'reminders.disabled' });
        return viewQueueState(state, now);
      }),
  };
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'This reminder is no longer there. Look at the board again.');
}

function mustGet(tx: ReadTx, id: string): ReminderRecord {
  const reminder = tx.reminders.get(id);
  if (reminder === undefined) throw gone();
  return reminder;
}

function listReminders(deps: RemindersDeps, tx: ReadTx, input: ParsedInputOf<'reminders.listReminders'>) {
  if (input.appointmentId !== undefined) {
    const cards = tx.reminders.ofAppointment(input.appointmentId).flatMap((reminder) => viewCard(tx, reminder) ?? []);
    return { items: cards, next: null };
  }
  const { zone } = readSettings(tx).practice;
  const today = toLocal(deps.clock.now(), zone);
  const first = input.from === undefined ? today : civil(input.from);
  const last = input.to === undefined ? addDays(first, BOARD_DAYS - 1) : civil(input.to);
  const page = tx.reminders.list({
    from: instantOnDay(first, 0, zone),
    to: instantOnDay(addDays(last, 1), 0, zone),
    filter: input.filter,
    cursor: input.cursor,
    limit: input.limit,
  });
  return { items: page.items.flatMap((reminder) => viewCard(tx, reminder) ?? []), next: page.next };
}

function summary(tx: ReadTx, now: number) {
  const { zone } = readSettings(tx).practice;
  const today = toLocal(now, zone);
  const range = { from: instantOnDay(today, 0, zone), to: instantOnDay(addDays(today, 1), 0, zone) };
  const counts = tx.reminders.counts(range);
  const coming = tx.appointments.list({ from: range.from, cursor: null, limit: 1000 }).items;
  return {
    ...viewQueueState(readQueueState(tx), now),
    sentToday: counts.sent + counts.delivered,
    stillToday: counts.planned + counts.queued,
    confirmedToday: coming.filter((visit) => visit.reply === 'confirmed' && (visit.repliedAt ?? 0) >= range.from)
      .length,
    needYou: tx.reminders.countNeedingPerson(now),
    waiting: heldBecause(tx, now) === null ? counts.queued : counts.planned + counts.queued,
    nextAt: tx.reminders.nextDueAt(),
    heldAsOld: heldAsOld(tx),
  };
}

/** More than this nobody counts. */
const MOST_HELD = 200;

function heldAsOld(tx: ReadTx) {
  const reminders = tx.reminders.heldAsStale(MOST_HELD).length;
  const listFrom = reminders === 0 ? null : scheduleSeenAt(tx);
  return listFrom === null ? null : { reminders, listFrom };
}

function skip(deps: RemindersDeps, tx: WriteTx, id: string, now: number): { done: true } {
  const reminder = mustGet(tx, id);
  if (reminder.state === 'skipped') return { done: true };
  const waits = ['planned', 'held', 'failed', 'queued'].includes(reminder.state);
  if (!waits || !takeTextBack(deps, tx, reminder, reasons.skipped, now)) {
    throw new DomainError('TOO_LATE', 'This reminder has left already.');
  }
  const { code, text } = reasons.skipped;
  tx.reminders.update(id, { state: 'skipped', reasonCode: code, reasonText: text, movedTo: null, updatedAt: now });
  note(tx, reminder, 'reminder.skipped', now);
  return { done: true };
}

function restore(tx: WriteTx, id: string, now: number): { done: true } {
  const reminder = mustGet(tx, id);
  if (reminder.state !== 'skipped') throw new DomainError('CONFLICT', 'Only a skipped reminder can be taken back.');
  if (now > reminder.sendBy) throw new DomainError('TOO_LATE', 'It is too late for this reminder now.');
  // A text made before the skip was cancelled with it; the reminder starts afresh and gets a new one.
  tx.reminders.update(id, { state: 'planned', reasonCode: null, reasonText: null, movedTo: null, updatedAt: now });
  note(tx, reminder, 'reminder.restored', now);
  return { done: true };
}

function sendNow(
  deps: RemindersDeps,
  tx: WriteTx,
  context: CallContext,
  input: ParsedInputOf<'reminders.sendReminderNow'>,
  now: number,
) {
  const reminder = mustGet(tx, input.id);
  if (!['planned', 'held', 'failed', 'skipped'].includes(reminder.state)) {
    throw new DomainError('TOO_LATE', 'This reminder is on its way or done already.');
  }
  return releaseReminder(deps, tx, reminder, now, { author: context.actor.name, confirmed: input.confirmed });
}

function note(tx: WriteTx, reminder: ReminderRecord, action: string, now: number): void {
  tx.audit.append({ at: now, action, entity: 'reminder', entityId: reminder.id });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
}

function civil(text: string): CivilDate {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
}
