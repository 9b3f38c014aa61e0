/** Step 2: by which way texts go out. One is chosen here; the other can be added in the settings later. */
import { CloudCog, FlaskConical, Smartphone } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { Chip } from '../../ui/Chip.tsx';
import { StepHead } from './StepHead.tsx';
import type { StepProps } from './stepProps.ts';
import type { Method } from './steps.ts';
import styles from './Setup.module.css';

const METHODS: readonly { readonly id: Method; readonly icon: LucideIcon }[] = [
  { id: 'phone', icon: Smartphone },
  { id: 'twilio', icon: CloudCog },
];

export function MethodStep({ gateways, onMethod }: StepProps) {
  const t = useT();
  return (
    <>
      <StepHead title={t('setup.method.title')} help={t('setup.method.help')} />
      <div className={styles.cards}>
        {METHODS.map(({ id, icon: Icon }) => (
          <button key={id} type="button" className={styles.card} onClick={() => onMethod(id)}>
            <Icon size={24} strokeWidth={1.75} aria-hidden="true" />
            <strong>{t(`setup.method.${id}`)}</strong>
            <span>{t(`setup.method.${id}Help`)}</span>
            {gateways.some(({ kind }) => kind === id) ? <Chip tone="ok">{t('setup.method.connected')}</Chip> : null}
          </button>
        ))}
        <div className={styles.card}>
          <FlaskConical size={24} strokeWidth={1.75} aria-hidden="true" />
          <strong>{t('setup.method.demo')}</strong>
          <span>{t('setup.method.demoHelp')}</span>
          <span>{t('setup.demoHow')}</span>
        </div>
      </div>
      <p className={styles.after}>{t('setup.method.both')}</p>
    </>
  );
}
