/** The pictures that will go with the text: small, with name, size and the way to take them out; and why one was not added. */
import { CircleAlert, FileText, X } from 'lucide-react';
import { useT } from '../../../i18n/useT.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Pii } from '../../../ui/Pii.tsx';
import { sizeWords } from '../thread/attachmentWords.ts';
import type { Pictures } from './usePictures.ts';
import styles from './composer.module.css';

export interface PictureStripProps {
  readonly pictures: Pictures;
  /** Nothing is written yet: a picture alone cannot be sent. */
  readonly wordless: boolean;
  /** The focus after the last one is taken out. */
  readonly onEmpty: () => void;
}

export function PictureStrip({ pictures, wordless, onEmpty }: PictureStripProps) {
  const t = useT();
  const { list, problem, remove } = pictures;
  return (
    <>
      {list.length > 0 ? (
        <ul className={styles.pictures} aria-label={t('inbox.pictures.list')}>
          {list.map(({ key, name, contentType, sizeBytes, preview, id }) => (
            <li key={key} className={styles.pictureItem} data-reveal="">
              {preview === null ? (
                <FileText size={20} aria-hidden="true" />
              ) : (
                <img src={preview} alt="" className={`${styles.thumb} pii`} />
              )}
              <span className={styles.pictureWords}>
                <Pii className={styles.pictureName}>{name}</Pii>
                <span className={styles.pictureSize}>
                  {id === null ? (
                    <progress className={styles.adding} aria-label={t('inbox.pictures.adding', { name })} />
                  ) : (
                    sizeWords({ contentType, sizeBytes }, t)
                  )}
                </span>
              </span>
              <IconButton
                size="small"
                label={t('inbox.pictures.remove', { name })}
                onClick={() => {
                  remove(key);
                  if (list.length === 1) onEmpty();
                }}
              >
                <X size={14} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      ) : null}
      <div role="status" className={styles.pictureNotes}>
        {problem === null ? null : (
          <span className={styles.hint}>
            <CircleAlert size={14} aria-hidden="true" />
            <span className="pii">{problem}</span>
          </span>
        )}
        {list.length > 0 && wordless ? <span className={styles.hint}>{t('inbox.pictures.words')}</span> : null}
      </div>
    </>
  );
}
