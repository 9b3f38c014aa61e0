/** "Prove that this person agreed, and what you sent": one press saves a PDF. */
import { FileCheck } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { saveData } from './saveData.ts';
import styles from './consent.module.css';

export function ConsentProof({ personId }: { readonly personId: string }) {
  const t = useT();
  const { toasts } = useServices();
  const { run, pending } = useCommand('consent.makeProof');
  const press = async (): Promise<void> => {
    const outcome = await run({ personId });
    if (!outcome.ok) return;
    saveData(outcome.value.fileName, 'application/pdf', outcome.value.data);
    toasts.show({ icon: 'done', message: t('consent.proofSaved') });
  };
  return (
    <div className={styles.proof}>
      <Button
        size="small"
        icon={<FileCheck size={14} aria-hidden="true" />}
        disabled={pending}
        onClick={() => void press()}
      >
        {t('consent.proof')}
      </Button>
      <span className={styles.help}>{t('consent.proofHint')}</span>
    </div>
  );
}
