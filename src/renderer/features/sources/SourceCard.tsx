/** One source: what it is, how it is, when it was read; read it now, change it, remove it. */
import { useState } from 'react';
import type { ScheduleSource } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { Tone } from '../../ui/statusLanguage.ts';
import styles from './Sources.module.css';

const TONES: Record<ScheduleSource['state'], Tone> = {
  off: 'neutral',
  new: 'neutral',
  good: 'ok',
  waiting: 'warn',
  trouble: 'bad',
};

export interface SourceCardProps {
  readonly source: ScheduleSource;
  /** The person signed in may not change it. */
  readonly locked: boolean;
  readonly onChange: () => void;
}

export function SourceCard({ source, locked, onChange }: SourceCardProps) {
  const t = useT();
  const { run, pending } = useCommand('sources.runSource');
  const [removing, setRemoving] = useState(false);
  const heading = `source-${source.id}`;
  const busy = pending || source.reading;
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <div className={styles.head}>
        <h4 id={heading}>{source.label}</h4>
        <Chip tone={TONES[source.state]}>{t(`sources.state.${source.state}`)}</Chip>
      </div>
      <Facts source={source} />
      {source.problem ? <p className={styles.problem}>{source.problem.text}</p> : null}
      <div className={styles.actions}>
        <Button size="small" disabled={busy || !source.active} onClick={() => void run({ id: source.id })}>
          {t(busy ? 'sources.reading' : 'sources.readNow')}
        </Button>
        {locked ? null : (
          <>
            <Button size="small" onClick={onChange}>
              {t('sources.change')}
            </Button>
            <Button size="small" danger onClick={() => setRemoving(true)}>
              {t('sources.remove')}
            </Button>
          </>
        )}
      </div>
      {removing ? <RemoveDialog source={source} onClose={() => setRemoving(false)} /> : null}
    </section>
  );
}

function Facts({ source }: { readonly source: ScheduleSource }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const now = clock.now();
  const where = source.folder?.path ?? source.feed?.host ?? source.openDental?.address ?? '';
  const facts = [
    t(`sources.kind.${source.kind}`),
    where,
    ...(source.addByItself ? [t('sources.byItself')] : []),
    ...(source.writeBack ? [t('sources.writes')] : []),
  ];
  const good = source.lastGoodAt;
  return (
    <>
      <p className={styles.facts}>{facts.join(' · ')}</p>
      <p className={styles.facts}>
        {source.lastReadAt === null ? '' : `${t('sources.read', { when: formats.when(source.lastReadAt, now) })} · `}
        {good === null ? t('sources.goodNone') : t('sources.good', { when: formats.when(good, now) })}
      </p>
    </>
  );
}

/** Undo could not bring its address and keys back. */
function RemoveDialog({ source, onClose }: { readonly source: ScheduleSource; readonly onClose: () => void }) {
  const t = useT();
  const { toasts } = useServices();
  const { run, pending } = useCommand('sources.removeSource');
  const remove = async (): Promise<void> => {
    const outcome = await run({ id: source.id });
    if (outcome.ok) toasts.show({ icon: 'done', message: t('sources.removed', { name: source.label }) });
    onClose();
  };
  return (
    <Dialog
      opened
      width={440}
      title={t('sources.removeTitle', { name: source.label })}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('sources.keep')}
          </Button>
          <Button danger disabled={pending} onClick={() => void remove()}>
            {t('sources.remove')}
          </Button>
        </>
      }
    >
      <p>{t('sources.removeHelp')}</p>
    </Dialog>
  );
}
