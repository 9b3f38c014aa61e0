/** The backups on this PC: each can be tried and restored. */
import { lazy, Suspense, useState } from 'react';
import type { OutputOf } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { Button } from '../../../ui/Button.tsx';
import { SettingRow } from '../SettingRow.tsx';
import { sizeWords } from './sizeWords.ts';
import styles from '../Settings.module.css';

const RestoreDialog = lazy(() => import('./RestoreDialog.tsx').then((module) => ({ default: module.RestoreDialog })));

type State = OutputOf<'backups.getState'>;

export interface BackupListProps {
  readonly state: State;
  readonly now: number;
  readonly locked: boolean;
}

export function BackupList({ state, now, locked }: BackupListProps) {
  const t = useT();
  const formats = useFormats();
  const [restoring, setRestoring] = useState<{ readonly file: string | null } | null>(null);
  const { lastTest, entries, folder } = state;
  const tested =
    lastTest === null ? '' : t('backups.lastTest', { when: formats.when(lastTest.at, now), ok: String(lastTest.ok) });
  return (
    <>
      <SettingRow
        name={t('backups.list')}
        help={entries.length === 0 ? t('backups.none') : `${t('backups.listHelp', { folder })} ${tested}`}
        group
      >
        {() => (
          <Button disabled={locked || state.pending !== null} onClick={() => setRestoring({ file: null })}>
            {t('backups.other')}
          </Button>
        )}
      </SettingRow>
      {entries.map((entry) => (
        <Entry
          key={entry.file}
          entry={entry}
          now={now}
          locked={locked || state.pending !== null}
          onRestore={() => setRestoring({ file: entry.file })}
        />
      ))}
      {restoring ? (
        <Suspense fallback={null}>
          <RestoreDialog file={restoring.file} now={now} onClose={() => setRestoring(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

function resultWords(
  t: ReturnType<typeof useT>,
  { people, visits, texts, trailWhole }: OutputOf<'backups.testRestore'>,
): string {
  return trailWhole ? t('backups.tested', { people, visits, texts }) : t('backups.testedBroken');
}

interface EntryProps {
  readonly entry: State['entries'][number];
  readonly now: number;
  readonly locked: boolean;
  readonly onRestore: () => void;
}

function Entry({ entry, now, locked, onRestore }: EntryProps) {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const { run, pending } = useCommand('backups.testRestore', { refusal: 'caller' });
  const [result, setResult] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const test = async (): Promise<void> => {
    const outcome = await run({ file: entry.file });
    setError(outcome.ok ? null : errorText(outcome.error));
    if (!outcome.ok) setResult(null);
    else setResult(resultWords(t, outcome.value));
  };
  const when = formats.when(entry.at, now);
  const help = [sizeWords(t, entry.sizeBytes), ...(entry.hasKeys ? [] : [t('backups.noKeys')]), result ?? ''].join(
    '. ',
  );
  return (
    <SettingRow
      name={`${t(`backups.kind.${entry.kind}`)}, ${when}`}
      help={<span role="status">{help}</span>}
      error={error}
      group
    >
      {() => (
        <span className={styles.days}>
          <Button disabled={locked || pending} aria-label={`${t('backups.test')}, ${when}`} onClick={() => void test()}>
            {t(pending ? 'backups.testing' : 'backups.test')}
          </Button>
          <Button disabled={locked} aria-label={`${t('backups.restore')}, ${when}`} onClick={onRestore}>
            {t('backups.restore')}
          </Button>
        </span>
      )}
    </SettingRow>
  );
}
