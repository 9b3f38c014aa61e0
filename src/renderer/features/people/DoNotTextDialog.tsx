/** A list of people who must not be texted: chosen or pasted, checked first, then added for good. Lazily loaded. */
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { toCallError } from '../../client/callError.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextAreaField } from '../../ui/Field.tsx';
import { readFileData } from './readFileData.ts';
import styles from './consent.module.css';

/** An Excel file, read by the core. */
interface Workbook {
  readonly name: string;
  readonly base64: string;
}

type Report = OutputOf<'consent.readDoNotText'>;

export function DoNotTextDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { client, toasts } = useServices();
  const [text, setText] = useState('');
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { run, pending } = useCommand('consent.addDoNotText', { refusal: 'caller' });
  const [workbook, setWorkbook] = useState<Workbook | null>(null);
  const list = workbook === null ? { text } : { base64: workbook.base64 };
  const isEmpty = workbook === null && text.trim() === '';
  const change = (next: string, chosen: Workbook | null = null): void => {
    setText(next);
    setWorkbook(chosen);
    setReport(null);
    setError(null);
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    try {
      if (/\.xls[xm]?$/i.test(file.name)) change('', { name: file.name, base64: await readFileData(file) });
      else change(await file.text());
    } catch {
      setError(t('consent.fileUnreadable'));
    }
  };
  const check = async (): Promise<void> => {
    try {
      setReport(await client.query('consent.readDoNotText', list));
    } catch (thrown) {
      setError(errorText(toCallError(thrown)));
    }
  };
  const add = async (): Promise<void> => {
    const outcome = await run(list);
    if (!outcome.ok) return setError(errorText(outcome.error));
    toasts.show({ icon: 'done', message: t('consent.listAdded', { count: outcome.value.numbers }) });
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t('consent.list')} width={480}>
      <div className={styles.form}>
        <p className={styles.help}>{t('consent.listHelp')}</p>
        <Field label={t('consent.listFile')}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.txt,.xlsx,.xlsm,.xls,text/csv,text/plain"
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          )}
        </Field>
        <TextAreaField
          label={t('consent.listText')}
          className="pii"
          rows={6}
          error={error}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
        {workbook === null ? null : (
          <p className={styles.help} role="status">
            {t('consent.listChosen', { name: workbook.name })}
          </p>
        )}
        {report === null ? null : <Found report={report} />}
        <div className={styles.buttons}>
          <Button onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          {report === null || report.numbers === 0 ? (
            <Button variant="primary" disabled={isEmpty} onClick={() => void check()}>
              {t('consent.listCheck')}
            </Button>
          ) : (
            <Button danger disabled={pending} onClick={() => void add()}>
              {t('consent.listAdd')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Found({ report }: { readonly report: Report }) {
  const t = useT();
  const { numbers, known, already, unreadable, unreadableLines } = report;
  return (
    <div role="status" className={styles.help}>
      <p>{t('consent.listFound', { count: numbers, known })}</p>
      {already === 0 ? null : <p>{t('consent.listAlready', { count: already })}</p>}
      {unreadable === 0 ? null : (
        <p>{t('consent.listUnreadable', { count: unreadable, lines: unreadableLines.join(', ') })}</p>
      )}
    </div>
  );
}
