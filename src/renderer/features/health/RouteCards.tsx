/** One card per route: up or down since when, its queue, what is left today, when it was last heard, how it tells us. */
import { Cable, CircleAlert, Cloud, Smartphone } from 'lucide-react';
import type { GatewaySummary } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { DeskFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import type { Translate } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import type { Tone } from '../../ui/statusLanguage.ts';
import { clockWords } from './clockWords.ts';
import { Facts } from './Facts.tsx';
import type { FactLine } from './Facts.tsx';
import styles from './health.module.css';

const TONES: Record<GatewaySummary['state'], Tone> = {
  up: 'ok',
  slow: 'warn',
  down: 'bad',
  refused: 'bad',
  paused: 'warn',
  unknown: 'neutral',
};

export interface RouteCardsProps {
  readonly gateways: readonly GatewaySummary[];
  readonly now: number;
  readonly manages: boolean;
}

export function RouteCards({ gateways, now, manages }: RouteCardsProps) {
  const t = useT();
  const { router } = useServices();
  return (
    <section aria-labelledby="health-routes">
      <h2 id="health-routes">{t('health.routes')}</h2>
      {gateways.length === 0 ? (
        <Empty
          icon={Cable}
          title={t('health.noRoutes')}
          help={t('health.noRoutesHelp')}
          action={
            <Button variant="primary" onClick={() => router.go({ screen: 'setup' })}>
              {t('health.connect')}
            </Button>
          }
        />
      ) : (
        gateways.map((gateway) => <RouteCard key={gateway.id} gateway={gateway} now={now} manages={manages} />)
      )}
    </section>
  );
}

interface RouteCardProps extends Omit<RouteCardsProps, 'gateways'> {
  readonly gateway: GatewaySummary;
}

function RouteCard({ gateway, now, manages }: RouteCardProps) {
  const t = useT();
  const formats = useFormats();
  const { router } = useServices();
  const pausing = useCommand('gateways.setPaused');
  const { id, kind, label, state, problem, canReceive } = gateway;
  const Icon = kind === 'phone' ? Smartphone : Cloud;
  return (
    <section className={styles.card} aria-label={label}>
      <header className={styles.cardHead}>
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
        <h3>{label}</h3>
        {gateway.simulated ? <Chip tone="auto">{t('health.route.simulated')}</Chip> : null}
        <Chip tone={TONES[state]}>{stateWords(gateway, { t, formats, now })}</Chip>
      </header>
      {problem === null || problem === 'paused' ? null : <Problem words={t(`gatewayProblem.${problem}`)} />}
      {canReceive || problem !== null ? null : <Problem words={t('health.route.deaf')} />}
      <Facts facts={factsOf(gateway, { t, formats, now })} />
      {(problem === null && state === 'up') || !manages ? null : (
        <div className={styles.cardFoot}>
          {state === 'paused' ? (
            <Button size="small" disabled={pausing.pending} onClick={() => void pausing.run({ id, paused: false })}>
              {t('health.resume', { route: label })}
            </Button>
          ) : null}
          <Button
            size="small"
            label={t('health.route.settings', { route: label })}
            onClick={() => router.go({ screen: 'settings', section: 'sending' })}
          >
            {t('health.route')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Problem({ words }: { readonly words: string }) {
  return (
    <p className={styles.problem}>
      <CircleAlert size={16} aria-hidden="true" />
      {words}
    </p>
  );
}

interface Wording {
  readonly t: Translate;
  readonly formats: DeskFormats;
  readonly now: number;
}

/** "Up", "Down since 9:12 AM". */
function stateWords({ state, since, downSince }: GatewaySummary, { t, formats, now }: Wording): string {
  const words = t(`health.route.${state}`);
  const from = downSince ?? since;
  return state === 'up' || state === 'unknown' || from === null
    ? words
    : t('health.route.since', { state: words, when: formats.when(from, now) });
}

function factsOf(gateway: GatewaySummary, wording: Wording): readonly FactLine[] {
  const { t, formats, now } = wording;
  const { queued, oldestQueuedAt, sentToday, dayLeft, failedToday, batteryPercent } = gateway;
  const when = (at: number | null): string => (at === null ? t('health.route.never') : formats.when(at, now));
  const queue = formats.count(queued);
  const posts = gateway.phone?.webhooks ?? gateway.account?.webhooks ?? false;
  const clock = clockWords(gateway.clockSkewMs, { t, formats });
  return [
    {
      name: t('health.route.queue'),
      value:
        oldestQueuedAt === null
          ? queue
          : t('health.route.queueOldest', { count: queue, span: formats.span(now - oldestQueuedAt) }),
    },
    {
      name: t('health.route.sent'),
      value:
        dayLeft === null
          ? formats.count(sentToday)
          : t('health.route.sentLeft', { sent: formats.count(sentToday), left: formats.count(dayLeft) }),
      ...(dayLeft === 0 ? { tone: 'warn' as const } : {}),
    },
    ...(failedToday === 0
      ? []
      : [{ name: t('health.route.notSent'), value: formats.count(failedToday), tone: 'bad' as const }]),
    { name: t('health.route.heard'), value: when(gateway.lastHeardAt) },
    { name: t('health.route.inbound'), value: when(gateway.lastInboundAt) },
    { name: t('health.route.posts'), value: t(posts ? 'health.route.posts.on' : 'health.route.posts.off') },
    ...(clock === null ? [] : [{ name: t('health.route.clock'), ...clock }]),
    ...(batteryPercent === null
      ? []
      : [{ name: t('health.route.battery'), value: t('health.route.percent', { percent: batteryPercent }) }]),
  ];
}
