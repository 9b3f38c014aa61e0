/** A stored picture as the contract shows it, without its content. */
import type { Attachment } from '../../../contract/attachments.ts';
import type { AttachmentRecord } from '../../store/records.ts';

export function viewAttachment(record: AttachmentRecord): Attachment {
  const { id, name, contentType, sizeBytes, hasContent, problem } = record;
  return { id, name, contentType, sizeBytes, state: stateOf(hasContent, problem), problem };
}

function stateOf(hasContent: boolean, problem: string | null): Attachment['state'] {
  if (hasContent) return 'ready';
  return problem === null ? 'coming' : 'failed';
}
