/** Step 1: a file by drop or by button, or rows from the clipboard. */
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { TextAreaField } from '../../ui/Field.tsx';
import { Problem } from './Problem.tsx';
import { RecentImports } from './RecentImports.tsx';
import styles from './Import.module.css';

export interface ChooseStepProps {
  readonly problem: string | null;
  readonly onFile: (file: File) => void;
  readonly onText: (text: string) => void;
}

export function ChooseStep({ problem, onFile, onText }: ChooseStepProps) {
  const t = useT();
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    const text = event.dataTransfer.getData('text/plain');
    if (file) onFile(file);
    else if (text.trim() !== '') onText(text);
  };
  return (
    <div className={styles.body}>
      <div className={styles.narrow}>
        <Problem text={problem} />
        <div
          className={cx(styles.drop, over && styles.over)}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <span className={styles.dropIcon}>
            <FileUp size={22} strokeWidth={1.75} aria-hidden="true" />
          </span>
          <strong>{t('import.drop')}</strong>
          <span className={styles.help}>{t('import.dropHelp')}</span>
          <Button variant="primary" onClick={() => input.current?.click()}>
            {t('import.pick')}
          </Button>
          <input
            ref={input}
            type="file"
            accept=".csv,.tsv,.txt,.xlsx,.xls,.xml,.html,.htm,.ics,.hl7,.json,text/csv,text/plain,text/calendar"
            aria-label={t('import.pick')}
            tabIndex={-1}
            className="visuallyHidden"
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) onFile(file);
            }}
          />
        </div>
        <div className={styles.paste}>
          <TextAreaField
            label={t('import.pasteLabel')}
            hint={t('import.pasteHint')}
            rows={4}
            spellCheck={false}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
          <Button disabled={pasted.trim() === ''} onClick={() => onText(pasted)}>
            {t('import.pasteGo')}
          </Button>
        </div>
        <RecentImports />
      </div>
    </div>
  );
}
