/** Who has to be telephoned: number, visit, why, the last try; one press says what came of it. Prints, and saves as a file. */
import { FileDown, Phone, Printer } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { CallListRow } from '../../contract.ts';
import { addCivilDays } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { DeskFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import type { Translate } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { usePrintMark } from '../../state/usePrintMark.ts';
import { useQuery } from '../../state/useQuery.ts';
import { useMay } from '../../state/useMay.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { saveText } from '../../ui/saveText.ts';
import { CALL_OUTCOMES, useMarkCalled } from './useSettle.ts';
import styles from './DayDialogs.module.css';

export interface CallListDialogProps {
  /** The day shown, "2026-11-19". */
  readonly date: string;
  readonly onClose: () => void;
}

type Span = 'day' | 'two' | 'week';
const DAYS: Readonly<Record<Span, number>> = { day: 0, two: 1, week: 6 };
const TOPICS = ['appointment.changed', 'reminder.changed', 'consent.changed', 'person.changed'] as const;

export function CallListDialog({ date, onClose }: CallListDialogProps) {
  const t = useT();
  const [span, setSpan] = useState<Span>('day');
  const [mark, setMark] = useState<string | null>(null);
  const keepPrint = usePrintMark('callList');
  const range = { from: date, to: addCivilDays(date, DAYS[span]) };
  const list = useQuery('today.getCallList', range, { invalidateOn: TOPICS, keepPrevious: true });
  const save = useCommand('today.exportCallList');
  const mayExport = useMay('today.exportCallList');
  const donePrinting = useCallback(() => setMark(null), []);
  const rows = list.data?.rows ?? [];
  const toFile = async (): Promise<void> => {
    const outcome = await save.run(range);
    if (outcome.ok) saveText(outcome.value.fileName, outcome.value.csv);
  };
  return (
    <Dialog
      opened
      width={820}
      title={t('calls.title')}
      onClose={onClose}
      footer={
        <>
          <Button
            icon={<Printer size={16} strokeWidth={1.75} />}
            disabled={rows.length === 0}
            onClick={() => void keepPrint(rows.length, date).then(setMark)}
          >
            {t('calls.print')}
          </Button>
          {mayExport ? (
            <Button
              icon={<FileDown size={16} strokeWidth={1.75} />}
              disabled={rows.length === 0 || save.pending}
              onClick={() => void toFile()}
            >
              {t('calls.save')}
            </Button>
          ) : null}
          <Button variant="primary" onClick={onClose} data-autofocus>
            {t('calls.done')}
          </Button>
        </>
      }
    >
      <Segmented
        label={t('calls.span')}
        options={[
          { value: 'day', label: t('calls.day') },
          { value: 'two', label: t('calls.two') },
          { value: 'week', label: t('calls.week') },
        ]}
        value={span}
        onChange={setSpan}
      />
      {list.data === undefined ? (
        list.error ? (
          <ErrorRegion error={list.error} onRetry={list.refetch} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : rows.length === 0 ? (
        <Empty icon={Phone} title={t('calls.none')} help={t('calls.noneHelp')} />
      ) : (
        <CallTable rows={rows} />
      )}
      {mark === null ? null : (
        <PrintSheet title={t('calls.title')} onDone={donePrinting}>
          <CallSheet rows={rows} />
          <p>{mark}</p>
        </PrintSheet>
      )}
    </Dialog>
  );
}

const COLUMNS = ['when', 'who', 'visit', 'why', 'last'] as const;

function CallTable({ rows }: { readonly rows: readonly CallListRow[] }) {
  const t = useT();
  const formats = useFormats();
  const { clock, menu } = useServices();
  const markCalled = useMarkCalled();
  const now = clock.now();
  return (
    <div className={styles.list}>
      <table className={styles.table}>
        <caption className="visuallyHidden">{t('calls.title')}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`calls.column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visuallyHidden">{t('today.column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.appointmentId} data-reveal="">
              <td className={styles.time}>{formats.when(row.startsAt, now)}</td>
              <td>
                <span className={styles.person}>
                  <Pii className={styles.name}>{row.personName}</Pii>
                  <Pii className={styles.help}>{row.numberDisplay ?? t('calls.noNumber')}</Pii>
                </span>
              </td>
              <td>
                <Pii>{visitWords(row, t)}</Pii>
              </td>
              <td>{t(`calls.why.${row.reason}`)}</td>
              <td className={styles.help}>{lastTry(row, now, formats, t)}</td>
              <td className={styles.end}>
                <Button
                  size="small"
                  aria-haspopup="menu"
                  label={t('calls.markFor', { name: row.personName })}
                  onClick={(event) =>
                    menu.open(event.currentTarget, {
                      label: t('today.calledMenu', { name: row.personName }),
                      items: CALL_OUTCOMES.map((outcome) => ({
                        key: outcome,
                        label: t(`today.said.${outcome}`),
                        run: () => markCalled(row.appointmentId, outcome),
                      })),
                    })
                  }
                >
                  {t('today.called')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** For the printer: with room to write down what came of it. */
function CallSheet({ rows }: { readonly rows: readonly CallListRow[] }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const now = clock.now();
  return (
    <table>
      <thead>
        <tr>
          {[...COLUMNS, 'note' as const].map((column) => (
            <th key={column}>{t(`calls.column.${column}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.appointmentId}>
            <td>{formats.when(row.startsAt, now)}</td>
            <td>
              {row.personName}
              <br />
              {row.numberDisplay ?? t('calls.noNumber')}
            </td>
            <td>{visitWords(row, t)}</td>
            <td>{t(`calls.why.${row.reason}`)}</td>
            <td>{lastTry(row, now, formats, t)}</td>
            <td>______________</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function visitWords({ kind, clinician }: CallListRow, t: Translate): string {
  return kind !== '' && clinician !== '' ? t('today.visitWith', { kind, clinician }) : kind || clinician;
}

function lastTry({ lastCall, lastTextedAt }: CallListRow, now: number, formats: DeskFormats, t: Translate): string {
  if (lastCall !== null && lastCall.at >= (lastTextedAt ?? 0)) {
    return t(`today.lastCall.${lastCall.outcome}`, { name: lastCall.actor, time: formats.when(lastCall.at, now) });
  }
  return lastTextedAt === null ? t('calls.neverTexted') : t('calls.texted', { when: formats.when(lastTextedAt, now) });
}
