/** The data: where it is, copies of it, and the proof that the log is whole. */
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { BackupSection } from './data/BackupSection.tsx';
import { sizeWords } from './data/sizeWords.ts';
import { SettingRow } from './SettingRow.tsx';
import type { PageProps } from './pageProps.ts';
import styles from './Settings.module.css';

export function DataPage({ settings, locked }: PageProps) {
  const t = useT();
  const health = useQuery('system.getHealth', {}, { invalidateOn: ['settings.changed'] });
  return (
    <>
      <Backup locked={locked} lastAt={health.data?.store.lastBackupAt ?? null} now={health.data?.now ?? 0} />
      <BackupSection settings={settings} locked={locked} now={health.data?.now ?? 0} />
      <LogCheck locked={locked} />
      {health.data ? (
        <SettingRow name={t('settings.store')} help={health.data.store.path} group>
          {() => (
            <span className={styles.value}>
              {t('settings.storeSize', {
                size: sizeWords(t, health.data?.store.sizeBytes ?? 0),
                encrypted: String(health.data?.store.encrypted),
              })}
            </span>
          )}
        </SettingRow>
      ) : null}
    </>
  );
}

interface BackupProps {
  readonly locked: boolean;
  readonly lastAt: number | null;
  readonly now: number;
}

function Backup({ locked, lastAt, now }: BackupProps) {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const { run, pending } = useCommand('system.createBackup', { refusal: 'caller' });
  const [done, setDone] = useState<OutputOf<'system.createBackup'> | null>(null);
  const [error, setError] = useState<string | null>(null);
  const backUp = async (): Promise<void> => {
    setDone(null);
    const outcome = await run({});
    setError(outcome.ok ? null : errorText(outcome.error));
    if (outcome.ok) setDone(outcome.value);
  };
  const help = done
    ? `${t('settings.backupDone', { size: sizeWords(t, done.sizeBytes) })} ${t('settings.backupAt', { path: done.path })}`
    : lastAt === null
      ? t('settings.backupNone')
      : formats.when(lastAt, now);
  return (
    <SettingRow name={t('settings.backup')} help={<span role="status">{help}</span>} error={error} group>
      {() => (
        <Button disabled={locked || pending} onClick={() => void backUp()}>
          {t(pending ? 'settings.backingUp' : 'settings.backupNow')}
        </Button>
      )}
    </SettingRow>
  );
}

function LogCheck({ locked }: { readonly locked: boolean }) {
  const t = useT();
  const errorText = useErrorText();
  const { run, pending } = useCommand('audit.verifyChain', { refusal: 'caller' });
  const [result, setResult] = useState<OutputOf<'audit.verifyChain'> | null>(null);
  const [error, setError] = useState<string | null>(null);
  const check = async (): Promise<void> => {
    const outcome = await run({ integrity: true });
    setError(outcome.ok ? null : errorText(outcome.error));
    setResult(outcome.ok ? outcome.value : null);
  };
  return (
    <>
      <SettingRow name={t('settings.log')} help={t('settings.logHelp')} error={error} group>
        {() => (
          <Button disabled={locked || pending} onClick={() => void check()}>
            {t(pending ? 'settings.logChecking' : 'settings.logCheck')}
          </Button>
        )}
      </SettingRow>
      {result ? <LogResult result={result} /> : null}
    </>
  );
}

function LogResult({ result }: { readonly result: OutputOf<'audit.verifyChain'> }) {
  const t = useT();
  const whole = result.ok && result.integrity !== 'damaged';
  return (
    <p role={whole ? 'status' : 'alert'} className={whole ? styles.good : styles.bad}>
      {whole ? <ShieldCheck size={16} aria-hidden="true" /> : <ShieldAlert size={16} aria-hidden="true" />}
      {whole ? t('settings.logOk', { count: result.entries }) : `${t('settings.logBad')} ${result.text}`}
    </p>
  );
}
