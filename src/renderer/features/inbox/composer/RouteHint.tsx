/** Which way the text will go, where there is a choice, and what it would wait for. */
import { Info, Smartphone, Waypoints } from 'lucide-react';
import type { PreviewRoute } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { cx } from '../../../ui/cx.ts';
import { tip } from '../../../ui/tip.ts';
import { useRoutes } from '../useRoutes.ts';
import { usePhoneDown } from './usePhoneDown.ts';
import styles from './composer.module.css';

export function RouteHint({ route }: { readonly route: PreviewRoute | null }) {
  const t = useT();
  const { several, nameOf } = useRoutes();
  const down = usePhoneDown();
  if (route?.waits || (down && route)) {
    return (
      <span className={styles.downHint} {...(route.waits ? tip(route.waits.text) : {})}>
        <Info size={13} aria-hidden="true" />
        {t('inbox.willWait', { route: nameOf(route) })}
      </span>
    );
  }
  if (down) {
    return (
      <span className={styles.downHint}>
        <Info size={13} aria-hidden="true" />
        {t('inbox.phoneDown')}
      </span>
    );
  }
  if (!route || !several) return null;
  const Icon = route.gatewayKind === 'phone' ? Smartphone : Waypoints;
  const why = route.why === null ? {} : tip(t(`inbox.route.${route.why}`));
  return (
    <span className={cx(styles.routeHint, route.why !== null && styles.around)} {...why}>
      <Icon size={13} aria-hidden="true" />
      {t('inbox.route.by', { route: nameOf(route) })}
    </span>
  );
}
