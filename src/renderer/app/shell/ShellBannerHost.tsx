/** The one banner of the frame: the most urgent thing, its words and its button. The others wait behind the bell. */
import { BatteryLow, CloudOff, FlaskConical, Pause, TriangleAlert, WifiOff } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { BannerWay, ShellBanner } from '../shellState.ts';
import styles from './shell.module.css';

const ICONS: Record<string, LucideIcon> = {
  core: CloudOff,
  down: WifiOff,
  offline: CloudOff,
  held: Pause,
  battery: BatteryLow,
  demo: FlaskConical,
};

/** The sentence of a banner. */
export function useBannerText(): (banner: ShellBanner) => string {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  return ({ message, count = 0, percent = 0, minutes = 0, kind = 'phone', by = 'twilio', since }) =>
    t(message, { count, percent, minutes, kind, by, since: since ? formats.when(since, clock.now()) : '' });
}

export function ShellBannerHost({ banner }: { readonly banner: ShellBanner | undefined }) {
  const t = useT();
  const text = useBannerText();
  const follow = useBannerWay();
  if (!banner) return null;
  const { action } = banner;
  return (
    <div className={styles.bannerHost}>
      <Banner
        tone={banner.tone}
        icon={ICONS[banner.key] ?? TriangleAlert}
        actions={
          action ? (
            <Button size="small" onClick={() => follow(action.way)}>
              {t(action.message)}
            </Button>
          ) : null
        }
      >
        {text(banner)}
      </Banner>
    </div>
  );
}

function useBannerWay(): (way: BannerWay) => void {
  const { router } = useServices();
  return (way) => {
    if (way === 'gateway') router.go({ screen: 'settings', section: 'sending' });
    else if (way === 'receiving') router.go({ screen: 'settings', section: 'receiving' });
    else if (way === 'setup') router.go({ screen: 'setup' });
    else if (way === 'backups') router.go({ screen: 'settings', section: 'data' });
    else if (way === 'health') router.show('health');
    else if (way === 'review') router.go({ screen: 'inbox', section: 'review' });
    else router.show('reminders');
  };
}
