/** The practice in a box: its clock, its faults, its sample list, its patients. A small panel that does not block the rest. */
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { DemoFault, DemoState } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useNow } from '../../state/useNow.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { PatientWrites } from './PatientWrites.tsx';
import { SampleList } from './SampleList.tsx';
import styles from './Demo.module.css';

export function DemoPanel({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const panel = useRef<HTMLElement>(null);
  const state = useQuery('demo.getState', {}, { invalidateOn: ['demo.changed', 'message.statusChanged'] });
  useEffect(() => panel.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <section
      ref={panel}
      role="dialog"
      aria-label={t('demo.title')}
      tabIndex={-1}
      className={styles.panel}
      onKeyDown={onKeyDown}
    >
      <div className={styles.head}>
        <h2>{t('demo.title')}</h2>
        <span className={styles.help}>{t('demo.help')}</span>
        <IconButton size="small" label={t('demo.close')} shortcut="Escape" onClick={onClose}>
          <X size={16} />
        </IconButton>
      </div>
      {state.data ? (
        <>
          <ClockPart state={state.data} />
          <Faults state={state.data} />
          <SampleList />
          <PatientWrites />
        </>
      ) : state.error ? (
        <ErrorRegion error={state.error} onRetry={state.refetch} />
      ) : (
        <Skeleton rows={5} />
      )}
    </section>
  );
}

/** Virtual seconds per real one; the demo's own default among them. */
const SPEEDS = [0, 1, 6, 60, 3600] as const;
const FORWARD = [
  { key: 'hour', minutes: 60 },
  { key: 'evening', minutes: 480 },
  { key: 'day', minutes: 1440 },
] as const;

function ClockPart({ state }: { readonly state: DemoState }) {
  const t = useT();
  const formats = useFormats();
  const now = useNow(1_000);
  const speed = useCommand('demo.setSpeed');
  const forward = useCommand('demo.advanceClock');
  const speeds = [...new Set([...SPEEDS, state.speed])].sort((a, b) => a - b);
  return (
    <div className={styles.part}>
      <strong className="num">{t('demo.clock', { when: `${formats.date(now, now)}, ${formats.time(now)}` })}</strong>
      <Segmented
        label={t('demo.speed')}
        options={speeds.map((value) => ({ value: String(value), label: speedWords(t, value) }))}
        value={String(state.speed)}
        onChange={(value) => void speed.run({ speed: Number(value) })}
      />
      <div className={styles.row} role="group" aria-label={t('demo.forward')}>
        <span className={styles.help} role="status">
          {t(forward.pending ? 'demo.forward.pending' : 'demo.forward')}
        </span>
        {FORWARD.map(({ key, minutes }) => (
          <Button key={key} size="small" disabled={forward.pending} onClick={() => void forward.run({ minutes })}>
            {t(`demo.forward.${key}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function speedWords(t: ReturnType<typeof useT>, speed: number): string {
  if (speed === 0) return t('demo.speed.stop');
  return speed === 1 ? t('demo.speed.real') : t('demo.speed.times', { speed });
}

const FAULTS: readonly DemoFault[] = ['internetOff', 'phoneAsleep', 'phoneDeaf', 'twilioDown', 'pcAsleep'];

function Faults({ state }: { readonly state: DemoState }) {
  const t = useT();
  const { run, pending } = useCommand('demo.setFault');
  return (
    <fieldset className={styles.part}>
      <legend>{t('demo.faults')}</legend>
      {FAULTS.map((fault) => (
        <CheckField
          key={fault}
          checked={state.faults.includes(fault)}
          disabled={pending}
          onChange={(event) => void run({ fault, on: event.target.checked })}
        >
          {t(`demo.fault.${fault}`)}
        </CheckField>
      ))}
      <span className={styles.help}>{t('demo.onAir', { count: state.textsOnAir })}</span>
    </fieldset>
  );
}
