/** Ties pictures to texts: those a person chose to the text that carries them, those that came in to the text they came with. */
import { DomainError } from '../../../contract/errors.ts';
import type { IncomingMedia } from '../../providers/gateway.ts';
import type { Ids } from '../../platform/ports.ts';
import type { WriteTx } from '../../store/store.ts';

/** The first look after a text came in, ms: providers say a picture may lag behind its text by seconds (twilio.md 4.5). */
const FIRST_LOOK_MS = 1_000;

/** Gives loose pictures to a text, in this order. Errors: NOT_FOUND, CONFLICT when one belongs to another text. */
export function attachToText(tx: WriteTx, ids: readonly string[], messageId: string): void {
  ids.forEach((id, position) => {
    const record = tx.attachments.get(id);
    if (record === undefined) {
      throw new DomainError('NOT_FOUND', 'A picture is no longer there. Add it again.', { field: 'attachmentIds' });
    }
    if (record.messageId !== null) {
      throw new DomainError('CONFLICT', 'A picture belongs to another text already. Add it again.', {
        field: 'attachmentIds',
      });
    }
    tx.attachments.update(id, { messageId, position });
  });
}

/** Loose copies of what a text carries, for another try of it: the first one keeps its own. In order; what is not here is left out. */
export function copyOfText(deps: { readonly ids: Ids }, tx: WriteTx, messageId: string, now: number): string[] {
  return tx.attachments.ofMessages([messageId]).flatMap((record) => {
    const content = tx.attachments.content(record.id);
    if (content === null) return [];
    const id = deps.ids.next();
    tx.attachments.insert({ ...record, id, messageId: null, createdAt: now }, content);
    return [id];
  });
}

/** Remembers what came with a text and still lies at the gateway; it is fetched afterwards. */
export function expectMedia(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  from: { readonly messageId: string; readonly gatewayId: string; readonly media: readonly IncomingMedia[] },
  now: number,
): void {
  from.media.forEach(({ ref, contentType, sizeBytes }, position) =>
    tx.attachments.insert(
      {
        id: deps.ids.next(),
        messageId: from.messageId,
        position,
        name: nameFor(contentType, position),
        contentType,
        sizeBytes,
        hasContent: false,
        gatewayId: from.gatewayId,
        ref,
        problem: null,
        tries: 0,
        nextTryAt: now + FIRST_LOOK_MS,
        createdAt: now,
      },
      null,
    ),
  );
}

function nameFor(contentType: string, position: number): string {
  const [kind = 'file', extension = 'bin'] = contentType.split('/');
  return `${kind === 'image' ? 'picture' : 'file'}-${String(position + 1)}.${extension.replace(/[^a-z0-9]/gi, '')}`;
}
