/** The ways texts go: how each is, testing it, adding the other one, and which goes when. */
import { Smartphone } from 'lucide-react';
import type { GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { GatewayCard } from './GatewayCard.tsx';
import { HandOffSettings } from './HandOffSettings.tsx';
import type { PageProps } from './pageProps.ts';
import { RoutingSettings } from './RoutingSettings.tsx';
import { SettingRow } from './SettingRow.tsx';
import styles from './Gateway.module.css';

const KINDS = ['phone', 'twilio'] as const;

export function SendingPage({ settings, locked }: PageProps) {
  const list = useQuery('gateways.listGateways', {}, { invalidateOn: ['gateway.changed', 'message.statusChanged'] });
  if (!list.data) return list.error ? <ErrorRegion error={list.error} onRetry={list.refetch} /> : <Skeleton rows={5} />;
  const { items } = list.data;
  if (items.length === 0) return <NoGateway locked={locked} />;
  return (
    <>
      {items.map((gateway) => (
        <GatewayCard key={gateway.id} gateway={gateway} locked={locked} only={items.length === 1} />
      ))}
      {KINDS.filter((kind) => items.every((gateway) => gateway.kind !== kind)).map((kind) => (
        <AddOther key={kind} kind={kind} locked={locked} />
      ))}
      {items.some(({ kind }) => kind === 'phone') ? <AddPhone locked={locked} /> : null}
      <RoutingSettings settings={settings} locked={locked} gateways={items} />
      <HandOffSettings handOff={settings.handOff} disabled={locked} />
    </>
  );
}

function NoGateway({ locked }: { readonly locked: boolean }) {
  const t = useT();
  const connect = useConnect();
  return (
    <Empty
      icon={Smartphone}
      title={t('settings.noGateway')}
      help={t('settings.noGatewayHelp')}
      action={
        <span className={styles.connectEither}>
          <Button variant="primary" disabled={locked} onClick={() => connect('phone')}>
            {t('settings.connect')}
          </Button>
          <Button disabled={locked} onClick={() => connect('twilio')}>
            {t('sending.connectTwilio')}
          </Button>
        </span>
      }
    />
  );
}

function AddOther({ kind, locked }: { readonly kind: GatewaySummary['kind']; readonly locked: boolean }) {
  const t = useT();
  const connect = useConnect();
  const name = t(kind === 'phone' ? 'sending.addPhone' : 'sending.addTwilio');
  return (
    <SettingRow name={name} help={t(kind === 'phone' ? 'sending.addPhoneHelp' : 'sending.addTwilioHelp')} group>
      {() => (
        <Button disabled={locked} onClick={() => connect(kind)}>
          {t(kind === 'phone' ? 'settings.connect' : 'sending.connectTwilio')}
        </Button>
      )}
    </SettingRow>
  );
}

/** A second phone beside the first. */
function AddPhone({ locked }: { readonly locked: boolean }) {
  const t = useT();
  const { router } = useServices();
  return (
    <SettingRow name={t('sending.anotherPhone')} help={t('sending.anotherPhoneHelp')} group>
      {() => (
        <Button
          disabled={locked}
          onClick={() => router.go({ screen: 'setup', section: 'phone', selection: 'another' })}
        >
          {t('settings.connect')}
        </Button>
      )}
    </SettingRow>
  );
}

function useConnect(): (kind: GatewaySummary['kind']) => void {
  const { router } = useServices();
  return (kind) => router.go({ screen: 'setup', section: kind });
}
