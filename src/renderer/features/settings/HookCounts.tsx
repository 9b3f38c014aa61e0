/** What has come in from outside since the program started, in words: taken, said twice, and turned away with the reason. */
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import type { Tunnel } from '../../contract.ts';
import styles from './Settings.module.css';

const TURNED_AWAY = ['forged', 'stale', 'refused', 'busy'] as const;

export function HookCounts({ tunnel }: { readonly tunnel: Tunnel }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const { counts, lastEventAt, waiting } = tunnel;
  const away = TURNED_AWAY.filter((kind) => counts[kind] > 0);
  const none = counts.accepted + counts.repeated === 0 && away.length === 0;
  if (none && tunnel.kind === 'off' && !tunnel.lan.on) return null;
  return (
    <section aria-labelledby="settings-counts">
      <h3 id="settings-counts" className={styles.sectionTitle}>
        {t('hooks.title')}
      </h3>
      <ul className={styles.counts}>
        <li>{t('hooks.accepted', { count: counts.accepted })}</li>
        {lastEventAt === null ? null : <li>{t('hooks.last', { when: formats.when(lastEventAt, clock.now()) })}</li>}
        {counts.repeated > 0 ? <li>{t('hooks.repeated', { count: counts.repeated })}</li> : null}
        {waiting > 0 ? <li>{t('hooks.waiting', { count: waiting })}</li> : null}
        {away.map((kind) => (
          <li key={kind}>{t(`hooks.${kind}`, { count: counts[kind] })}</li>
        ))}
        {away.length === 0 ? <li>{t('hooks.noneAway')}</li> : null}
      </ul>
    </section>
  );
}
