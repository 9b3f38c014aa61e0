/** The inbox: one conversation per number, kept as a denormalised row in the same commit as its messages. */
import { z } from 'zod';
import { Address, Cursor, Id, Instant, Limit, pageOf } from './common.ts';
import { Message, MessageStatus } from './messages.ts';
import { CanText } from './people.ts';
import { command, Done, query } from './procedure.ts';
import { readers, writers } from './roles.ts';
import { ReplyStatus } from './visits.ts';

/** Shared by everyone at the desk. Reading does not finish a conversation: only an answer, a snooze or Done does. */
export const ConversationStatus = z.enum(['todo', 'waiting', 'done']);
export type ConversationStatus = z.infer<typeof ConversationStatus>;

export const ConversationRow = z.object({
  id: Id,
  address: Address,
  /** National way of writing the number. */
  addressDisplay: z.string(),
  /** Names of the people on this number, first is the one last written about. Empty: unknown number. */
  people: z.array(z.object({ id: Id, name: z.string() })),
  /** How many have the number beside these: more than 0 where so many have it that it is no household's. */
  peopleMore: z.int(),
  status: ConversationStatus,
  /** Texts that came in since somebody last looked. */
  unread: z.int(),
  lastAt: Instant,
  lastPreview: z.string(),
  lastDirection: z.enum(['in', 'out', 'none']),
  lastStatus: MessageStatus.nullable(),
  /** Since when a patient waits for an answer; null when nobody does. */
  waitingSince: Instant.nullable(),
  /** The last outgoing text did not arrive. */
  failed: z.boolean(),
  /** Perhaps an emergency or a doubtful opt-out: on top, with a word. */
  attention: z.enum(['urgent', 'suspectedOptOut']).nullable(),
  canText: CanText,
  /** Reply of the next visit, when there is one. */
  visitReply: ReplyStatus.nullable(),
  nextVisitAt: Instant.nullable(),
  draft: z.string().nullable(),
  snoozedUntil: Instant.nullable(),
  backFromSnooze: z.boolean(),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

export const MessageHit = z.object({
  messageId: Id,
  conversationId: Id,
  name: z.string(),
  at: Instant,
  /** The text around the hit; the words found stand between U+E000 and U+E001. */
  snippet: z.string(),
});

export const conversations = {
  listConversations: query({
    roles: readers,
    input: z.strictObject({
      tab: z.enum(['todo', 'waiting', 'done', 'all']).default('all'),
      /** Part of a name or number. For words inside texts use conversations.searchMessages. */
      search: z.string().max(100).default(''),
      cursor: Cursor.nullable().default(null),
      limit: Limit,
    }),
    output: pageOf(ConversationRow).extend({ counts: z.object({ todo: z.int(), waiting: z.int() }) }),
  }),
  getConversation: query({ roles: readers, input: z.strictObject({ id: Id }), output: ConversationRow }),
  /** Newest first. `before` is the cursor of the next older page. */
  listMessages: query({
    roles: readers,
    input: z.strictObject({ conversationId: Id, cursor: Cursor.nullable().default(null), limit: Limit }),
    output: pageOf(Message),
  }),
  searchMessages: query({
    roles: readers,
    input: z.strictObject({ text: z.string().min(2).max(100), cursor: Cursor.nullable().default(null), limit: Limit }),
    output: pageOf(MessageHit),
  }),
  /** Opens the conversation of a number or a person, making it when there is none. */
  openConversation: command({
    roles: writers,
    input: { personId: Id.optional(), to: z.string().max(40).optional() },
    output: z.object({ id: Id }),
  }),
  setStatus: command({ roles: writers, input: { id: Id, status: ConversationStatus }, output: Done }),
  snoozeConversation: command({ roles: writers, input: { id: Id, until: Instant.nullable() }, output: Done }),
  markRead: command({ roles: writers, input: { id: Id, read: z.boolean().default(true) }, output: Done }),
  saveDraft: command({ keepsWork: true, roles: writers, input: { id: Id, body: z.string().max(1600) }, output: Done }),
  /** A desk note in the thread; patients never see it. */
  addNote: command({
    roles: writers,
    input: { id: Id, body: z.string().trim().min(1).max(2000) },
    output: z.object({ messageId: Id }),
  }),
};
