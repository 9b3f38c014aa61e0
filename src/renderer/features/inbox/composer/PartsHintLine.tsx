/** Says when a single sign makes a text dearer, and takes it out. */
import { CircleAlert } from 'lucide-react';
import { useT } from '../../../i18n/useT.ts';
import type { PartsHint } from './partsHint.ts';
import styles from './composer.module.css';

export interface PartsHintLineProps {
  readonly hint: PartsHint | null;
  readonly onReplace: (body: string) => void;
}

export function PartsHintLine({ hint, onReplace }: PartsHintLineProps) {
  const t = useT();
  if (!hint) return null;
  const words =
    hint.kind === 'alphabet'
      ? t('inbox.alphabetCost')
      : hint.kind === 'emoji'
        ? t('inbox.emojiCost', { count: hint.parts, plain: hint.plain })
        : t('inbox.signCost', { sign: hint.sign, count: hint.parts, plain: hint.plain });
  return (
    <div className={styles.hint}>
      <CircleAlert size={14} aria-hidden="true" />
      <span>{words}</span>
      {hint.kind === 'alphabet' ? null : (
        <button type="button" className={styles.hintAction} onClick={() => onReplace(hint.without)}>
          {t(hint.kind === 'emoji' ? 'inbox.removeEmoji' : 'inbox.removeSign')}
        </button>
      )}
    </div>
  );
}
