/** Records an agreement (how it was given, where the proof is) or an opt-out told at the desk. Lazily loaded. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import type { ConsentSubject } from './consentSubject.ts';
import styles from './consent.module.css';

export interface ConsentDialogProps {
  readonly kind: 'grant' | 'revoke';
  readonly subject: ConsentSubject;
  readonly onClose: () => void;
}

const METHODS = ['paper', 'spoken', 'website', 'text'] as const;
type Method = (typeof METHODS)[number];

export function ConsentDialog({ kind, subject, onClose }: ConsentDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const [method, setMethod] = useState<Method>('spoken');
  const [evidence, setEvidence] = useState('');
  const [error, setError] = useState<string | null>(null);
  const { run, pending } = useCommand('consent.recordEvent', { refusal: 'caller' });
  const grants = kind === 'grant';

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await run({
      ...about(subject, grants),
      kind,
      evidence: evidence.trim(),
      // An agreement at the desk covers care; advertising needs its own. An opt-out covers everything.
      ...(grants ? ({ method, purpose: 'care' } as const) : ({ method: 'staff' } as const)),
    });
    if (!outcome.ok) return setError(errorText(outcome.error));
    toasts.show({ icon: 'done', message: t(grants ? 'consent.recorded' : 'consent.optOutRecorded') });
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t(grants ? 'consent.record' : 'consent.recordOptOut')} width={440}>
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        {grants ? (
          <MethodChoice value={method} onChange={setMethod} />
        ) : (
          <p className={styles.help}>
            <span className="pii">{t('consent.optOutHelp', { name: subject.name })}</span>
          </p>
        )}
        <TextField
          label={t('consent.evidenceField')}
          hint={t('consent.evidenceHint')}
          error={error}
          maxLength={200}
          value={evidence}
          onChange={(event) => setEvidence(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose} {...(grants ? {} : { 'data-autofocus': true })}>
            {t('common.cancel')}
          </Button>
          {grants ? (
            <Button variant="primary" type="submit" disabled={pending}>
              {t('consent.record')}
            </Button>
          ) : (
            <Button danger type="submit" disabled={pending}>
              {t('consent.optOutConfirm')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function MethodChoice({ value, onChange }: { readonly value: Method; readonly onChange: (method: Method) => void }) {
  const t = useT();
  return (
    <fieldset className={styles.choices}>
      <legend>{t('consent.how')}</legend>
      {METHODS.map((method) => (
        <label key={method} className={styles.choice}>
          <input
            type="radio"
            name="consent-method"
            checked={method === value}
            {...(method === value ? { 'data-autofocus': true } : {})}
            onChange={() => onChange(method)}
          />
          {t(`consent.how.${method}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** An agreement is about this number; who says "stop" at the desk means all their numbers. */
function about({ personId, number }: ConsentSubject, grants: boolean): { personId?: string; number?: string } {
  return {
    ...(personId === null ? {} : { personId }),
    ...(number === null || (personId !== null && !grants) ? {} : { number }),
  };
}
