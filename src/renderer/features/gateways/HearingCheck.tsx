/** One line of checks: whether what people write gets here. Waits for a text, counts down, and says what to do when none came. */
import type { GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckLine } from './CheckLines.tsx';
import styles from './Gateways.module.css';
import { phoneNumberWords, withNumberWords } from './phoneNumber.ts';
import { useHearingTest } from './useHearingTest.ts';
import type { HearingWatch } from './useHearingTest.ts';

export function HearingCheck({ gateway }: { readonly gateway: GatewaySummary }) {
  const t = useT();
  const watch = useHearingTest(gateway.id);
  const { test } = watch;
  const again = (
    <Button size="small" disabled={watch.pending} onClick={() => watch.start()}>
      {t('gateways.hearing.check')}
    </Button>
  );
  if (watch.error) {
    return (
      <CheckLine look="warn" aside={again} detail={watch.error}>
        {t('gateways.hearing.not')}
      </CheckLine>
    );
  }
  switch (test?.state) {
    case undefined:
    case 'idle':
      return (
        <CheckLine look="warn" aside={again}>
          {t('gateways.hearing.idle')}
        </CheckLine>
      );
    case 'sending':
      return <CheckLine look="running">{t('gateways.hearing.sending')}</CheckLine>;
    case 'waiting':
      return <Waiting watch={watch} ownNumber={gateway.ownNumber} />;
    case 'heard':
      return (
        <CheckLine look="ok" aside={again}>
          {t('gateways.hearing.heard')}
        </CheckLine>
      );
    case 'notHeard':
      return (
        <CheckLine look="warn" aside={again} detail={<Advice steps={test.advice} />}>
          {withNumberWords(test.text)}
        </CheckLine>
      );
  }
}

function Waiting({ watch, ownNumber }: { readonly watch: HearingWatch; readonly ownNumber: string | null }) {
  const t = useT();
  const { test, secondsLeft } = watch;
  const asked = test?.number ?? null;
  const left = secondsLeft ?? 0;
  const time = `${String(Math.floor(left / 60))}:${String(left % 60).padStart(2, '0')}`;
  const how =
    ownNumber === null
      ? t('gateways.hearing.howNoNumber')
      : t('gateways.hearing.how', { number: phoneNumberWords(ownNumber) });
  return (
    <CheckLine
      look="running"
      detail={asked === null ? how : withNumberWords(test?.text ?? '')}
      // The seconds are for the eye: read aloud each second they would drown everything else.
      aside={<span aria-hidden="true">{t('gateways.hearing.left', { time })}</span>}
    >
      {t('gateways.hearing.waiting')}
    </CheckLine>
  );
}

function Advice({ steps }: { readonly steps: readonly string[] }) {
  if (steps.length === 0) return null;
  return (
    <ol className={styles.advice}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
