/** Records an agreement (how it was given, where the proof is) or an opt-out told at the desk. Lazily loaded. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useKeptWhileOpen } from '../../state/useKept.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { keyOf } from './consentSubject.ts';
import type { ConsentSubject } from './consentSubject.ts';
import { GrantForm } from './GrantForm.tsx';
import styles from './consent.module.css';

export interface ConsentDialogProps {
  readonly kind: 'grant' | 'revoke';
  readonly subject: ConsentSubject;
  readonly onClose: () => void;
}

export function ConsentDialog({ kind, subject, onClose }: ConsentDialogProps) {
  const t = useT();
  const grants = kind === 'grant';
  return (
    <Dialog opened onClose={onClose} title={t(grants ? 'consent.record' : 'consent.recordOptOut')} width={440}>
      {grants ? <GrantForm subject={subject} onClose={onClose} /> : <OptOutForm subject={subject} onClose={onClose} />}
    </Dialog>
  );
}

function OptOutForm({ subject, onClose }: Omit<ConsentDialogProps, 'kind'>) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const [evidence, setEvidence] = useKeptWhileOpen(keyOf(subject, 'optOut'), '');
  const [error, setError] = useState<string | null>(null);
  const { run, pending } = useCommand('consent.recordEvent', { refusal: 'caller' });

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // An opt-out covers everything.
    const outcome = await run({ ...about(subject), kind: 'revoke', method: 'staff', evidence: evidence.trim() });
    if (!outcome.ok) return setError(errorText(outcome.error));
    toasts.show({ icon: 'done', message: t('consent.optOutRecorded') });
    onClose();
  };
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <p className={styles.help}>
        <span className="pii">{t('consent.optOutHelp', { name: subject.name })}</span>
      </p>
      <TextField
        label={t('consent.evidenceField')}
        hint={t('consent.evidenceHint')}
        error={error}
        maxLength={200}
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
      <div className={styles.buttons}>
        <Button onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button danger type="submit" disabled={pending}>
          {t('consent.optOutConfirm')}
        </Button>
      </div>
    </form>
  );
}

/** Who says "stop" at the desk means all their numbers. */
function about({ personId, number }: ConsentSubject): { personId?: string; number?: string } {
  if (personId !== null) return { personId };
  return number === null ? {} : { number };
}
