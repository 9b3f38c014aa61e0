/** What test credentials get for a message: an answer that looks like a record, and nothing behind it (twilio.md 11.1). */
import type { Backend } from '../backend.ts';
import { segmentsOf } from '../line.ts';
import type { NewMessage } from '../newMessage.ts';
import { rfc2822 } from '../wireFormat.ts';

/** The answer to a create call under test credentials. */
export function testMessage({ sids, time }: Backend, accountSid: string, message: NewMessage): unknown {
  const numMedia = message.mediaUrls.length;
  const sid = sids.next(numMedia > 0 ? 'MM' : 'SM');
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  const created = rfc2822(time.now());
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: created,
    date_sent: null,
    date_updated: created,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: message.from,
    messaging_service_sid: null,
    num_media: String(numMedia),
    num_segments: String(segmentsOf({ text: message.text, to: message.to, numMedia })),
    price: null,
    price_unit: 'USD',
    sid,
    status: 'queued',
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}
