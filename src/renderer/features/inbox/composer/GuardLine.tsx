/** Says what should not go by text while it is being written, and puts other words in its place. */
import { ShieldAlert } from 'lucide-react';
import type { TextFinding } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { cx } from '../../../ui/cx.ts';
import styles from './composer.module.css';

export interface GuardLineProps {
  readonly finding: TextFinding | null;
  readonly onReplace: (body: string) => void;
}

export function GuardLine({ finding, onReplace }: GuardLineProps) {
  const t = useT();
  const other = finding?.instead ?? null;
  return (
    <div role="status">
      {finding === null ? null : (
        <div className={cx(styles.hint, finding.severity === 'block' && styles.stopped)}>
          <ShieldAlert size={14} aria-hidden="true" />
          <span>
            {t(`inbox.guard.${finding.severity}`, { content: finding.content })}
            {other === null ? null : <em className={cx(styles.instead, 'pii')}>{other}</em>}
          </span>
          {other === null ? null : (
            <button type="button" className={styles.hintAction} onClick={() => onReplace(other)}>
              {t('inbox.guard.use')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
