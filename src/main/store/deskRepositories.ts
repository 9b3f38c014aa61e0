/** The repositories of the desk's day and of the waitlist. Types only; `repositories/` has the SQL. */
import type {
  DayClosingRecord,
  FreeSlotRecord,
  SlotOfferRecord,
  VisitCallRecord,
  VisitReplyRecord,
  WaitlistEntryRecord,
} from './deskRecords.ts';

export interface VisitRepliesReader {
  get(id: string): VisitReplyRecord | undefined;
  /** Those of this visit that nobody has settled, oldest first. */
  openOf(appointmentId: string): readonly VisitReplyRecord[];
  ofMessage(messageId: string): readonly VisitReplyRecord[];
  /** Visits of this person with texts that nobody has settled. */
  visitsOf(personId: string): readonly string[];
}
export interface VisitRepliesWriter extends VisitRepliesReader {
  /** False when this text was noted about this visit before. */
  insert(reply: VisitReplyRecord): boolean;
  update(id: string, patch: Pick<VisitReplyRecord, 'settledAs' | 'settledBy' | 'settledAt' | 'before'>): void;
}

export interface VisitCallsReader {
  get(id: string): VisitCallRecord | undefined;
  /** The newest call about this visit that was not undone. */
  lastOf(appointmentId: string): VisitCallRecord | undefined;
}
export interface VisitCallsWriter extends VisitCallsReader {
  insert(call: VisitCallRecord): void;
  undo(id: string, at: number): void;
}

export interface DayClosingsReader {
  get(day: string): DayClosingRecord | undefined;
}
export interface DayClosingsWriter extends DayClosingsReader {
  /** Adds the closing, or replaces an earlier one of the same day. */
  save(closing: DayClosingRecord): void;
}

export interface WaitlistReader {
  entry(id: string): WaitlistEntryRecord | undefined;
  /** Waiting ones, the longest waiting first. */
  waiting(limit: number): readonly WaitlistEntryRecord[];
  /** Waiting ones of this person. */
  waitingOf(personId: string): readonly WaitlistEntryRecord[];
  slot(id: string): FreeSlotRecord | undefined;
  /** Running, paused and held ones, oldest first. */
  openSlots(): readonly FreeSlotRecord[];
  /** Filled and ended ones that changed since, newest first. */
  endedSince(since: number, limit: number): readonly FreeSlotRecord[];
  slotsOfVisit(appointmentId: string): readonly FreeSlotRecord[];
  /** In the order in which they are asked. */
  offersOf(slotId: string): readonly SlotOfferRecord[];
  offer(id: string): SlotOfferRecord | undefined;
  /** Offers that went to this number since `since`, newest first. */
  offersTo(number: string, since: number): readonly SlotOfferRecord[];
}
export interface WaitlistWriter extends WaitlistReader {
  insertEntry(entry: WaitlistEntryRecord): void;
  updateEntry(id: string, patch: Partial<Omit<WaitlistEntryRecord, 'id' | 'createdAt'>>): void;
  insertSlot(slot: FreeSlotRecord): void;
  updateSlot(id: string, patch: Partial<Omit<FreeSlotRecord, 'id' | 'createdAt'>>): void;
  insertOffer(offer: SlotOfferRecord): void;
  updateOffer(id: string, patch: Partial<Omit<SlotOfferRecord, 'id' | 'slotId' | 'personId'>>): void;
}
