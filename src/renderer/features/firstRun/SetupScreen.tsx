/** The first run: from nothing to a delivered test text. Steps at the left, one step in the middle, always a way out. */
import { ArrowLeft, Check } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useRoute } from '../../app/useRoute.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useMay } from '../../state/useMay.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { FinishStep } from './FinishStep.tsx';
import { HoursStep } from './HoursStep.tsx';
import { MethodStep } from './MethodStep.tsx';
import { PeopleStep } from './PeopleStep.tsx';
import { PhoneStep } from './PhoneStep.tsx';
import { PracticeStep } from './PracticeStep.tsx';
import { RestoreStep } from './RestoreStep.tsx';
import { firstOpen, isStep, mayGoOn, methodOf, stepAfter, stepBefore, stepsOf } from './steps.ts';
import type { Method, StepId } from './steps.ts';
import { TestStep } from './TestStep.tsx';
import { TwilioStep } from './TwilioStep.tsx';
import styles from './Setup.module.css';
import type { StepProps } from './stepProps.ts';

const FORM = 'setup-step';
/** Beside the steps: another way to begin. */
const RESTORE = 'restore';

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
  const [chosen, setChosen] = useState<Method>(() => methodOf(gateways));
  const restoring = section === RESTORE;
  const step = isStep(section) ? section : start;
  const method = step === 'phone' || step === 'twilio' ? step : chosen;
  const go = (to: StepId): void => {
    setChosen(method);
    router.replace({ section: to });
  };
  const onMethod = (to: Method): void => {
    setChosen(to);
    router.replace({ section: to });
  };
  const common: StepProps = {
    settings,
    gateways,
    formId: FORM,
    onDone: () => go(stepAfter(step, method)),
    onMethod,
  };
  return (
    <div className={styles.setup}>
      <Steps
        step={step}
        method={method}
        onStep={go}
        onRestore={settings.setupDone || restoring ? null : () => router.replace({ section: RESTORE })}
      />
      {restoring ? (
        <div className={styles.main}>
          <RestoreStep onBack={() => go(start)} />
        </div>
      ) : (
        <div className={styles.main}>
          <div className={styles.body} key={step}>
            <Step step={step} {...common} />
          </div>
          <Foot
            step={step}
            method={method}
            ready={mayGoOn(step, gateways)}
            inSettings={settings.setupDone && step === method}
            onStep={go}
          />
        </div>
      )}
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
    case 'twilio':
      return <TwilioStep {...props} />;
    case 'test':
      return <TestStep {...props} />;
    case 'hours':
      return <HoursStep {...props} />;
    case 'people':
      return <PeopleStep {...props} />;
    case 'finish':
      return <FinishStep {...props} />;
  }
}

interface StepsProps {
  readonly step: StepId;
  readonly method: Method;
  readonly onStep: (step: StepId) => void;
  /** Null: not offered here. */
  readonly onRestore: (() => void) | null;
}

function Steps({ step, method, onStep, onRestore }: StepsProps) {
  const t = useT();
  const session = useQuery('system.getSession', {});
  const restores = useMay('backups.restore');
  const mayRestore = restores && session.data?.demo === false;
  const [how, setHow] = useState(false);
  const steps = stepsOf(method);
  const at = steps.indexOf(step);
  return (
    <nav className={styles.steps} aria-label={t('setup.steps')}>
      <h2>{t('setup.title')}</h2>
      <ol>
        {steps.map((id, index) => (
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
      {onRestore === null || !mayRestore ? null : (
        <>
          <p className={styles.demo}>{t('setup.restoreHelp')}</p>
          <Button size="small" onClick={onRestore}>
            {t('setup.restore')}
          </Button>
        </>
      )}
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
  readonly method: Method;
  /** Somebody came here from the settings, and goes back there. */
  readonly inSettings: boolean;
  readonly ready: boolean;
  readonly onStep: (step: StepId) => void;
}

const FORMS: readonly StepId[] = ['practice', 'hours', 'people'];

function Foot({ step, method, ready, inSettings, onStep }: FootProps) {
  const t = useT();
  const { router } = useServices();
  const { run, pending } = useCommand('settings.saveSettings');
  const before = stepBefore(step, method);
  const isForm = FORMS.includes(step);
  const finish = async (): Promise<void> => {
    const outcome = await run({ setupDone: true });
    if (outcome.ok) router.go({ screen: 'inbox' });
  };
  if (inSettings) {
    return (
      <footer className={styles.foot}>
        <span className={styles.spring} />
        <Button size="large" variant="primary" onClick={() => router.go({ screen: 'settings', section: 'sending' })}>
          {t('setup.toSettings')}
        </Button>
      </footer>
    );
  }
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
            {...(isForm ? { type: 'submit', form: FORM } : { onClick: () => onStep(stepAfter(step, method)) })}
          >
            {t('setup.continue')}
          </Button>
        </>
      )}
    </footer>
  );
}
