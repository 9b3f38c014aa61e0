/** The gate asks a person before a text may leave: every question in words, the safe answer first. Lazily loaded. */
import { useState } from 'react';
import type { ContentReason, GateFinding } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useNow } from '../../../state/useNow.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { whenInSentence } from './NoticeBanner.tsx';
import type { SendOptions, SendQuestion } from './useSend.ts';
import styles from './composer.module.css';

export interface AskDialogProps {
  readonly question: SendQuestion;
  readonly onCancel: () => void;
  readonly onAnswer: (body: string, options: SendOptions) => void;
}

/** Questions whose answer the log wants a reason for. */
const WANTS_REASON: readonly GateFinding['code'][] = ['CONSENT_UNPROVEN', 'OPTED_OUT_OTHER_NUMBER'];
/** What may go by text all the same: one of these, for the log keeps no words about health. */
const CONTENT_REASONS: readonly ContentReason[] = ['theyAsked', 'theyKnow', 'needed', 'notWhatItSeems'];

export function AskDialog({ question, onCancel, onAnswer }: AskDialogProps) {
  const t = useT();
  const formats = useFormats();
  const now = useNow(30_000);
  const [why, setWhy] = useState('');
  const [content, setContent] = useState<ContentReason | ''>('');
  const { body, options, findings } = question;
  const canConfirm = findings.length > 0 && findings.every(({ confirmable }) => confirmable);
  const asksContent = canConfirm && findings.some(({ code }) => code === 'CONTENT_CONFIRM');
  const quiet = findings.length === 1 && findings[0]?.code === 'QUIET_HOURS' ? (findings[0].until ?? null) : null;
  const confirm = (): void =>
    onAnswer(body, {
      ...options,
      confirmed: [...(options.confirmed ?? []), ...findings.map(({ code }) => code)],
      ...(why.trim() === '' ? {} : { confirmReason: why.trim() }),
      ...(content === '' ? {} : { contentReason: content }),
    });
  return (
    <Dialog
      opened
      onClose={onCancel}
      title={t('inbox.ask.title')}
      width={440}
      footer={
        <>
          <Button data-autofocus onClick={onCancel}>
            {t('inbox.ask.cancel')}
          </Button>
          {quiet === null ? null : (
            <Button variant="primary" onClick={() => onAnswer(body, { ...options, sendAt: quiet })}>
              {t('inbox.ask.sendAt', { when: whenInSentence(quiet, now, formats, t) })}
            </Button>
          )}
          {canConfirm ? (
            <Button danger disabled={asksContent && content === ''} onClick={confirm}>
              {t(quiet === null ? 'inbox.ask.send' : 'inbox.ask.sendNow')}
            </Button>
          ) : null}
        </>
      }
    >
      <ul className={styles.questions}>
        {findings.map((finding) => (
          <li key={finding.code}>{finding.words === '' ? t('inbox.ask.unknown') : finding.words}</li>
        ))}
        {findings.length === 0 ? <li>{t('inbox.ask.unknown')}</li> : null}
      </ul>
      {canConfirm ? null : <p className={styles.askHelp}>{t('inbox.ask.cannot')}</p>}
      {asksContent ? (
        <SelectField
          label={t('inbox.ask.content')}
          value={content}
          options={[
            { value: '', label: t('inbox.ask.content.choose') },
            ...CONTENT_REASONS.map((value) => ({ value, label: t(`inbox.ask.content.${value}`) })),
          ]}
          onChange={({ target }) => setContent(CONTENT_REASONS.find((one) => one === target.value) ?? '')}
        />
      ) : null}
      {canConfirm && findings.some(({ code }) => WANTS_REASON.includes(code)) ? (
        <TextField
          label={t('inbox.ask.why')}
          maxLength={300}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      ) : null}
    </Dialog>
  );
}
