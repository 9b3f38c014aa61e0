/** What a person may ask the practice for: everything that is kept about them, and to be deleted. For managers. */
import { Download, Gavel, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Person } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useMay } from '../../state/useMay.ts';
import { Button } from '../../ui/Button.tsx';
import { saveZip } from './saveZip.ts';
import styles from './privacy.module.css';

const PlaceHoldDialog = lazy(async () => ({ default: (await import('./PlaceHoldDialog.tsx')).PlaceHoldDialog }));
const DeletePersonDialog = lazy(async () => ({
  default: (await import('./DeletePersonDialog.tsx')).DeletePersonDialog,
}));

export interface PersonRightsProps {
  readonly person: Person;
  /** They are no longer there. */
  readonly onDeleted: () => void;
}

export function PersonRights({ person, onDeleted }: PersonRightsProps) {
  const t = useT();
  const exports = useMay('privacy.exportPerson');
  const holds = useMay('privacy.placeHold');
  const deletes = useMay('privacy.erasePerson');
  const { exporting, save } = useExport(person.id);
  const [asking, setAsking] = useState<'delete' | 'hold' | null>(null);
  if (!exports && !holds && !deletes) return null;
  return (
    <section className={styles.section}>
      <h3>{t('privacy.rights')}</h3>
      <div className={styles.rights}>
        {exports ? (
          <Button
            size="small"
            icon={<Download size={14} aria-hidden="true" />}
            disabled={exporting}
            onClick={() => void save()}
          >
            {t(exporting ? 'privacy.exporting' : 'privacy.export')}
          </Button>
        ) : null}
        {holds ? (
          <Button size="small" icon={<Gavel size={14} aria-hidden="true" />} onClick={() => setAsking('hold')}>
            {t('privacy.hold.place')}
          </Button>
        ) : null}
        {deletes ? (
          <Button
            size="small"
            variant="ghost"
            danger
            icon={<Trash2 size={14} aria-hidden="true" />}
            label={t('privacy.deleteLabel', { name: person.name })}
            onClick={() => setAsking('delete')}
          >
            {t('privacy.delete')}
          </Button>
        ) : null}
      </div>
      <Suspense>
        {asking === 'delete' ? (
          <DeletePersonDialog person={person} onClose={() => setAsking(null)} onDeleted={onDeleted} />
        ) : null}
        {asking === 'hold' ? <PlaceHoldDialog personId={person.id} onClose={() => setAsking(null)} /> : null}
      </Suspense>
    </section>
  );
}

/** Fetches every part and saves each as a file of its own. */
function useExport(personId: string) {
  const t = useT();
  const { toasts } = useServices();
  const { run, pending } = useCommand('privacy.exportPerson');
  const save = async (): Promise<void> => {
    let parts = 1;
    for (let part = 1; part <= parts; part += 1) {
      const outcome = await run({ personId, part });
      if (!outcome.ok) return;
      parts = outcome.value.parts;
      saveZip(outcome.value.fileName, outcome.value.data);
    }
    toasts.show({ icon: 'done', message: t('privacy.exported', { parts }) });
  };
  return { exporting: pending, save };
}
