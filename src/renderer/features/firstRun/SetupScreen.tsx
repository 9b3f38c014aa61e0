/** The first run: from nothing to a delivered test text. Steps at the left, one step in the middle, always a way out. */
import { ArrowLeft, Check } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useRoute } from '../../app/useRoute.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { FinishStep } from './FinishStep.tsx';
import { HoursStep } from './HoursStep.tsx';
import { MethodStep } from './MethodStep.tsx';
import { PhoneStep } from './PhoneStep.tsx';
import { PracticeStep } from './PracticeStep.tsx';
import { firstOpen, isStep, stepAfter, stepBefore, STEPS } from './steps.ts';
import type { StepId } from './steps.ts';
import { TestStep } from './TestStep.tsx';
import styles from './Setup.module.css';
import type { StepProps } from './stepProps.ts';

const FORM = 'setup-step';

export function SetupScreen() {
  const settings = useQuery('settings.getSettings', {}, { invalidateOn: ['settings.changed'] });
  const gateways = useQuery('gateways.listGateways', {}, { invalidateOn: ['gateway.changed', 'message.added'] });
  const error = settings.error ?? gateways.error;
  if (settings.data && gateways.data) {
    return <Setup settings={settings.data} gateways={gateways.data.items} />;
  }
  const retry = (): void => {
    settings.refetch();
    gateways.refetch();
  };
  return (
    <div className={styles.setup}>{error ? <ErrorRegion error={error} onRetry={retry} /> : <Skeleton rows={6} />}</div>
  );
}

function Setup({ settings, gateways }: Pick<StepProps, 'settings' | 'gateways'>) {
  const { router } = useServices();
  const { section } = useRoute('setup');
  const [start] = useState(() => firstOpen(settings, gateways));
  const step = isStep(section) ? section : start;
  const go = (to: StepId): void => router.replace({ section: to });
  const common: StepProps = { settings, gateways, formId: FORM, onDone: () => go(stepAfter(step)) };
  return (
    <div className={styles.setup}>
      <Steps step={step} onStep={go} />
      <div className={styles.main}>
        <div className={styles.body} key={step}>
          <Step step={step} {...common} />
        </div>
        <Foot step={step} ready={step !== 'phone' || gateways.length > 0} onStep={go} />
      </div>
    </div>
  );
}

function Step({ step, ...props }: StepProps & { readonly step: StepId }): ReactNode {
  switch (step) {
    case 'practice':
      return <PracticeStep {...props} />;
    case 'method':
      return <MethodStep {...props} />;
    case 'phone':
      return <PhoneStep {...props} />;
    case 'test':
      return <TestStep {...props} />;
    case 'hours':
      return <HoursStep {...props} />;
    case 'finish':
      return <FinishStep {...props} />;
  }
}

function Steps({ step, onStep }: { readonly step: StepId; readonly onStep: (step: StepId) => void }) {
  const t = useT();
  const [how, setHow] = useState(false);
  const at = STEPS.indexOf(step);
  return (
    <nav className={styles.steps} aria-label={t('setup.steps')}>
      <h2>{t('setup.title')}</h2>
      <ol>
        {STEPS.map((id, index) => (
          <li key={id} className={cx(styles.step, index < at && styles.past, index === at && styles.current)}>
            <button
              type="button"
              aria-current={index === at ? 'step' : undefined}
              disabled={index > at}
              onClick={() => onStep(id)}
            >
              <span className={styles.number} aria-hidden="true">
                {index < at ? <Check size={13} strokeWidth={2.4} /> : index + 1}
              </span>
              {t(`setup.step.${id}`)}
            </button>
          </li>
        ))}
      </ol>
      <span className={styles.spring} />
      <p className={styles.demo}>{t('setup.demoHelp')}</p>
      <Button size="small" aria-expanded={how} onClick={() => setHow(!how)}>
        {t('setup.demo')}
      </Button>
      {how ? (
        <p className={styles.demo} role="status">
          {t('setup.demoHow')}
        </p>
      ) : null}
    </nav>
  );
}

interface FootProps {
  readonly step: StepId;
  readonly ready: boolean;
  readonly onStep: (step: StepId) => void;
}

const FORMS: readonly StepId[] = ['practice', 'hours'];

function Foot({ step, ready, onStep }: FootProps) {
  const t = useT();
  const { router } = useServices();
  const { run, pending } = useCommand('settings.saveSettings');
  const before = stepBefore(step);
  const isForm = FORMS.includes(step);
  const finish = async (): Promise<void> => {
    const outcome = await run({ setupDone: true });
    if (outcome.ok) router.go({ screen: 'inbox' });
  };
  return (
    <footer className={styles.foot}>
      {before ? (
        <Button variant="ghost" icon={<ArrowLeft size={16} />} onClick={() => onStep(before)}>
          {t('setup.back')}
        </Button>
      ) : null}
      <span className={styles.spring} />
      <span className={styles.help}>{t('setup.saved')}</span>
      {step === 'finish' ? (
        <Button size="large" variant="primary" disabled={pending} onClick={() => void finish()}>
          {t('setup.finish.done')}
        </Button>
      ) : (
        <>
          <Button size="large" onClick={() => router.go({ screen: 'inbox' })}>
            {t('setup.later')}
          </Button>
          <Button
            key={step}
            size="large"
            variant="primary"
            disabled={!ready}
            {...(isForm ? { type: 'submit', form: FORM } : { onClick: () => onStep(stepAfter(step)) })}
          >
            {t('setup.continue')}
          </Button>
        </>
      )}
    </footer>
  );
}
