/** Step 3: the phone. What to do on it at the left; at the right where it is, how to sign in, and the checks as they come in. */
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { useRoute } from '../../app/useRoute.ts';
import { useT } from '../../i18n/useT.ts';
import { Disclosure } from '../gateways/index.ts';
import { PhoneForm } from './PhoneForm.tsx';
import { PhonePicture } from './PhonePicture.tsx';
import { StepHead } from './StepHead.tsx';
import type { StepProps } from './stepProps.ts';
import styles from './Phone.module.css';

export function PhoneStep({ gateways }: StepProps) {
  const t = useT();
  const { selection } = useRoute('setup');
  return (
    <>
      <StepHead title={t('setup.phone.title')} help={t('setup.phone.help')} />
      <div className={styles.columns}>
        <div className={styles.how}>
          <PhonePicture />
          <Instructions />
        </div>
        <PhoneForm
          key={selection}
          phones={gateways.filter(({ kind }) => kind === 'phone')}
          wanted={selection ?? null}
        />
      </div>
    </>
  );
}

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

function Instructions() {
  const t = useT();
  return (
    <ol className={styles.instructions}>
      <li>
        <div>
          <FormattedMessage id="setup.phone.how1" values={{ b: bold }} />
          <Disclosure label={t('setup.phone.noApp')}>
            <p className={styles.install}>{t('setup.phone.install')}</p>
          </Disclosure>
        </div>
      </li>
      {(['setup.phone.how2', 'setup.phone.how3'] as const).map((id) => (
        <li key={id}>
          <span>
            <FormattedMessage id={id} values={{ b: bold }} />
          </span>
        </li>
      ))}
    </ol>
  );
}
