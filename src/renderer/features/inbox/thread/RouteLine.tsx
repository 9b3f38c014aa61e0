/** Says where a conversation goes on by another route, number or channel. */
import { MessageCircle, Waypoints } from 'lucide-react';
import { memo } from 'react';
import { useT } from '../../../i18n/useT.ts';
import { numberEnding } from './ways.ts';
import type { Travelled } from './ways.ts';
import styles from './thread.module.css';

export const RouteLine = memo(function RouteLine({ way }: { readonly way: Travelled }) {
  const t = useT();
  const { route, channel } = way;
  const Icon = channel === 'whatsapp' ? MessageCircle : Waypoints;
  const values = { route: route.label, ending: numberEnding(route.ownNumber) ?? '', sim: route.sim ?? 0 };
  const words =
    channel === 'whatsapp'
      ? t('inbox.route.whatsapp', values)
      : values.ending === ''
        ? t(values.sim > 0 ? 'inbox.route.nowSim' : 'inbox.route.now', values)
        : t('inbox.route.nowNumber', values);
  return (
    <div className={styles.event}>
      <Icon size={14} strokeWidth={2} aria-hidden="true" />
      {words}
    </div>
  );
});
