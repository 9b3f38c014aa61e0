/** One row with its problems and what can be done about them: the number, the name, the time, whom it means, or leaving it out. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { ImportPreview, ImportRow, InputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { RowQuestion } from './RowQuestion.tsx';
import styles from './ImportFix.module.css';

type Fix = Omit<InputOf<'schedule.fixImportRow'>, 'commandId' | 'importId' | 'line'>;

export interface RowFixProps {
  readonly importId: string;
  readonly onFixed: (patch: Pick<ImportPreview, 'counts' | 'warnings'>) => void;
  readonly row: ImportRow;
}

export function RowFix({ importId, row, onFixed }: RowFixProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const errorText = useErrorText();
  const [fault, setFault] = useState<{ readonly field: string; readonly words: string } | null>(null);
  const { run, pending } = useCommand('schedule.fixImportRow', { refusal: 'caller' });
  const send = async (fix: Fix): Promise<void> => {
    const outcome = await run({ importId, line: row.line, ...fix });
    if (!outcome.ok) return setFault({ field: outcome.error.field ?? '', words: errorText(outcome.error) });
    setFault(null);
    onFixed({ counts: outcome.value.counts, warnings: outcome.value.warnings });
  };
  const has = (...parts: readonly string[]): boolean =>
    row.problems.some(({ code }) => parts.some((part) => code.startsWith(part)));
  const readings = row.problems.flatMap((problem) => problem.readings ?? []);
  const when = row.startsAt === null ? t('import.noTime') : formats.when(row.startsAt, clock.now());
  return (
    <li id={`importRow${String(row.line)}`} className={styles.fix}>
      <div className={styles.fixHead}>
        <strong>
          <Pii>{row.name || t('import.noName')}</Pii>
        </strong>
        <span className={styles.help}>{t('import.needsWhere', { line: row.line, when })}</span>
        <span className={styles.spring} />
        {has('inPast', 'numbersDiffer') ? (
          <Button size="small" disabled={pending} onClick={() => void send({ take: true })}>
            {t('import.takeRow')}
          </Button>
        ) : null}
        <Button
          size="small"
          variant="ghost"
          disabled={pending}
          label={t('import.skipRowOf', { line: row.line })}
          onClick={() => void send({ take: false })}
        >
          {t('import.skipRow')}
        </Button>
      </div>
      {row.problems.map((problem) => (
        <p key={problem.code} className={problem.severity === 'error' ? styles.bad : styles.warn}>
          <Pii>{problem.text}</Pii>
        </p>
      ))}
      {fault && !['phone', 'name', 'date', 'time'].includes(fault.field) ? (
        <p role="alert" className={styles.bad}>
          {fault.words}
        </p>
      ) : null}
      {readings.map((reading, place) => (
        <Button key={reading} size="small" disabled={pending} onClick={() => void send({ startsAt: reading })}>
          {t(
            readingWords(
              readings.map((one) => formats.when(one, clock.now())),
              place,
            ),
            {
              when: formats.when(reading, clock.now()),
            },
          )}
        </Button>
      ))}
      {row.question ? (
        <RowQuestion row={row} question={row.question} busy={pending} onAnswer={(answer) => void send({ answer })} />
      ) : null}
      <Fields
        row={row}
        busy={pending}
        fault={fault}
        phone={has('phone')}
        name={has('nameMissing')}
        time={has('date', 'time') && readings.length === 0}
        onSend={send}
      />
    </li>
  );
}

/** Of an hour that comes twice that night both readings look alike: which of the two, is what is asked. */
function readingWords(
  shown: readonly string[],
  place: number,
): 'import.readingOf' | 'import.readingFirst' | 'import.readingSecond' {
  if (shown.length !== 2 || shown[0] !== shown[1]) return 'import.readingOf';
  return place === 0 ? 'import.readingFirst' : 'import.readingSecond';
}

interface FieldsProps {
  readonly row: ImportRow;
  readonly busy: boolean;
  readonly fault: { readonly field: string; readonly words: string } | null;
  readonly phone: boolean;
  readonly name: boolean;
  readonly time: boolean;
  readonly onSend: (fix: Fix) => Promise<void>;
}

/** Only what is wrong can be typed. */
function Fields({ row, busy, fault, phone, name, time, onSend }: FieldsProps) {
  const t = useT();
  const [draft, setDraft] = useState({ phone: row.phoneRaw, name: row.name, date: '', time: '' });
  if (!phone && !name && !time) return null;
  const errorAt = (field: string): string | null => (fault?.field === field ? fault.words : null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onSend({
      ...(phone && draft.phone.trim() !== row.phoneRaw ? { phone: draft.phone } : {}),
      ...(name && draft.name.trim() !== '' ? { name: draft.name } : {}),
      ...(time && draft.date !== '' ? { date: draft.date } : {}),
      ...(time && draft.time !== '' ? { time: draft.time } : {}),
    });
  };
  const field = (key: keyof typeof draft, type: string) => (
    <TextField
      label={t(`import.fix.${key}`)}
      type={type}
      autoComplete="off"
      value={draft[key]}
      error={errorAt(key)}
      onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
    />
  );
  return (
    <form className={styles.fields} noValidate onSubmit={submit}>
      {phone ? field('phone', 'tel') : null}
      {name ? field('name', 'text') : null}
      {time ? field('date', 'date') : null}
      {time ? field('time', 'time') : null}
      <Button type="submit" disabled={busy} label={t('import.fixOf', { line: row.line })}>
        {t('import.fix')}
      </Button>
    </form>
  );
}
