/** Filling a slot that became free: the waitlist, the order, the offers, the answers, the booking by hand. */
import type { FreeSlot } from '../../../contract/waitlist.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { recordAnswer } from './answers.ts';
import { bookSlot } from './book.ts';
import { rankWaiting, slotOf } from './candidates.ts';
import type { WaitlistDeps } from './deps.ts';
import { mustGetEntry, saveEntry, setEntryState, viewEntry } from './entries.ts';
import { beginOffering, pauseSlot, readPacing, runningFor, savePacing, stopSlot, viewSlot } from './slots.ts';
import { suggestFor } from './suggestions.ts';
import { OFFER_BODY, offerText } from './words.ts';

const DONE = { done: true } as const;
const MOST_ENTRIES = 500;
const MOST_ENDED = 50;

export function createWaitlistFeature(deps: WaitlistDeps): FeatureHandlers<'waitlist'> {
  return {
    listEntries: () =>
      deps.store.read((tx) => ({
        items: tx.waitlist.waiting(MOST_ENTRIES).map((entry) => viewEntry(deps, tx, entry)),
      })),
    saveEntry: (context, input) =>
      runCommand(deps, context, 'waitlist.saveEntry', (tx, now) =>
        viewEntry(deps, tx, saveEntry(deps, tx, input, context.actor.name, now)),
      ),
    removeEntry: (context, { id }) =>
      runCommand(deps, context, 'waitlist.removeEntry', (tx, now) => {
        setEntryState(tx, id, 'removed', now);
        return DONE;
      }),
    restoreEntry: (context, { id }) =>
      runCommand(deps, context, 'waitlist.restoreEntry', (tx, now) => {
        setEntryState(tx, id, 'waiting', now);
        return DONE;
      }),
    rankForSlot: (_context, input) => deps.store.read((tx) => rankForSlot(deps, tx, input)),
    suggestForSlot: (_context, input) =>
      deps.store.read((tx) => ({
        items: suggestFor(deps, tx, slotOf(tx, input), deps.clock.now()).map((visit) => ({
          personId: visit.personId,
          personName: tx.people.get(visit.personId)?.name ?? '',
          visit: deps.viewAppointment(tx, visit),
        })),
      })),
    previewOffer: (_context, input) => deps.store.read((tx) => previewOffer(deps, tx, input)),
    listSlots: () => deps.store.read((tx) => ({ items: listSlots(tx, deps.clock.now()) })),
    getPacing: () => deps.store.read(readPacing),
    ...slotCommands(deps),
  };
}

type SlotCommand = 'offerSlot' | 'pauseSlot' | 'stopSlot' | 'recordAnswer' | 'bookSlot' | 'savePacing';

function slotCommands(deps: WaitlistDeps): Pick<FeatureHandlers<'waitlist'>, SlotCommand> {
  const slotCommand = (
    context: CallContext,
    name: string,
    work: (tx: WriteTx, now: number) => Parameters<typeof viewSlot>[1],
  ): FreeSlot => runCommand(deps, context, name, (tx, now) => viewSlot(tx, work(tx, now)));
  return {
    offerSlot: (context, input) =>
      slotCommand(context, 'waitlist.offerSlot', (tx, now) => beginOffering(deps, tx, input, context.actor.name, now)),
    pauseSlot: (context, { slotId, pause }) =>
      slotCommand(context, 'waitlist.pauseSlot', (tx, now) => pauseSlot(tx, slotId, pause, now)),
    stopSlot: (context, { slotId }) =>
      slotCommand(context, 'waitlist.stopSlot', (tx, now) => stopSlot(deps, tx, slotId, now)),
    recordAnswer: (context, { offerId, answer }) =>
      slotCommand(context, 'waitlist.recordAnswer', (tx, now) => recordAnswer(deps, tx, offerId, answer, now)),
    bookSlot: (context, { slotId }) =>
      runCommand(deps, context, 'waitlist.bookSlot', (tx, now) => {
        const { slot, visit } = bookSlot(deps, tx, slotId, context.actor.name, now);
        return { slot: viewSlot(tx, slot), appointmentId: visit.id };
      }),
    savePacing: (context, { atOnce, everyMinutes, answerMinutes }) =>
      runCommand(deps, context, 'waitlist.savePacing', (tx, now) =>
        savePacing(tx, { atOnce, everyMinutes, answerMinutes }, now),
      ),
  };
}

function rankForSlot(deps: WaitlistDeps, tx: ReadTx, input: ParsedInputOf<'waitlist.rankForSlot'>) {
  const now = deps.clock.now();
  const slot = slotOf(tx, input);
  const running = runningFor(tx, slot);
  const { startsAt, endsAt, zone, clinician, location, kind } = slot;
  return {
    slot: { startsAt, endsAt, zone, clinician, location, kind },
    items: rankWaiting(deps, tx, slot, running ?? null, now).map(({ candidate, misfits }) => ({
      entry: viewEntry(deps, tx, candidate.entry),
      fits: misfits.length === 0,
      misfits: [...misfits],
    })),
    pacing: readPacing(tx),
    body: OFFER_BODY,
    running: running?.id ?? null,
  };
}

function previewOffer(deps: WaitlistDeps, tx: ReadTx, input: ParsedInputOf<'waitlist.previewOffer'>) {
  const now = deps.clock.now();
  const slot = { ...slotOf(tx, input), body: input.body };
  const { answerMinutes } = readPacing(tx);
  return {
    items: input.entryIds.map((entryId) => {
      const { personId } = mustGetEntry(tx, entryId);
      const number = tx.people.numbersOf(personId)[0]?.number;
      const { body } = offerText(deps, tx, slot, personId);
      if (number === undefined) return { entryId, decision: null, body, segments: 0 };
      const sendBy = Math.min(now + answerMinutes * 60_000, slot.startsAt);
      return { entryId, ...deps.judgeOffer(tx, { number, personId, body, sendBy }, now) };
    }),
  };
}

/** Open ones, then what has ended within a day, newest first. */
function listSlots(tx: ReadTx, now: number): FreeSlot[] {
  const open = tx.waitlist.openSlots().toReversed();
  const ended = tx.waitlist.endedSince(now - DAY_MS, MOST_ENDED);
  return [...open, ...ended].map((slot) => viewSlot(tx, slot));
}
