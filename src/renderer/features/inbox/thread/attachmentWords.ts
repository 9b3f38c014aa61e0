/** What a picture or file is, in words: kind and size. Pure but for the words. */
import type { Attachment } from '../../../contract.ts';
import type { Translate } from '../../../i18n/useT.ts';

const KB = 1024;
const MB = KB * KB;

/** "84 KB", "2.4 MB"; the kind where the size is not known. */
export function sizeWords(
  { sizeBytes, contentType }: Pick<Attachment, 'sizeBytes' | 'contentType'>,
  t: Translate,
): string {
  if (sizeBytes === null) return typeWords({ contentType }, t);
  if (sizeBytes < MB) return t('inbox.picture.kb', { size: Math.max(1, Math.round(sizeBytes / KB)) });
  return t('inbox.picture.mb', { size: (sizeBytes / MB).toFixed(1) });
}

/** "JPEG picture", "PDF". */
export function typeWords({ contentType }: Pick<Attachment, 'contentType'>, t: Translate): string {
  const [kind = '', type = ''] = contentType.split('/');
  if (kind === 'image') return t('inbox.picture.type', { type: type.toUpperCase() });
  if (contentType === 'application/pdf') return t('inbox.picture.pdf');
  return t(contentType === 'text/vcard' ? 'inbox.picture.vcard' : 'inbox.picture.file');
}
