/** How long things are kept: the periods, what the next night removes, and the nights so far. */
import { useState } from 'react';
import type { OutputOf, Settings } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useMay } from '../../state/useMay.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { DueList } from './DueList.tsx';
import styles from './privacy.module.css';

type Retention = Settings['retention'];
type Field = keyof Retention;

/** Offered periods, all within what the core allows; what was set otherwise is offered as well. */
const CHOICES: Readonly<Record<Field, readonly number[]>> = {
  textMonths: [3, 6, 12, 24, 36, 60, 84, 120],
  factsYears: [6, 7, 8, 10],
  fileDays: [7, 14, 30, 90, 180, 365, 730],
  unknownDays: [30, 60, 90, 180, 365],
  draftDays: [1, 7, 30, 90],
  listDays: [30, 90, 180, 365],
  auditYears: [6, 7, 8, 10, 12, 15],
  consentYears: [6, 10, 15, 20, 30],
};
const FIELDS: readonly Field[] = [
  ...(['textMonths', 'factsYears', 'fileDays', 'unknownDays', 'draftDays', 'listDays'] as const),
  ...(['auditYears', 'consentYears'] as const),
];
const KINDS = ['texts', 'facts', 'files', 'unknownNumbers', 'drafts', 'lists', 'audit', 'consents'] as const;

export interface RetentionSettingsProps {
  readonly retention: Retention;
  readonly locked: boolean;
}

export function RetentionSettings({ retention, locked }: RetentionSettingsProps) {
  const t = useT();
  const status = useQuery('privacy.getRetention', locked ? null : {}, { invalidateOn: ['settings.changed'] });
  return (
    <section className={styles.section} aria-label={t('privacy.retention')}>
      <h3>{t('privacy.retention')}</h3>
      <p className={styles.quiet}>{t('privacy.retentionHelp')}</p>
      <div className={styles.periods}>
        {FIELDS.map((field) => (
          <Period key={field} field={field} value={retention[field]} disabled={locked} />
        ))}
      </div>
      {status.data ? <Tonight status={status.data} /> : null}
      {status.data && status.data.runs.length > 0 ? <Nights runs={status.data.runs} /> : null}
    </section>
  );
}

interface PeriodProps {
  readonly field: Field;
  readonly value: number;
  readonly disabled: boolean;
}

function Period({ field, value, disabled }: PeriodProps) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const { run } = useCommand('settings.saveSettings', { refusal: 'caller' });
  const choices = [...new Set([...CHOICES[field], value])].sort((a, b) => a - b);
  const save = async (next: number): Promise<void> => {
    const outcome = await run({ retention: { [field]: next } });
    toasts.show(
      outcome.ok
        ? { icon: 'done', message: t('common.saved') }
        : { icon: 'problem', message: errorText(outcome.error) },
    );
  };
  return (
    <label className={styles.period}>
      <span>{t(`privacy.keep.${field}`)}</span>
      <select value={value} disabled={disabled} onChange={(event) => void save(Number(event.target.value))}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {t(UNITS[field], { count: choice })}
          </option>
        ))}
      </select>
    </label>
  );
}

const UNITS = {
  textMonths: 'privacy.months',
  factsYears: 'privacy.years',
  fileDays: 'privacy.days',
  unknownDays: 'privacy.days',
  draftDays: 'privacy.days',
  listDays: 'privacy.days',
  auditYears: 'privacy.years',
  consentYears: 'privacy.years',
} as const satisfies Record<Field, string>;

type Status = OutputOf<'privacy.getRetention'>;

function Tonight({ status: { dryRunUntil, due, held } }: { readonly status: Status }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const starts = useMay('privacy.startRemoving');
  const { run, pending } = useCommand('privacy.startRemoving');
  const [sure, setSure] = useState(false);
  const parts = KINDS.filter((kind) => due[kind] > 0).map((kind) => t(`privacy.count.${kind}`, { count: due[kind] }));
  const what = parts.length === 0 ? t('privacy.nothingDue') : parts.join(', ');
  return (
    <div className={styles.tonight} role="status">
      <p>
        {dryRunUntil === null
          ? t('privacy.tonight', { what })
          : t('privacy.dryRun', { what, day: formats.date(dryRunUntil, clock.now()) })}
      </p>
      {KINDS.filter((kind) => due[kind] > 0).map((kind) => (
        <DueList key={kind} kind={kind} count={due[kind]} />
      ))}
      {held > 0 ? <p>{t('privacy.heldBack', { count: held })}</p> : null}
      {dryRunUntil !== null && starts ? (
        sure ? (
          <Button danger size="small" disabled={pending} onClick={() => void run({})}>
            {t('privacy.startSure')}
          </Button>
        ) : (
          <Button size="small" onClick={() => setSure(true)}>
            {t('privacy.start')}
          </Button>
        )
      ) : null}
    </div>
  );
}

function Nights({ runs }: { readonly runs: Status['runs'] }) {
  const t = useT();
  return (
    <details className={styles.nights}>
      <summary>{t('privacy.nights')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('privacy.night')}</th>
            <th scope="col">{t('privacy.removed')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(({ night, counts, dryRun, finishedAt }) => (
            <tr key={night}>
              <td className="num">{night}</td>
              <td>
                {KINDS.filter((kind) => counts[kind] > 0)
                  .map((kind) => t(`privacy.count.${kind}`, { count: counts[kind] }))
                  .join(', ') || t('privacy.nothing')}
                {dryRun ? ` ${t('privacy.onlyCounted')}` : finishedAt === null ? ` ${t('privacy.notFinished')}` : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
