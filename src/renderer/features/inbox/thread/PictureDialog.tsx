/** A picture in full size, and the way to save it. Lazily loaded. */
import type { Attachment } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SaveButton } from './SaveButton.tsx';
import { sizeWords, typeWords } from './attachmentWords.ts';
import styles from './picture.module.css';

export interface PictureDialogProps {
  readonly attachment: Attachment;
  readonly url: string;
  readonly onClose: () => void;
}

export function PictureDialog({ attachment, url, onClose }: PictureDialogProps) {
  const t = useT();
  return (
    <Dialog opened onClose={onClose} title={t('inbox.picture.title')} width={720}>
      <img src={url} alt={t('inbox.picture.alt', { name: attachment.name })} className={cx(styles.full, 'pii')} />
      <p className={styles.about}>
        {typeWords(attachment, t)}, {sizeWords(attachment, t)}
        <SaveButton attachment={attachment} />
      </p>
    </Dialog>
  );
}
