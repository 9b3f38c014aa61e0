/** Texts are stuck: whose reminder will be of no use by the time they may go again is telephoned instead. */
import { PhoneOff } from 'lucide-react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Board } from './useBoard.ts';
import styles from './Today.module.css';

export interface OutageBannerProps {
  readonly outage: Board['outage'];
  readonly now: number;
  readonly onCalls: () => void;
}

export function OutageBanner({ outage, now, onCalls }: OutageBannerProps) {
  const t = useT();
  const formats = useFormats();
  if (outage === null) return null;
  return (
    <div className={styles.notice}>
      <Banner
        tone="bad"
        icon={PhoneOff}
        actions={
          outage.people === 0 ? null : (
            <Button size="small" onClick={onCalls}>
              {t('today.callList')}
            </Button>
          )
        }
      >
        {t('today.outage', { when: formats.when(outage.since, now), people: outage.people })}
      </Banner>
    </div>
  );
}
