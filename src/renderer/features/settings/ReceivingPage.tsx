/** Whether what patients write gets here, and how fast: asking in turns (always), being called (if wished), and the way in from outside. */
import { Inbox, ShieldAlert, TriangleAlert, WifiOff } from 'lucide-react';
import { useEffect } from 'react';
import type { GatewaySummary, Tunnel } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { HookCounts } from './HookCounts.tsx';
import { LanSettings } from './LanSettings.tsx';
import type { PageProps } from './pageProps.ts';
import { ReceivingCard } from './ReceivingCard.tsx';
import { TunnelSettings } from './TunnelSettings.tsx';
import styles from './Settings.module.css';

/** Posts that come in are no event of the page, so they are asked for while somebody looks, in ms. */
const LOOK_AGAIN_MS = 10_000;

export function ReceivingPage({ locked }: PageProps) {
  const t = useT();
  const list = useQuery('gateways.listGateways', {}, { invalidateOn: ['gateway.changed', 'message.added'] });
  const tunnel = useTunnel(locked);
  if (!list.data) return list.error ? <ErrorRegion error={list.error} onRetry={list.refetch} /> : <Skeleton rows={5} />;
  const { items } = list.data;
  return (
    <>
      {tunnel.data ? <Trouble tunnel={tunnel.data} gateways={items} /> : null}
      <h3 className={styles.sectionTitle}>{t('receiving.title')}</h3>
      {items.length === 0 ? (
        <Empty icon={Inbox} title={t('settings.noGateway')} help={t('receiving.noneHelp')} />
      ) : (
        items.map((gateway) => (
          <ReceivingCard key={gateway.id} gateway={gateway} tunnel={tunnel.data} locked={locked} />
        ))
      )}
      {locked ? null : tunnel.data ? (
        <>
          <TunnelSettings key={tunnel.data.kind} tunnel={tunnel.data} onChanged={tunnel.refetch} />
          <LanSettings tunnel={tunnel.data} onChanged={tunnel.refetch} />
          <HookCounts tunnel={tunnel.data} />
        </>
      ) : tunnel.error ? (
        <ErrorRegion error={tunnel.error} onRetry={tunnel.refetch} />
      ) : (
        <Skeleton rows={4} />
      )}
    </>
  );
}

/** The tunnel is for managers only: nobody else may ask for it. */
function useTunnel(locked: boolean) {
  const { timers } = useServices();
  const query = useQuery('tunnel.getTunnel', locked ? null : {}, {
    invalidateOn: ['tunnel.changed', 'gateway.changed'],
  });
  const { refetch } = query;
  useEffect(() => {
    if (locked) return undefined;
    let cancel = (): void => undefined;
    const again = (): void => {
      refetch();
      cancel = timers.after(LOOK_AGAIN_MS, again);
    };
    cancel = timers.after(LOOK_AGAIN_MS, again);
    return () => cancel();
  }, [timers, refetch, locked]);
  return query;
}

interface TroubleProps {
  readonly tunnel: Tunnel;
  readonly gateways: readonly GatewaySummary[];
}

/** What is wrong with receiving, the gravest first (ux.md 5.13). One banner. */
function Trouble({ tunnel, gateways }: TroubleProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const deaf = gateways.find(({ canReceive, state }) => !canReceive && state === 'up');
  if (deaf) {
    return (
      <Banner tone="bad" icon={TriangleAlert}>
        {t(deaf.kind === 'phone' ? 'receiving.deafPhone' : 'receiving.deafTwilio')}
      </Banner>
    );
  }
  if (tunnel.state === 'down' || tunnel.state === 'missing') {
    const since = tunnel.since === null ? '' : formats.when(tunnel.since, clock.now());
    return (
      <Banner tone="warn" icon={WifiOff}>
        {t('receiving.tunnelDown', { since, known: String(tunnel.since !== null) })}
      </Banner>
    );
  }
  const old = gateways.find(({ problem }) => problem === 'oldHookAddress');
  if (old) return <OldAddress gateway={old} />;
  if (tunnel.counts.forged > 0) {
    return (
      <Banner tone="warn" icon={ShieldAlert}>
        {t('receiving.forged', { count: tunnel.counts.forged })}
      </Banner>
    );
  }
  return null;
}

/** The address of this PC has changed, and the other end does not know: one press tells it. */
function OldAddress({ gateway }: { readonly gateway: GatewaySummary }) {
  const t = useT();
  const { run, pending } = useCommand('gateways.setWebhooks');
  return (
    <Banner
      tone="warn"
      icon={TriangleAlert}
      actions={
        <Button size="small" disabled={pending} onClick={() => void run({ id: gateway.id, on: true })}>
          {t('receiving.updateNow')}
        </Button>
      }
    >
      {t('receiving.oldAddress', { kind: gateway.kind })}
    </Banner>
  );
}
