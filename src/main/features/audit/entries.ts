/** Entries of the trail as people see them: their kind, and the name of whom they are about, looked up now. Reads only. */
import type { AuditEntry, AuditKind } from '../../../contract/audit.ts';
import { kindOf } from '../../domain/audit/kinds.ts';
import type { AuditRecord } from '../../store/records.ts';
import type { AuditQuery, ReadTx } from '../../store/store.ts';
import { actorName } from '../actorName.ts';

export interface EntryFilter {
  readonly actor?: string | undefined;
  readonly kind?: AuditKind | undefined;
  readonly action?: string | undefined;
  readonly entityId?: string | undefined;
  readonly personId?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** The filter as the store asks it. */
export function toQuery(tx: ReadTx, filter: EntryFilter, cursor: string | null, limit: number): AuditQuery {
  const { kind, actor, ...rest } = filter;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...{ cursor, limit, ...given },
    ...(actor === undefined ? {} : { actors: signaturesOf(tx, actor) }),
    ...(kind === undefined ? {} : { actions: actionsOf(tx, kind) }),
  };
}

/** Somebody's id, and their name: under it stand entries of the time before they had a PIN, and of older versions. */
function signaturesOf(tx: ReadTx, name: string): string[] {
  return [name, ...tx.accounts.list().flatMap((account) => (account.name === name ? [account.id] : []))];
}

function actionsOf(tx: ReadTx, kind: AuditKind): string[] {
  return [...new Set(tx.audit.tally().map(({ action }) => action))].filter((action) => kindOf(action) === kind);
}

export function viewEntry(tx: ReadTx, { hash: _hash, ...entry }: AuditRecord): AuditEntry {
  const actor = actorName(tx, entry.actor);
  return { ...entry, actor, data: { ...entry.data }, kind: kindOf(entry.action), about: aboutOf(tx, entry) };
}

/** Null: about nobody, or about somebody who is gone. */
function aboutOf(tx: ReadTx, { entity, entityId, data }: Omit<AuditRecord, 'hash'>): AuditEntry['about'] {
  const named = typeof data['personId'] === 'string' ? data['personId'] : null;
  const personId = named ?? (entity === null || entityId === null ? null : personOf(tx, entity, entityId));
  const person = personId === null ? undefined : tx.people.get(personId);
  return person === undefined ? null : { personId: person.id, name: person.name };
}

function personOf(tx: ReadTx, entity: string, id: string): string | null {
  switch (entity) {
    case 'person':
      return id;
    case 'conversation':
      return tx.conversations.get(id)?.people[0]?.id ?? null;
    case 'message': {
      const message = tx.messages.get(id);
      return (
        message?.personId ?? (message ? (tx.conversations.get(message.conversationId)?.people[0]?.id ?? null) : null)
      );
    }
    case 'appointment':
      return tx.appointments.get(id)?.personId ?? null;
    case 'reminder':
      return tx.reminders.get(id)?.personId ?? null;
    default:
      return null;
  }
}
