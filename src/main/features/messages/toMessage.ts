/** Stored texts as the contract shows them: with the names of their gateways and their pictures. Reads only. */
import type { Attachment } from '../../../contract/attachments.ts';
import type { Message, MessageRoute } from '../../../contract/messages.ts';
import type { AttachmentRecord, GatewayRecord, MessageRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { viewAttachment } from '../attachments/view.ts';

/** In the same order. One look at the gateways and the pictures for all of them. */
export function toMessages(tx: ReadTx, records: readonly MessageRecord[]): Message[] {
  const gateways = new Map<string, GatewayRecord | undefined>();
  const gatewayOf = (id: string): GatewayRecord | undefined => {
    if (!gateways.has(id)) gateways.set(id, tx.gateways.get(id));
    return gateways.get(id);
  };
  const pictures = picturesOf(tx, records);
  return records.map((record) => toMessage(record, routeOf(record, gatewayOf), pictures.get(record.id) ?? []));
}

/** Drops what only the core needs: the gateway's own id, the order of recording, confirmed codes. */
function toMessage(record: MessageRecord, route: MessageRoute | null, attachments: Attachment[]): Message {
  const {
    seq: _seq,
    reasonCode,
    reasonText,
    gatewayMessageId: _theirs,
    confirmed: _confirmed,
    ownNumber: _own,
    sim: _sim,
    erasedAt: _erased,
    priceMicros,
    priceCurrency,
    eventData,
    ...rest
  } = record;
  return {
    ...rest,
    eventData: eventData === null ? null : { ...eventData },
    reason: reasonCode === null ? null : { code: reasonCode, text: reasonText ?? '' },
    route,
    attachments,
    price: priceMicros === null || priceCurrency === null ? null : { micros: priceMicros, currency: priceCurrency },
  };
}

function routeOf(
  { gatewayId, ownNumber, sim, eventData }: MessageRecord,
  gatewayOf: (id: string) => GatewayRecord | undefined,
): MessageRoute | null {
  const gateway = gatewayId === null ? undefined : gatewayOf(gatewayId);
  if (gateway === undefined) return null;
  const by = eventData?.['routedBy'];
  return {
    gatewayKind: gateway.kind,
    label: gateway.label,
    ownNumber: ownNumber ?? gateway.ownNumber,
    sim,
    why: by === 'failover' || by === 'spill' ? by : null,
  };
}

/** Only texts that say they have some are looked up: most have none. */
function picturesOf(tx: ReadTx, records: readonly MessageRecord[]): ReadonlyMap<string, Attachment[]> {
  const ids = records.filter(hasPictures).map(({ id }) => id);
  const byMessage = new Map<string, Attachment[]>();
  if (ids.length === 0) return byMessage;
  const add = (messageId: string, record: AttachmentRecord): void => {
    byMessage.set(messageId, [...(byMessage.get(messageId) ?? []), viewAttachment(record)]);
  };
  for (const record of tx.attachments.ofMessages(ids)) if (record.messageId !== null) add(record.messageId, record);
  return byMessage;
}

function hasPictures({ eventData }: MessageRecord): boolean {
  return eventData?.['pictures'] !== undefined;
}
