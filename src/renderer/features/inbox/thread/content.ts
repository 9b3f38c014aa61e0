/** The content of a picture or file as the page can use it. */
import type { Client } from '../../../client/client.ts';

/** Asks the core for it. Rejects with a CallError. */
export async function readContent(client: Client, id: string): Promise<Blob> {
  const { data, contentType } = await client.query('attachments.getAttachment', { id });
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: contentType });
}
