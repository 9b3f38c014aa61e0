/** Lists that were added, the newest first, each with its way back as long as there is one. */
import { History } from 'lucide-react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { useUndoImport } from './useUndoImport.ts';
import type { UndoImport } from './useUndoImport.ts';
import styles from './ImportFix.module.css';

type PastImport = OutputOf<'schedule.listImports'>['items'][number];

const SHOWN = 5;

export function RecentImports() {
  const t = useT();
  const undo = useUndoImport();
  const { data } = useQuery('schedule.listImports', { limit: SHOWN }, { invalidateOn: ['import.changed'] });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={styles.recent} aria-labelledby="recentImports">
      <h2 id="recentImports">{t('import.recent')}</h2>
      <ul>
        {data.items.map((item) => (
          <Recent key={item.importId} item={item} undo={undo} />
        ))}
      </ul>
    </section>
  );
}

function Recent({ item, undo }: { readonly item: PastImport; readonly undo: UndoImport }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const { counts, fileName, importId } = item;
  const when = formats.when(item.appliedAt, clock.now());
  const changes = counts.moved + counts.changed + counts.cancelled;
  return (
    <li className={styles.past}>
      <span className={styles.pastWords}>
        <strong>
          <Pii>{fileName}</Pii>
        </strong>
        <span className={styles.help}>
          {t('import.recentLine', { when, who: item.actor, added: counts.new, changes })}
        </span>
      </span>
      {item.undo === 'possible' || item.undo === 'tooLate' ? (
        <Button
          size="small"
          disabled={undo.pending}
          label={t('import.undoOf', { name: fileName })}
          onClick={() => void undo.run(importId)}
        >
          {t('import.undo')}
        </Button>
      ) : (
        <span className={styles.help}>{t(`import.undoState.${item.undo}`)}</span>
      )}
      {undo.late?.importId === importId ? <UndoRest undo={undo} importId={importId} /> : null}
    </li>
  );
}

/** Texts have left: the rest can still be taken out. */
export function UndoRest({ undo, importId }: { readonly undo: UndoImport; readonly importId: string }) {
  const t = useT();
  if (undo.late?.importId !== importId) return null;
  return (
    <Banner
      tone="warn"
      icon={History}
      actions={
        <Button size="small" disabled={undo.pending} onClick={() => void undo.run(importId, true)}>
          {t('import.undoRest')}
        </Button>
      }
    >
      {undo.late.text}
    </Banner>
  );
}
