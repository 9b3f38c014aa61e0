/** A code is texted, the person reads it out, somebody types it here. Says honestly what came of it. Lazily loaded. */
import { BadgeCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { FormEvent } from 'react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useNow } from '../../state/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import type { NumberSubject } from './numberSubject.ts';
import { useOneTimeCode } from './useOneTimeCode.ts';
import type { OneTimeCode, SentCode } from './useOneTimeCode.ts';
import styles from './people.module.css';

export interface CheckNumberDialogProps {
  readonly subject: NumberSubject;
  readonly onClose: () => void;
}

const TICK_MS = 5_000;

export function CheckNumberDialog({ subject, onClose }: CheckNumberDialogProps) {
  const t = useT();
  const code = useOneTimeCode(subject);
  const now = useNow(TICK_MS);
  const { state } = code;
  // The clock may say it before the core is asked.
  const over = state.step === 'typing' && state.sent.expiresAt <= now;
  return (
    <Dialog opened onClose={onClose} title={t('check.title')} width={440}>
      {state.step === 'start' ? (
        <Start subject={subject} code={code} onClose={onClose} />
      ) : state.step === 'typing' && !over ? (
        <Typing key={state.sent.codeId} subject={subject} code={code} sent={state.sent} now={now} onClose={onClose} />
      ) : state.step === 'right' ? (
        <Right onClose={onClose} />
      ) : (
        <Ended why={state.step === 'spent' ? 'spent' : 'expired'} code={code} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface PartProps {
  readonly code: OneTimeCode;
  readonly onClose: () => void;
}

function Start({ subject, code, onClose }: PartProps & { readonly subject: NumberSubject }) {
  const t = useT();
  return (
    <>
      <p className={styles.checkWords}>
        <span className="pii">{t('check.start', { name: subject.name, number: subject.display })}</span>
      </p>
      <Problem words={code.problem} />
      <div className={styles.formButtons}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" data-autofocus disabled={code.pending} onClick={code.send}>
          {t('check.send')}
        </Button>
      </div>
    </>
  );
}

interface TypingProps extends PartProps {
  readonly subject: NumberSubject;
  readonly sent: SentCode;
  readonly now: number;
}

function Typing({ subject, code, sent, now, onClose }: TypingProps) {
  const t = useT();
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const { typed, type, triesLeft, pending } = code;
  useEffect(() => input.current?.focus(), []);
  // After a wrong one the next can be typed over it at once.
  useEffect(() => {
    if (triesLeft !== null) input.current?.select();
  }, [triesLeft]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    code.check();
  };
  return (
    <form noValidate onSubmit={submit}>
      <p className={styles.checkWords} role="status">
        <span className="pii">
          {t('check.sent', {
            name: subject.name,
            route: sent.gatewayLabel,
            minutes: Math.max(1, Math.round((sent.expiresAt - now) / 60_000)),
            time: formats.time(sent.expiresAt),
          })}
        </span>
      </p>
      <TextField
        ref={input}
        label={t('check.code')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        className={styles.codeInput}
        value={typed}
        error={triesLeft === null ? null : t('check.wrong', { count: triesLeft })}
        onChange={(event) => type(event.target.value)}
      />
      <Problem words={code.problem} />
      <div className={styles.formButtons}>
        <Button variant="ghost" disabled={pending} onClick={code.send}>
          {t('check.sendAnother')}
        </Button>
        <span className={styles.grow} />
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" type="submit" disabled={pending || typed.trim() === ''}>
          {t('check.check')}
        </Button>
      </div>
    </form>
  );
}

function Right({ onClose }: Pick<PartProps, 'onClose'>) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const now = clock.now();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <>
      <p className={styles.checkRight} role="status">
        <BadgeCheck size={20} aria-hidden="true" />
        <span>
          <strong>{t('check.right')}</strong>
          <span>{t('check.checked', { date: formats.date(now, now) })}</span>
        </span>
      </p>
      <div className={styles.formButtons}>
        <Button ref={button} variant="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </>
  );
}

function Ended({ why, code, onClose }: PartProps & { readonly why: 'expired' | 'spent' }) {
  const t = useT();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <>
      <p className={styles.checkWords} role="alert">
        {t(`check.${why}`)}
      </p>
      <Problem words={code.problem} />
      <div className={styles.formButtons}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button ref={button} variant="primary" disabled={code.pending} onClick={code.send}>
          {t('check.sendAnother')}
        </Button>
      </div>
    </>
  );
}

function Problem({ words }: { readonly words: string | null }) {
  return words === null ? null : (
    <p role="alert" className={styles.formError}>
      {words}
    </p>
  );
}
