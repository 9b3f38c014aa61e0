/** After the import: one sentence about what is there now, and where to look at it. */
import { CalendarCheck } from 'lucide-react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import styles from './Import.module.css';
import { UndoRest } from './RecentImports.tsx';
import type { ImportResult } from './useImport.ts';
import { useUndoImport } from './useUndoImport.ts';

export interface DoneStepProps {
  readonly result: ImportResult;
  readonly onAgain: () => void;
}

export function DoneStep({ result, onAgain }: DoneStepProps) {
  const t = useT();
  const formats = useFormats();
  const { clock, router } = useServices();
  const { counts, firstReminderAt, importId, remindersPlanned, stopped } = result;
  const undo = useUndoImport();
  const now = clock.now();
  const when =
    firstReminderAt === null
      ? null
      : formats.dayOffset(firstReminderAt, now) === 0
        ? t('when.todayAt', { time: formats.time(firstReminderAt) })
        : formats.when(firstReminderAt, now);
  const first = when === null ? '' : t('import.doneFirst', { when });
  return (
    <div role="status" className={styles.done}>
      <Empty
        icon={CalendarCheck}
        title={stopped ? t('import.stoppedTitle') : t('import.doneTitle')}
        help={t('import.done', {
          added: counts.new,
          changes: counts.moved + counts.changed + counts.cancelled,
          reminders: remindersPlanned,
          first,
        })}
        action={
          <>
            <Button
              variant="primary"
              onClick={() => {
                onAgain();
                router.go({ screen: 'today' });
              }}
            >
              {t('import.goToday')}
            </Button>{' '}
            <Button
              disabled={undo.pending}
              onClick={() =>
                void undo.run(importId).then((done) => {
                  if (done) onAgain();
                })
              }
            >
              {t('import.undoImport')}
            </Button>{' '}
            <Button onClick={onAgain}>{t('import.another')}</Button>
            <UndoRest undo={undo} importId={importId} />
          </>
        }
        fill
      />
    </div>
  );
}
