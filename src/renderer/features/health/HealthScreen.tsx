/** Health: why texts did not go out, how each route is, what the program itself says. Puts the parts together; the core explains. */
import { CircleCheck, OctagonAlert, Pause } from 'lucide-react';
import type { Health, QueueExplanation } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useNow } from '../../state/useNow.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { ScreenHeader } from '../../ui/ScreenHeader.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { countIn, PARTS } from './groupSteps.ts';
import { ListenerCard } from './ListenerCard.tsx';
import { QueueGroup } from './QueueGroup.tsx';
import { RouteCards } from './RouteCards.tsx';
import { SelfCard } from './SelfCard.tsx';
import { useHealthData } from './useHealthData.ts';
import styles from './health.module.css';

/** Spans like "12 min" move on by themselves. */
const TICK_MS = 20_000;

export function HealthScreen() {
  const t = useT();
  const now = useNow(TICK_MS);
  const { health, queue, tunnel, manages } = useHealthData();
  const items = queue.data?.items;
  return (
    <div className={styles.screen}>
      <ScreenHeader title={t('health.title')} actions={items ? <Summary items={items} /> : null} />
      <div className={styles.page} tabIndex={0} role="region" aria-label={t('health.title')} data-region="health">
        <div className={styles.columns}>
          <section className={styles.main} aria-labelledby="health-why">
            {health.data ? <Notices health={health.data} now={now} /> : null}
            <h2 id="health-why">{t('health.why')}</h2>
            {items ? (
              <Groups items={items} health={health.data} now={now} manages={manages} />
            ) : queue.error ? (
              <ErrorRegion error={queue.error} onRetry={queue.refetch} />
            ) : (
              <Skeleton rows={6} />
            )}
          </section>
          <div className={styles.side}>
            {health.data ? (
              <>
                <RouteCards gateways={health.data.gateways} now={now} manages={manages} />
                {tunnel && (tunnel.kind !== 'off' || tunnel.lan.on) ? <ListenerCard tunnel={tunnel} now={now} /> : null}
                <SelfCard health={health.data} now={now} />
              </>
            ) : health.error ? (
              <ErrorRegion error={health.error} onRetry={health.refetch} />
            ) : (
              <Skeleton rows={8} />
            )}
          </div>
        </div>
      </div>
    </div>
  );
}

/** How many need somebody, in the head; good news is in the middle of the page. */
function Summary({ items }: { readonly items: readonly QueueExplanation[] }) {
  const t = useT();
  const [you, waiting] = PARTS.map(({ states }) => countIn(items, states));
  return (
    <span className={styles.summary} role="status">
      {you ? <Chip tone="bad">{t('health.needYou', { count: you })}</Chip> : null}
      {waiting ? <Chip tone="warn">{t('health.waits', { count: waiting })}</Chip> : null}
    </span>
  );
}

interface GroupsProps {
  readonly items: readonly QueueExplanation[];
  readonly health: Health | undefined;
  readonly now: number;
  readonly manages: boolean;
}

function Groups({ items, health, now, manages }: GroupsProps) {
  const t = useT();
  const pressing = items.some(({ state }) => state !== 'later');
  return (
    <>
      {pressing ? null : (
        <div className={styles.allOut}>
          <Empty
            icon={CircleCheck}
            title={t('health.allOut')}
            {...(health ? { help: t('health.allOutHelp', { count: health.queue.sentToday }) } : {})}
          />
        </div>
      )}
      {PARTS.map(({ key, states }) => {
        const part = items.filter(({ state }) => (states as readonly string[]).includes(state));
        if (part.length === 0) return null;
        return (
          <section key={key} className={styles.part} aria-labelledby={`health-${key}`}>
            <h3 id={`health-${key}`}>{t(`health.part.${key}`)}</h3>
            <ul className={styles.groups}>
              {part.map((item) => (
                <QueueGroup
                  key={`${item.state}.${item.code}.${item.gatewayId ?? ''}`}
                  item={item}
                  now={now}
                  manages={manages}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** What changes everything below it: switches of the computer, and why automatic texts are held. */
function Notices({ health, now }: { readonly health: Health; readonly now: number }) {
  const t = useT();
  const formats = useFormats();
  const { overrides, sendingHeld } = health;
  return (
    <>
      {overrides.length > 0 ? (
        <div className={styles.notice}>
          <Banner tone="bad" icon={OctagonAlert}>
            <strong>{t('health.overrides', { names: overrides.join(', ') })}</strong> {t('health.overridesHelp')}
          </Banner>
        </div>
      ) : null}
      {sendingHeld ? (
        <div className={styles.notice}>
          <Banner tone="warn" icon={Pause}>
            {t(`health.held.${sendingHeld.code}`, { since: formats.when(sendingHeld.since, now) })}
          </Banner>
        </div>
      ) : null}
    </>
  );
}
