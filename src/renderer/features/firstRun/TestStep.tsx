/** Step 4: one text to the person at the desk, what becomes of it, and whether it arrived. */
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { StatusLine } from '../../ui/StatusLine.tsx';
import { StepHead } from './StepHead.tsx';
import type { StepProps } from './stepProps.ts';
import { useTestText } from './useTestText.ts';
import type { TestState } from './useTestText.ts';
import styles from './Setup.module.css';

export function TestStep({ settings, gateways }: StepProps) {
  const t = useT();
  const session = useQuery('system.getSession', {});
  const [number, setNumber] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const test = useTestText();
  const practice = settings.practice.shortName || settings.practice.name || t('setup.test.noName');
  const body = t('setup.test.body', { practice });
  const noPhone = gateways.length === 0;
  const { state } = test;
  const sendWith = (confirmed: readonly string[]): void => {
    void test.send({ number, name: session.data?.userName ?? t('setup.test.noName'), body }, confirmed);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(number.trim() === '');
    if (number.trim() === '') field.current?.focus();
    else sendWith([]);
  };
  const refused = state.kind === 'refused' ? state.text : null;
  return (
    <>
      <StepHead title={t('setup.test.title')} help={t('setup.test.help')} />
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextField
          ref={field}
          type="tel"
          label={t('setup.test.number')}
          hint={t('setup.test.hint')}
          value={number}
          error={missing ? t('setup.test.missing') : noPhone ? t('setup.test.noPhone') : refused}
          onChange={(event) => setNumber(event.target.value)}
        />
        <div>
          <p className={styles.caption}>{t('setup.test.preview')}</p>
          <p className={styles.bubble}>
            <Pii>{body}</Pii>
          </p>
        </div>
        <div className={styles.buttons}>
          <Button type="submit" variant="primary" disabled={noPhone || state.kind === 'sending'}>
            {t(state.kind === 'sending' ? 'setup.test.sending' : 'setup.test.send')}
          </Button>
          {state.kind === 'refused' && state.confirm ? (
            <Button onClick={() => sendWith(state.confirm ?? [])}>{t('setup.test.anyway')}</Button>
          ) : null}
        </div>
      </form>
      {state.kind === 'sent' ? <Outcome key={state.messageId} state={state} /> : null}
    </>
  );
}

function Outcome({ state }: { readonly state: Extract<TestState, { kind: 'sent' }> }) {
  const t = useT();
  const [arrived, setArrived] = useState<boolean | null>(null);
  const list = useQuery(
    'conversations.listMessages',
    { conversationId: state.conversationId, limit: 20 },
    { invalidateOn: [{ topic: 'message.statusChanged', parentId: state.conversationId }] },
  );
  const message = list.data?.items.find(({ id }) => id === state.messageId);
  const gone = message?.status === 'sent' || message?.status === 'delivered';
  return (
    <div className={styles.outcome} role="status">
      {message ? <StatusLine status={message.status} reason={message.reason?.text ?? null} /> : null}
      {gone && arrived === null ? (
        <div className={styles.buttons}>
          <strong>{t('setup.test.arrived')}</strong>
          <Button onClick={() => setArrived(true)}>{t('setup.test.yes')}</Button>
          <Button onClick={() => setArrived(false)}>{t('setup.test.no')}</Button>
        </div>
      ) : null}
      {arrived === null ? null : <p>{t(arrived ? 'setup.test.good' : 'setup.test.bad')}</p>}
    </div>
  );
}
