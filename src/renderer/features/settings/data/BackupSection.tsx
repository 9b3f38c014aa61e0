/** Everything of "Data and backup" that is about backups: rules, list, what waits or is held back, the key. */
import { lazy, Suspense, useState } from 'react';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextSetting } from '../fields.tsx';
import type { PageProps } from '../pageProps.ts';
import { SettingRow } from '../SettingRow.tsx';
import { BackupList } from './BackupList.tsx';
import { ChangeNote } from './ChangeNote.tsx';
import { FenceNote } from './FenceNote.tsx';
import styles from '../Settings.module.css';

const KeyDialog = lazy(() => import('./KeyDialog.tsx').then((module) => ({ default: module.KeyDialog })));

const LEAST_DAYS = 7;
const MOST_DAYS = 90;

export function BackupSection({ settings, locked, now }: PageProps & { readonly now: number }) {
  const t = useT();
  const { data: state } = useQuery('backups.getState', {}, { invalidateOn: ['settings.changed'] });
  const { keepDays, copyTo } = settings.backup;
  return (
    <>
      <FenceNote now={now} />
      {state ? <ChangeNote state={state} /> : null}
      {state?.lateDays ? (
        <p role="alert" className={styles.bad}>
          {t('backups.late', { days: state.lateDays })} {state.copyProblem}
        </p>
      ) : null}
      <TextSetting
        name={t('backups.keep')}
        help={t('backups.keepHelp')}
        type="number"
        input={{ min: LEAST_DAYS, max: MOST_DAYS }}
        value={String(keepDays)}
        patch={(value) => ({
          backup: { keepDays: Math.min(MOST_DAYS, Math.max(LEAST_DAYS, Math.round(Number(value)) || keepDays)) },
        })}
        disabled={locked}
      />
      <TextSetting
        name={t('backups.copyTo')}
        help={state?.copyProblem ?? t('backups.copyToHelp')}
        value={copyTo}
        patch={(value) => ({ backup: { copyTo: value.trim() } })}
        disabled={locked}
      />
      {state ? <BackupList state={state} now={now} locked={locked} /> : null}
      {state?.keyMadeAt ? (
        <KeySetting madeAt={state.keyMadeAt} now={now} locked={locked || state.pending !== null} />
      ) : null}
    </>
  );
}

interface KeySettingProps {
  readonly madeAt: number;
  readonly now: number;
  readonly locked: boolean;
}

function KeySetting({ madeAt, now, locked }: KeySettingProps) {
  const t = useT();
  const formats = useFormats();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <SettingRow name={t('backups.key')} help={t('backups.keySince', { when: formats.when(madeAt, now) })} group>
        {() => (
          <Button disabled={locked} onClick={() => setChanging(true)}>
            {t('backups.keyChange')}
          </Button>
        )}
      </SettingRow>
      {changing ? (
        <Suspense fallback={null}>
          <KeyDialog onClose={() => setChanging(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
