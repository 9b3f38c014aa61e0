/** Texts that did not go out for one reason: how many, since when, by which route, and the next step as a button. */
import { CalendarClock, CircleAlert, CircleHelp, Clock, Loader } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { QueueExplanation } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { PauseBars } from '../../ui/PauseBars.ts';
import type { Tone } from '../../ui/statusLanguage.ts';
import { stepsFor } from './groupSteps.ts';
import type { HealthStep } from './groupSteps.ts';
import { useHealthSteps } from './useHealthSteps.ts';
import styles from './health.module.css';

const LOOKS: Readonly<Record<QueueExplanation['state'], { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  needsReview: { tone: 'warn', icon: CircleHelp },
  failed: { tone: 'bad', icon: CircleAlert },
  held: { tone: 'warn', icon: PauseBars },
  waiting: { tone: 'warn', icon: Clock },
  checking: { tone: 'neutral', icon: Loader },
  later: { tone: 'neutral', icon: CalendarClock },
};

export interface QueueGroupProps {
  readonly item: QueueExplanation;
  readonly now: number;
  readonly manages: boolean;
}

export function QueueGroup({ item, now, manages }: QueueGroupProps) {
  const t = useT();
  const formats = useFormats();
  const { run, pending } = useHealthSteps(item);
  const { state, count, text, nextStep, oldestAt, gatewayLabel } = item;
  const { tone, icon: Icon } = LOOKS[state];
  // In line and being handed over is how it should be.
  const calm = tone === 'neutral' || item.code === 'inLine';
  const steps = stepsFor(item).filter((step) => step !== 'resume' || (manages && item.gatewayId !== null));
  const since =
    oldestAt === null || state === 'later'
      ? null
      : t(count === 1 ? 'health.oldest' : 'health.oldestOf', { when: formats.when(oldestAt, now) });
  const route = gatewayLabel === null ? null : t('health.by', { route: gatewayLabel });
  return (
    <li className={styles.group}>
      <span className={cx(styles.mark, !calm && styles[tone])}>
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <div className={styles.words}>
        <p className={styles.reason}>
          <strong className="num">{t('health.count', { count })}</strong>
          <Chip tone={calm ? 'neutral' : tone}>{t(`health.state.${state}`)}</Chip>
          <span className={styles.meta}>{[since, route].filter((part) => part !== null).join(', ')}</span>
        </p>
        <p className={styles.text}>{text}</p>
        {nextStep === '' ? null : <p className={styles.next}>{nextStep}</p>}
        {steps.length === 0 ? null : (
          <div className={styles.steps}>
            {steps.map((step, at) => (
              <StepButton
                key={step}
                step={step}
                item={item}
                main={at === 0}
                disabled={pending}
                onRun={(anchor) => run(step, anchor)}
              />
            ))}
          </div>
        )}
      </div>
    </li>
  );
}

interface StepButtonProps {
  readonly step: HealthStep;
  readonly item: QueueExplanation;
  readonly main: boolean;
  readonly disabled: boolean;
  readonly onRun: (anchor: Element) => void;
}

function StepButton({ step, item, main, disabled, onRun }: StepButtonProps) {
  const t = useT();
  const one = item.count === 1;
  const words = {
    open: t(one ? 'health.open' : 'health.openOldest'),
    settle: t(one ? 'health.settle' : 'health.settleOldest'),
    tryAgain: t(one ? 'health.tryAgain' : 'health.tryOldest'),
    route: t('health.route'),
    connect: t('health.connect'),
    resume: t('health.resume', { route: item.gatewayLabel ?? '' }),
    limits: t('health.limits'),
    reminders: t('health.reminders'),
    plan: t('health.plan'),
  } as const satisfies Record<HealthStep, string>;
  return (
    <Button
      size="small"
      variant={main ? 'soft' : 'ghost'}
      label={t('health.about', { button: words[step], text: item.text })}
      disabled={disabled}
      aria-haspopup={step === 'settle' ? 'menu' : undefined}
      onClick={(event) => onRun(event.currentTarget)}
    >
      {words[step]}
    </Button>
  );
}
