/** Pictures and files in the composer and in the thread: adding, looking at, taking away. Fetching incoming ones is jobs/mediaFetch. */
import { MAX_ATTACHMENT_BYTES } from '../../../contract/attachments.ts';
import type { Attachment } from '../../../contract/attachments.ts';
import { DomainError } from '../../../contract/errors.ts';
import { sniffType } from '../../domain/fileType.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { AttachmentRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import { mustGetVisible } from '../conversations/visible.ts';
import type { CallContext, FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { viewAttachment } from './view.ts';

export interface AttachmentsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createAttachmentsFeature(deps: AttachmentsDeps): FeatureHandlers<'attachments'> {
  return {
    addAttachment: (context, input) => {
      const checked = check(input);
      return runCommand(deps, context, 'attachments.addAttachment', (tx, now) => add(deps, tx, checked, now));
    },
    getAttachment: (context, input) =>
      deps.store.read((tx) => {
        refuseHidden(tx, context, input.id);
        return read(tx, input.id);
      }),
    removeAttachment: (context, input) =>
      runCommand(deps, context, 'attachments.removeAttachment', (tx) => {
        if (mustGet(tx, input.id).messageId !== null) {
          throw new DomainError('CONFLICT', 'This picture belongs to a text and stays with it.');
        }
        tx.attachments.remove(input.id);
        return { done: true as const };
      }),
  };
}

/** Throws NOT_FOUND for a picture of a conversation that whoever asks may not see. */
function refuseHidden(tx: ReadTx, context: CallContext, id: string): void {
  const { messageId } = mustGet(tx, id);
  const message = messageId === null ? undefined : tx.messages.get(messageId);
  if (message !== undefined) mustGetVisible(tx, context, message.conversationId);
}

interface Checked {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

function check({ name, data }: ParsedInputOf<'attachments.addAttachment'>): Checked {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > MAX_ATTACHMENT_BYTES) {
    throw new DomainError('INVALID_INPUT', 'This file is larger than 5 MB. Choose a smaller one.', { field: 'data' });
  }
  const contentType = sniffType(bytes);
  if (contentType === null) {
    throw new DomainError(
      'INVALID_INPUT',
      'This kind of file cannot be sent. Choose a JPEG, PNG, GIF or WebP picture, a PDF or a contact card.',
      { field: 'data' },
    );
  }
  return { name, contentType, bytes };
}

function add(deps: AttachmentsDeps, tx: WriteTx, { name, contentType, bytes }: Checked, now: number): Attachment {
  const record: AttachmentRecord = {
    id: deps.ids.next(),
    messageId: null,
    position: 0,
    name,
    contentType,
    sizeBytes: bytes.length,
    hasContent: true,
    gatewayId: null,
    ref: null,
    problem: null,
    tries: 0,
    nextTryAt: null,
    createdAt: now,
  };
  tx.attachments.insert(record, bytes);
  tx.audit.append({
    at: now,
    action: 'attachment.added',
    entity: 'attachment',
    entityId: record.id,
    data: { contentType, sizeBytes: bytes.length },
  });
  return viewAttachment(record);
}

function read(tx: ReadTx, id: string): Attachment & { data: string } {
  const record = mustGet(tx, id);
  const content = tx.attachments.content(id);
  if (content === null) {
    throw new DomainError('NOT_AVAILABLE', record.problem ?? 'This picture is still being fetched. Look again soon.');
  }
  return { ...viewAttachment(record), data: Buffer.from(content).toString('base64') };
}

function mustGet(tx: ReadTx, id: string): AttachmentRecord {
  const record = tx.attachments.get(id);
  if (record === undefined) throw new DomainError('NOT_FOUND', 'This picture is no longer there.');
  return record;
}
