/** Step 2: by which way texts go out. The phone is the one there is; the others say so. */
import { CloudCog, FlaskConical, Smartphone } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { StepHead } from './StepHead.tsx';
import type { StepProps } from './stepProps.ts';
import styles from './Setup.module.css';

const METHODS: readonly { readonly id: 'phone' | 'twilio' | 'demo'; readonly icon: LucideIcon }[] = [
  { id: 'phone', icon: Smartphone },
  { id: 'twilio', icon: CloudCog },
  { id: 'demo', icon: FlaskConical },
];

export function MethodStep({ onDone }: StepProps) {
  const t = useT();
  return (
    <>
      <StepHead title={t('setup.method.title')} help={t('setup.method.help')} />
      <div className={styles.cards}>
        {METHODS.map(({ id, icon: Icon }) => (
          <button key={id} type="button" className={styles.card} disabled={id !== 'phone'} onClick={onDone}>
            <Icon size={24} strokeWidth={1.75} aria-hidden="true" />
            <strong>{t(`setup.method.${id}`)}</strong>
            <span>{t(id === 'demo' ? 'setup.demoHow' : `setup.method.${id}Help`)}</span>
          </button>
        ))}
      </div>
    </>
  );
}
