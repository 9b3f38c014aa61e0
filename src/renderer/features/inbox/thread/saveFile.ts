/** Saves a picture or file where the browser, or the window, saves downloads. */
import type { Client } from '../../../client/client.ts';
import type { Attachment } from '../../../contract.ts';
import { readContent } from './content.ts';

/** Rejects with a CallError when the core cannot give it. */
export async function saveFile(client: Client, { id, name }: Pick<Attachment, 'id' | 'name'>): Promise<void> {
  const url = URL.createObjectURL(await readContent(client, id));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
