/** Every wording a text had: who wrote it, when, and "Use this again", which adds it as the newest version. */
import type { Template } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './templates.module.css';

export interface HistoryDialogProps {
  readonly template: Template;
  readonly onClose: () => void;
  readonly onUse: (body: string) => void;
}

export function HistoryDialog({ template, onClose, onUse }: HistoryDialogProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const listed = useQuery('templates.listVersions', { id: template.id }, { invalidateOn: ['template.changed'] });
  const who = (by: string): string => (by === 'system' ? t('templates.bySystem') : by);
  return (
    <Dialog
      opened
      onClose={onClose}
      width={720}
      title={t('templates.historyOf', { name: template.name })}
      footer={
        <Button data-autofocus="" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      {listed.data === undefined ? <Skeleton rows={3} /> : null}
      <ol className={styles.versions}>
        {(listed.data?.items ?? []).map(({ version, body, by, at }) => (
          <li key={version} className={styles.version}>
            <div className={styles.versionHead}>
              <strong>{t('templates.version', { version })}</strong>
              <span className={styles.quiet}>
                {t('templates.versionBy', { when: formats.when(at, clock.now()), by: who(by) })}
              </span>
              {version === template.version ? (
                <Chip tone="accent">{t('templates.inUse')}</Chip>
              ) : (
                <Button size="small" onClick={() => onUse(body)}>
                  {t('templates.useAgain')}
                </Button>
              )}
            </div>
            <p className={styles.versionBody}>{body}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
