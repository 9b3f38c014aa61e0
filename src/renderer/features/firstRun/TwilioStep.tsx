/** Step 3 for Twilio: what to copy from its console at the left, the fields for it at the right, and the checks as they come in. */
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { useT } from '../../i18n/useT.ts';
import { StepHead } from './StepHead.tsx';
import type { StepProps } from './stepProps.ts';
import { TwilioForm } from './TwilioForm.tsx';
import phone from './Phone.module.css';
import styles from './Twilio.module.css';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

export function TwilioStep({ gateways }: StepProps) {
  const t = useT();
  return (
    <>
      <StepHead title={t('setup.twilio.title')} help={t('setup.twilio.help')} />
      <div className={styles.columns}>
        <div className={styles.how}>
          <ol className={phone.instructions}>
            {([1, 2, 3, 4] as const).map((number) => (
              <li key={number}>
                <span>
                  <FormattedMessage id={`setup.twilio.how${number}`} values={{ b: bold }} />
                </span>
              </li>
            ))}
          </ol>
          <p className={styles.note}>{t('setup.twilio.us')}</p>
          <p className={styles.note}>{t('setup.twilio.baa')}</p>
        </div>
        <TwilioForm gateway={gateways.find((gateway) => gateway.kind === 'twilio')} />
      </div>
    </>
  );
}
