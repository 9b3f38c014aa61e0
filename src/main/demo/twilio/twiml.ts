/** Reading a webhook's answer: which texts it asks Twilio to send (twilio.md 4.3). Pure, and only as much XML as that needs. */

export interface TwimlMessage {
  /** Null: to the person who wrote. */
  readonly to: string | null;
  readonly body: string;
}

/** The messages of a `<Response>`; null when the text is no TwiML. */
export function readTwiml(text: string): readonly TwimlMessage[] | null {
  const inner = /^\s*(?:<\?xml[^>]*\?>\s*)?<Response\s*(?:\/>\s*$|>([\s\S]*)<\/Response>\s*$)/.exec(text);
  if (inner === null) return null;
  return [...(inner[1] ?? '').matchAll(/<Message\b([^>]*?)(?:\/>|>([\s\S]*?)<\/Message>)/g)].map(
    ([, attributes, content]) => ({
      to: unescape(/\bto="([^"]*)"/.exec(attributes ?? '')?.[1] ?? '') || null,
      body: unescape((/<Body>([\s\S]*?)<\/Body>/.exec(content ?? '')?.[1] ?? content ?? '').trim()),
    }),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name: string | undefined) => {
    if (typeof decimal === 'string') return String.fromCodePoint(Number(decimal));
    if (typeof hex === 'string') return String.fromCodePoint(Number.parseInt(hex, 16));
    return ENTITIES[name ?? ''] ?? whole;
  });
}
