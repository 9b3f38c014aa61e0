/** The scan or photo of a signed form: kept in the encrypted database, with the fingerprint that the ledger remembers for good. */
import { createHash } from 'node:crypto';
import { MAX_ATTACHMENT_BYTES } from '../../../contract/attachments.ts';
import { DomainError } from '../../../contract/errors.ts';
import { sniffType } from '../../domain/fileType.ts';
import type { Ids } from '../../platform/ports.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { OutputOf } from '../feature.ts';

const TYPES: readonly string[] = ['image/jpeg', 'image/png', 'application/pdf'];

/** Errors: INVALID_INPUT when it is too big or neither picture nor PDF. */
export function keepEvidence(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  { name, data }: { readonly name: string; readonly data: string },
  now: number,
): { readonly fileId: string; readonly fileSha256: string } {
  const content = Buffer.from(data, 'base64');
  const contentType = sniffType(content);
  if (content.length > MAX_ATTACHMENT_BYTES) {
    throw new DomainError('INVALID_INPUT', 'This file is larger than 5 MB. Choose a smaller one.', { field: 'file' });
  }
  if (contentType === null || !TYPES.includes(contentType)) {
    throw new DomainError('INVALID_INPUT', 'Choose a JPEG or PNG picture, or a PDF.', { field: 'file' });
  }
  const id = deps.ids.next();
  const sha256 = createHash('sha256').update(content).digest('hex');
  tx.consent.insertFile({ id, name, contentType, sizeBytes: content.length, sha256, createdAt: now }, content);
  return { fileId: id, fileSha256: sha256 };
}

/** Errors: NOT_FOUND. */
export function readEvidence(tx: ReadTx, id: string): OutputOf<'consent.getFile'> {
  const file = tx.consent.file(id);
  const content = tx.consent.fileContent(id);
  if (file === undefined || content === null) throw new DomainError('NOT_FOUND', 'This file is no longer there.');
  return { name: file.name, contentType: file.contentType, data: Buffer.from(content).toString('base64') };
}
