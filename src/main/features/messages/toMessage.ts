/** A stored text as the contract shows it. */
import type { Message } from '../../../contract/messages.ts';
import type { MessageRecord } from '../../store/records.ts';

/** Drops what only the core needs: the gateway's own id, the order of recording, confirmed codes. */
export function toMessage(record: MessageRecord): Message {
  const {
    seq: _seq,
    reasonCode,
    reasonText,
    gatewayMessageId: _theirs,
    confirmed: _confirmed,
    eventData,
    ...rest
  } = record;
  return {
    ...rest,
    eventData: eventData === null ? null : { ...eventData },
    reason: reasonCode === null ? null : { code: reasonCode, text: reasonText ?? '' },
  };
}
