/** The made-up list of tomorrow's visits: imported at once, or saved as a file to try the import with. */
import { useServices } from '../../state/services.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Demo.module.css';

export function SampleList() {
  const t = useT();
  const { toasts } = useServices();
  const sample = useQuery('demo.getSampleSchedule', {}, { invalidateOn: ['demo.changed'] });
  const preview = useCommand('schedule.previewImport');
  const apply = useCommand('schedule.applyImport');
  const { data } = sample;
  const importIt = async (): Promise<void> => {
    if (!data) return;
    const read = await preview.run({ fileName: data.fileName, text: data.content });
    if (!read.ok) return;
    // The people of the demo are invented; in the demo their form says yes.
    const done = await apply.run({ importId: read.value.importId, consent: 'agreedOnForm' });
    if (done.ok) toasts.show({ icon: 'done', message: t('demo.imported', { added: done.value.counts.new }) });
  };
  return (
    <div className={styles.part} role="group" aria-label={t('demo.list')}>
      <strong>{t('demo.list')}</strong>
      <div className={styles.row}>
        <Button size="small" disabled={!data || preview.pending || apply.pending} onClick={() => void importIt()}>
          {t('demo.import')}
        </Button>
        <Button size="small" disabled={!data} onClick={() => data && save(data.fileName, data.content)}>
          {t('demo.download')}
        </Button>
      </div>
    </div>
  );
}

/** Offers `content` as a file to save. */
function save(fileName: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
