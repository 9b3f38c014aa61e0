/** How gateways reach this PC: the state of tunnel and listener in words, and what was turned away. For managers. */
import { CircleAlert, Radio } from 'lucide-react';
import type { Tunnel } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from './Facts.tsx';
import styles from './health.module.css';

const TONES = { off: 'neutral', starting: 'neutral', up: 'ok', down: 'bad', missing: 'bad' } as const;
const STATES = {
  off: 'health.route.posts.off',
  starting: 'health.route.unknown',
  up: 'health.route.up',
  down: 'health.route.down',
  missing: 'health.route.down',
} as const;
/** Worth a line when they happened, the worst first; the first of them is an alarm. */
const TURNED_AWAY = ['forged', 'busy', 'stale', 'refused', 'repeated'] as const;

export function ListenerCard({ tunnel, now }: { readonly tunnel: Tunnel; readonly now: number }) {
  const t = useT();
  const formats = useFormats();
  const { kind, state, text, publicUrl, lan, counts, lastEventAt, waiting, lastCheck } = tunnel;
  const seen = TURNED_AWAY.filter((what) => counts[what] > 0);
  return (
    <section className={styles.card} aria-labelledby="health-listener">
      <header className={styles.cardHead}>
        <Radio size={18} strokeWidth={1.75} aria-hidden="true" />
        <h3 id="health-listener">{t('health.listener')}</h3>
        {kind === 'off' ? null : <Chip tone={TONES[state]}>{t(STATES[state])}</Chip>}
      </header>
      {kind === 'off' ? null : <p className={styles.text}>{text}</p>}
      {lastCheck && !lastCheck.ok ? (
        <p className={styles.problem}>
          <CircleAlert size={16} aria-hidden="true" />
          {lastCheck.text}
        </p>
      ) : null}
      <Facts
        facts={[
          ...(publicUrl === null ? [] : [{ name: t('health.listener.address'), value: publicUrl }]),
          ...(lan.on ? [{ name: t('health.listener.lan'), value: lan.address ?? lan.text }] : []),
          {
            name: t('health.listener.last'),
            value: lastEventAt === null ? t('health.listener.none') : formats.when(lastEventAt, now),
          },
        ]}
      />
      <ul className={styles.counts}>
        {waiting > 0 ? <li>{t('health.listener.waiting', { count: waiting })}</li> : null}
        {seen.map((what) => (
          <li key={what} className={what === 'forged' ? styles.bad : undefined}>
            {t(`health.listener.${what}`, { count: counts[what] })}
          </li>
        ))}
        <li>{t('health.listener.accepted', { count: counts.accepted })}</li>
      </ul>
    </section>
  );
}
