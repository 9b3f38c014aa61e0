/** Says what should not go by text while it is being written, and puts other words in its place. */
import { ShieldAlert } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ConversationRow } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { cx } from '../../../ui/cx.ts';
import type { TextCheck } from './useTextCheck.ts';
import styles from './composer.module.css';

const UnencryptedDialog = lazy(async () => ({ default: (await import('./UnencryptedDialog.tsx')).UnencryptedDialog }));

export interface GuardLineProps {
  readonly row: ConversationRow;
  readonly check: TextCheck;
  readonly onReplace: (body: string) => void;
}

export function GuardLine({ row, check: { finding, personId, again }, onReplace }: GuardLineProps) {
  const t = useT();
  const [asking, setAsking] = useState<string | null>(null);
  const other = finding?.instead ?? null;
  return (
    <>
      <div role="status">
        {finding === null ? null : (
          <div className={cx(styles.hint, finding.severity === 'block' && styles.stopped)}>
            <ShieldAlert size={14} aria-hidden="true" />
            <span>
              {t(`inbox.guard.${finding.severity}`, { content: finding.content })}
              {other === null ? null : <em className={cx(styles.instead, 'pii')}>{other}</em>}
            </span>
            {finding.acceptable ? (
              <button type="button" className={styles.hintAction} onClick={() => setAsking(personId)}>
                {t('inbox.guard.theyWant')}
              </button>
            ) : null}
            {other === null ? null : (
              <button type="button" className={styles.hintAction} onClick={() => onReplace(other)}>
                {t('inbox.guard.use')}
              </button>
            )}
          </div>
        )}
      </div>
      <Suspense>
        {asking === null ? null : (
          <UnencryptedDialog row={row} personId={asking} onRecorded={again} onClose={() => setAsking(null)} />
        )}
      </Suspense>
    </>
  );
}
