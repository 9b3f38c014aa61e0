/** The bytes of a request as they came: signatures are made over them, so nothing may parse them before. */
import type { IncomingMessage } from 'node:http';

/** Thrown for a body over the limit; what is left of it is not read. */
export class BodyTooLarge extends Error {}

/** Throws BodyTooLarge as soon as that is known, and the stream's own error when the sender goes away. */
export async function readBody(stream: IncomingMessage, limitBytes: number): Promise<Buffer> {
  if (Number(stream.headers['content-length'] ?? 0) > limitBytes) throw new BodyTooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limitBytes) throw new BodyTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
