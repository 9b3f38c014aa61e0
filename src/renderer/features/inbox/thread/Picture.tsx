/**
 * One picture or file of a text. A picture is blurred until somebody asks for it, and blurred again when the thread is left; a file is
 * never opened here, only saved. What could not be fetched says why.
 */
import { CircleAlert, Contact, FileText, ImageDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Attachment } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { cx } from '../../../ui/cx.ts';
import { Pii } from '../../../ui/Pii.tsx';
import { sizeWords, typeWords } from './attachmentWords.ts';
import { SaveButton } from './SaveButton.tsx';
import { useContent } from './useContent.ts';
import styles from './picture.module.css';

const PictureDialog = lazy(async () => ({ default: (await import('./PictureDialog.tsx')).PictureDialog }));

export function Picture({ attachment }: { readonly attachment: Attachment }) {
  const t = useT();
  const { name, contentType, state, problem } = attachment;
  const about = sizeWords(attachment, t);
  if (state === 'failed') {
    return (
      <span className={cx(styles.file, styles.failed)}>
        <CircleAlert size={16} aria-hidden="true" />
        <span>{problem ?? t('inbox.picture.failed')}</span>
      </span>
    );
  }
  if (state === 'coming') {
    return (
      <span className={styles.file}>
        <ImageDown size={16} aria-hidden="true" />
        <span>
          {t('inbox.picture.coming')} <span className={styles.about}>{about}</span>
        </span>
      </span>
    );
  }
  if (contentType.startsWith('image/')) return <Shown attachment={attachment} about={about} />;
  const Icon = contentType === 'text/vcard' ? Contact : FileText;
  return (
    <span className={styles.file}>
      <Icon size={16} aria-hidden="true" />
      <span>
        <Pii>{name}</Pii> <span className={styles.about}>{about}</span>
      </span>
      <SaveButton attachment={attachment} />
    </span>
  );
}

function Shown({ attachment, about }: { readonly attachment: Attachment; readonly about: string }) {
  const t = useT();
  const [clear, setClear] = useState(false);
  const [open, setOpen] = useState(false);
  const { url, error, again } = useContent(attachment);
  const { name } = attachment;
  if (error) {
    return (
      <span className={cx(styles.file, styles.failed)}>
        <CircleAlert size={16} aria-hidden="true" />
        <span>{error}</span>
        <button type="button" className={styles.again} onClick={again}>
          {t('common.tryAgain')}
        </button>
      </span>
    );
  }
  return (
    <span className={styles.shown}>
      <button
        type="button"
        className={styles.tile}
        aria-label={t(clear ? 'inbox.picture.open' : 'inbox.picture.show', { name, about })}
        onClick={() => (clear ? setOpen(true) : setClear(true))}
      >
        {url === null ? null : (
          <img src={url} alt="" draggable={false} className={cx(styles.image, clear ? 'pii' : styles.blurred)} />
        )}
        {clear ? null : (
          <span className={styles.veil} aria-hidden="true">
            {t('inbox.picture.veil')}
          </span>
        )}
      </button>
      <span className={styles.about}>
        {typeWords(attachment, t)}, {about}
        {clear ? <SaveButton attachment={attachment} /> : null}
      </span>
      <Suspense>
        {open && url !== null ? (
          <PictureDialog attachment={attachment} url={url} onClose={() => setOpen(false)} />
        ) : null}
      </Suspense>
    </span>
  );
}
