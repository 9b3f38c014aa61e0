/** The inbox: lists, threads, search, and what people do to a conversation beside writing in it. */
import { DomainError } from '../../../contract/errors.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { ConversationRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import type { ViewLog } from '../audit/viewLog.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, OutputOf, ParsedInputOf } from '../feature.ts';
import { receiverOf } from '../messages/receiver.ts';
import { toMessages } from '../messages/toMessage.ts';
import { keepRow } from './keepRow.ts';
import { nameOf, toRows } from './toRow.ts';
import { statusSet } from './transitions.ts';
import { isVisible, mustGetVisible, seesBillsOnly } from './visible.ts';

export interface ConversationsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly viewLog: ViewLog;
}

const DONE = { done: true } as const;

export function createConversationsFeature(deps: ConversationsDeps): FeatureHandlers<'conversations'> {
  const { store, clock } = deps;
  /** A command that changes one existing conversation. */
  const change = (
    context: CallContext,
    verb: string,
    id: string,
    work: (tx: WriteTx, row: ConversationRecord, now: number) => void,
  ): typeof DONE =>
    runCommand(deps, context, `conversations.${verb}`, (tx, now) => {
      work(tx, mustGetVisible(tx, context, id), now);
      return DONE;
    });

  return {
    listConversations: (context, input) => store.read((tx) => list(tx, context, input, clock.now())),
    getConversation: (context, input) =>
      store.read((tx) => one(toRows(tx, [mustGetVisible(tx, context, input.id)], context.actor.name, clock.now()))),
    listMessages: (context, input) => {
      store.read((tx) => mustGetVisible(tx, context, input.conversationId));
      deps.viewLog.auditView(context, { entity: 'conversation', entityId: input.conversationId });
      return store.read((tx) => {
        const page = tx.messages.list(input);
        return { items: toMessages(tx, page.items), next: page.next };
      });
    },
    searchMessages: (context, input) => {
      const found = store.read((tx) => search(tx, context, input));
      deps.viewLog.auditSearch(context, 'messages.searched', found.items.length);
      return found;
    },
    openConversation: (context, input) =>
      runCommand(deps, context, 'conversations.openConversation', (tx, now) => ({
        id: receiverOf(deps, tx, { personId: input.personId, to: input.to }, now).conversation.id,
      })),
    setStatus: (context, input) =>
      change(context, 'setStatus', input.id, (tx, row, now) => {
        statusSet(tx, row, input.status, now);
        note(tx, row, 'conversation.statusSet', { from: row.status, to: input.status }, now);
      }),
    snoozeConversation: (context, input) =>
      change(context, 'snoozeConversation', input.id, (tx, row, now) => snooze(tx, row, input.until, now)),
    markRead: (context, input) =>
      change(context, 'markRead', input.id, (tx, row, now) => {
        const unread = input.read ? 0 : Math.max(1, row.unread);
        if (unread !== row.unread) keepRow(tx, row, now, { unread });
      }),
    saveDraft: (context, input) =>
      change(context, 'saveDraft', input.id, (tx, row, now) => {
        tx.conversations.setDraft(row.id, context.actor.name, input.body.trim() === '' ? '' : input.body, now);
        tx.changed('conversation.changed', row.id);
      }),
    addNote: (context, input) =>
      runCommand(deps, context, 'conversations.addNote', (tx, now) => ({
        messageId: addNote(deps, tx, context, mustGetVisible(tx, context, input.id), input.body, now),
      })),
  };
}

function one<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error('one row in, one row out');
  return first;
}

function list(
  tx: ReadTx,
  context: CallContext,
  input: ParsedInputOf<'conversations.listConversations'>,
  now: number,
): OutputOf<'conversations.listConversations'> {
  const aboutBills = seesBillsOnly(context);
  const page = tx.conversations.list({ ...input, aboutBills });
  return {
    items: toRows(tx, page.items, context.actor.name, now),
    next: page.next,
    counts: { ...tx.conversations.counts(aboutBills) },
  };
}

function search(
  tx: ReadTx,
  context: CallContext,
  input: ParsedInputOf<'conversations.searchMessages'>,
): OutputOf<'conversations.searchMessages'> {
  const page = tx.messages.search(input);
  const visible = page.items.filter(({ message }) => isVisible(tx, context, message.conversationId));
  const items = visible.map(({ message, snippet }) => {
    const row = tx.conversations.get(message.conversationId);
    return {
      messageId: message.id,
      conversationId: message.conversationId,
      name: row === undefined ? '' : nameOf(tx, row),
      at: message.createdAt,
      snippet,
    };
  });
  return { items, next: page.next };
}

function snooze(tx: WriteTx, row: ConversationRecord, until: number | null, now: number): void {
  if (until !== null && until <= now) {
    throw new DomainError('INVALID_INPUT', 'Choose a time that is still to come.', { field: 'until' });
  }
  keepRow(tx, row, now, { snoozedUntil: until, backFromSnooze: false });
  note(tx, row, until === null ? 'conversation.unsnoozed' : 'conversation.snoozed', { until }, now);
}

function addNote(
  deps: ConversationsDeps,
  tx: WriteTx,
  context: CallContext,
  row: ConversationRecord,
  body: string,
  now: number,
): string {
  const id = deps.ids.next();
  tx.messages.insert({
    id,
    conversationId: row.id,
    personId: row.people[0]?.id ?? null,
    direction: 'none',
    kind: 'note',
    body,
    purpose: 'care',
    status: 'received',
    author: context.actor.name,
    createdAt: now,
  });
  tx.changed('message.added', id, row.id);
  note(tx, row, 'conversation.noteAdded', { messageId: id }, now);
  return id;
}

function note(
  tx: WriteTx,
  row: ConversationRecord,
  action: string,
  data: Readonly<Record<string, unknown>>,
  now: number,
): void {
  tx.audit.append({ at: now, action, entity: 'conversation', entityId: row.id, data });
}
