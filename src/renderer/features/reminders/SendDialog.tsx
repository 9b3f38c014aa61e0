/** The gate's answer before reminders leave ahead of their time: the exact text, what speaks against it, and what a person may decide. */
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useNow } from '../../state/useNow.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Dialogs.module.css';

type Check = OutputOf<'reminders.checkReminders'>['items'][number];

/** A reminder to send, with the questions a person has answered. */
export interface Confirmed {
  readonly id: string;
  readonly confirmed: readonly string[];
}

export interface SendDialogProps {
  readonly ids: readonly string[];
  readonly onSend: (chosen: readonly Confirmed[]) => void;
  readonly onClose: () => void;
}

const REFRESH_MS = 30_000;

export function SendDialog({ ids, onSend, onClose }: SendDialogProps) {
  const t = useT();
  const now = useNow(REFRESH_MS);
  const check = useQuery('reminders.checkReminders', { ids: [...ids] });
  const [allowed, setAllowed] = useState<ReadonlySet<string>>(new Set());
  const items = check.data?.items ?? [];
  const single = ids.length === 1;
  const sent = items.filter(
    ({ answer, reminderId }) =>
      answer === 'send' || answer === 'later' || (answer === 'ask' && (single || allowed.has(reminderId))),
  );
  const asks = sent.some(({ answer }) => answer === 'ask');
  const send = (): void =>
    onSend(
      sent.map(({ reminderId, answer, toConfirm }) => ({
        id: reminderId,
        confirmed: answer === 'ask' ? toConfirm : [],
      })),
    );
  return (
    <Dialog
      opened
      width={single ? 480 : 620}
      title={t('reminders.sendTitle', { count: ids.length })}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('reminders.dontSend')}
          </Button>
          <Button variant="primary" disabled={sent.length === 0} onClick={send}>
            {single
              ? t(asks ? 'reminders.sendAnyway' : 'reminders.sendNow')
              : t('reminders.sendCount', { count: sent.length })}
          </Button>
        </>
      }
    >
      {check.error ? (
        <ErrorRegion error={check.error} onRetry={check.refetch} />
      ) : check.data === undefined ? (
        <Skeleton rows={4} />
      ) : single ? (
        items.map((item) => <One key={item.reminderId} item={item} now={now} />)
      ) : (
        <Many
          items={items}
          now={now}
          allowed={allowed}
          onAllow={(id, on) =>
            setAllowed((before) => new Set(on ? [...before, id] : [...before].filter((other) => other !== id)))
          }
        />
      )}
    </Dialog>
  );
}

function One({ item, now }: { readonly item: Check; readonly now: number }) {
  const t = useT();
  const when = useWhen();
  return (
    <div className={styles.one} data-reveal="">
      <p>
        <strong>
          <Pii>{item.personName}</Pii>
        </strong>{' '}
        <span className={styles.quiet}>{when(item, now)}</span>
      </p>
      {item.body === '' ? null : (
        <p className={styles.text}>
          <Pii>{item.body}</Pii>
        </p>
      )}
      {item.body === '' ? null : (
        <p className={styles.quiet}>
          {t('reminders.sendParts', { count: item.segments })}
          {item.route === null ? '' : ` ${t('reminders.sendBy', { route: item.route })}`}
        </p>
      )}
      {item.findings.length === 0 ? (
        item.answer === 'no' && item.reason !== null ? (
          <p className={styles.no}>
            <Pii>{item.reason.text}</Pii>
          </p>
        ) : null
      ) : (
        <ul className={styles.findings} aria-label={t('reminders.findings')}>
          {item.findings.map(({ code, decision, words }) => (
            <li key={code} className={decision === 'block' ? styles.no : styles.ask}>
              <Pii>{words}</Pii>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ManyProps {
  readonly items: readonly Check[];
  readonly now: number;
  readonly allowed: ReadonlySet<string>;
  readonly onAllow: (id: string, on: boolean) => void;
}

function Many({ items, now, allowed, onAllow }: ManyProps) {
  const t = useT();
  const when = useWhen();
  const of = (answer: Check['answer']): readonly Check[] => items.filter((item) => item.answer === answer);
  const words = (item: Check): string =>
    item.findings.map((finding) => finding.words).join(' ') || (item.reason?.text ?? '');
  return (
    <div className={styles.many}>
      {(['send', 'later', 'no'] as const).map((answer) =>
        of(answer).length === 0 ? null : (
          <details key={answer} open={answer === 'no' || undefined}>
            <summary>{t(`reminders.answer.${answer}`, { count: of(answer).length })}</summary>
            <ul>
              {of(answer).map((item) => (
                <li key={item.reminderId} data-reveal="">
                  <Pii>{item.personName}</Pii>{' '}
                  <span className={answer === 'no' ? styles.no : styles.quiet}>
                    {answer === 'no' ? <Pii>{words(item)}</Pii> : when(item, now)}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        ),
      )}
      {of('ask').length === 0 ? null : (
        <div role="group" aria-label={t('reminders.answer.ask', { count: of('ask').length })} className={styles.asks}>
          <strong>{t('reminders.answer.ask', { count: of('ask').length })}</strong>
          {of('ask').map((item) => (
            <div key={item.reminderId} data-reveal="">
              <CheckField
                checked={allowed.has(item.reminderId)}
                onChange={(event) => onAllow(item.reminderId, event.target.checked)}
                hint={<Pii>{words(item)}</Pii>}
              >
                <Pii>{item.personName}</Pii>
              </CheckField>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** "leaves now", "leaves at 8:00 AM", "is not sent". */
function useWhen(): (item: Check, now: number) => string {
  const t = useT();
  const formats = useFormats();
  return ({ answer, leavesAt }, now) => {
    if (answer === 'no' || leavesAt === null) return t('reminders.leavesNot');
    return leavesAt - now > 60_000
      ? t('reminders.leavesAt', { when: formats.when(leavesAt, now) })
      : t('reminders.leavesNow');
  };
}
