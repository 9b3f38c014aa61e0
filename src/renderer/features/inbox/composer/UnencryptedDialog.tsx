/** The warning that texts are not encrypted, to read out, and what the patient says to it, put on record. Lazily loaded. */
import type { ConversationRow } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { shortNameOf } from '../names.ts';
import styles from './composer.module.css';

export interface UnencryptedDialogProps {
  readonly row: ConversationRow;
  /** Who is asked. */
  readonly personId: string;
  readonly onRecorded: () => void;
  readonly onClose: () => void;
}

export function UnencryptedDialog({ row, personId, onRecorded, onClose }: UnencryptedDialogProps) {
  const t = useT();
  const { run, pending } = useCommand('consent.recordEvent');
  const record = async (answer: 'yes' | 'no'): Promise<void> => {
    const evidence = `acceptsUnencrypted:${answer}`;
    const outcome = await run({ number: row.address, personId, kind: 'note', method: 'spoken', evidence });
    if (!outcome.ok) return;
    onRecorded();
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('inbox.unencrypted.title')}
      width={440}
      footer={
        <>
          <Button data-autofocus disabled={pending} onClick={() => void record('no')}>
            {t('inbox.unencrypted.no')}
          </Button>
          <Button disabled={pending} onClick={() => void record('yes')}>
            {t('inbox.unencrypted.yes')}
          </Button>
        </>
      }
    >
      <p>{t('inbox.unencrypted.words')}</p>
      <p className={`${styles.askHelp} pii`}>{t('inbox.unencrypted.help', { name: shortNameOf(row, t) })}</p>
    </Dialog>
  );
}
