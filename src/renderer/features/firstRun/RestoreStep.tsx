/** In place of the first run: the data of another computer, from a backup of it. Looks first, then restores and starts anew. */
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { ChangeNote, RestoreFields, RestoreProgress, sizeWords, useRestore } from '../settings/data/index.ts';
import type { Restore } from '../settings/data/index.ts';
import { StepHead } from './StepHead.tsx';
import styles from './Setup.module.css';

export function RestoreStep({ onBack }: { readonly onBack: () => void }) {
  const t = useT();
  const { clock } = useServices();
  const restore = useRestore('');
  const session = useQuery('system.getSession', {});
  const state = useQuery('backups.getState', {}, { invalidateOn: ['settings.changed'] });
  const [ordered, setOrdered] = useState(false);
  const canRestart = session.data?.capabilities.includes('restart') === true;
  const waits = state.data !== undefined && state.data.pending !== null;
  const go = async (): Promise<void> => setOrdered(await restore.restore(canRestart));
  return (
    <>
      <div className={styles.body}>
        <StepHead title={t('setup.restore.title')} help={t('setup.restore.help')} />
        {restore.restoring ? (
          <RestoreProgress />
        ) : ordered && canRestart ? (
          <p role="status">{t('setup.restore.restarting')}</p>
        ) : waits ? (
          <ChangeNote state={state.data} />
        ) : (
          <>
            {state.data ? <ChangeNote state={state.data} /> : null}
            <Found restore={restore} now={clock.now()} />
            <div className={styles.form}>
              <RestoreFields restore={restore} now={clock.now()} />
            </div>
          </>
        )}
      </div>
      <footer className={styles.foot}>
        <Button variant="ghost" icon={<ArrowLeft size={16} />} disabled={restore.restoring} onClick={onBack}>
          {t('setup.back')}
        </Button>
        <span className={styles.spring} />
        {waits || ordered ? null : restore.ready ? (
          <Button size="large" variant="primary" disabled={restore.restoring} onClick={() => void go()}>
            {t(canRestart ? 'setup.restore.go' : 'backups.dialog.go')}
          </Button>
        ) : (
          <Button
            size="large"
            variant="primary"
            disabled={restore.looking || restore.path.trim() === ''}
            onClick={() => void restore.lookAt()}
          >
            {t(restore.looking ? 'backups.dialog.looking' : 'backups.dialog.look')}
          </Button>
        )}
      </footer>
    </>
  );
}

/** What lies in the usual places and on drives that are plugged in; nothing there: the field alone. */
function Found({ restore, now }: { readonly restore: Restore; readonly now: number }) {
  const t = useT();
  const { data, fetching, refetch } = useQuery('backups.findBackups', {});
  if (data === undefined) return fetching ? <p role="status">{t('setup.restore.searching')}</p> : null;
  return (
    <section className={styles.found} aria-label={t('setup.restore.found')}>
      <p className={styles.caption}>{t(data.items.length === 0 ? 'setup.restore.none' : 'setup.restore.found')}</p>
      <ul>
        {data.items.map((item) => (
          <FoundBackup
            key={item.path}
            item={item}
            now={now}
            chosen={restore.path === item.path}
            onChoose={restore.lookAt}
          />
        ))}
      </ul>
      <Button size="small" disabled={fetching} onClick={refetch}>
        {t('setup.restore.again')}
      </Button>
    </section>
  );
}

interface FoundBackupProps {
  readonly item: OutputOf<'backups.findBackups'>['items'][number];
  readonly now: number;
  readonly chosen: boolean;
  readonly onChoose: (path: string) => Promise<void>;
}

function FoundBackup({ item, now, chosen, onChoose }: FoundBackupProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <li>
      <button type="button" aria-pressed={chosen} onClick={() => void onChoose(item.path)}>
        <strong>{formats.when(item.at, now)}</strong> {sizeWords(t, item.sizeBytes)}
        <span className={styles.help}>
          {item.path}
          {item.hasKeys ? '' : ` ${t('setup.restore.noKeys')}`}
        </span>
      </button>
    </li>
  );
}
