/** Reminders that the phone or Twilio keeps and sends by itself: whoever leaves may switch the PC off, and a text in doubt is said aloud. */
import { MoonStar, TriangleAlert } from 'lucide-react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Board } from './useBoard.ts';
import styles from './Today.module.css';

export interface HandedOffBannerProps {
  readonly handedOff: Board['handedOff'];
  readonly now: number;
}

export function HandedOffBanner({ handedOff, now }: HandedOffBannerProps) {
  const t = useT();
  const formats = useFormats();
  const { router } = useServices();
  if (handedOff === null) return null;
  const { count, nextAt, kinds, inDoubt } = handedOff;
  const at = kinds.length === 1 && kinds[0] !== undefined ? kinds[0] : 'both';
  return (
    <div className={styles.notice}>
      <Banner
        tone={inDoubt > 0 ? 'warn' : 'neutral'}
        icon={inDoubt > 0 ? TriangleAlert : MoonStar}
        actions={
          <Button size="small" onClick={() => router.go({ screen: inDoubt > 0 ? 'health' : 'reminders' })}>
            {t(inDoubt > 0 ? 'today.handedOff.look' : 'today.handedOff.see')}
          </Button>
        }
      >
        {inDoubt > 0 ? `${t('today.handedOff.inDoubt', { count: inDoubt })} ` : null}
        {count === 0
          ? null
          : t(`today.handedOff.${at}`, {
              count,
              when: nextAt === null ? '' : formats.when(Math.max(nextAt, now), now),
            })}
      </Banner>
    </div>
  );
}
