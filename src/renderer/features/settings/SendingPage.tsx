/** The phone that carries the texts: how it is, testing it, connecting another, pausing and disconnecting it. */
import { Smartphone } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { GatewayCard } from './GatewayCard.tsx';
import { SettingRow } from './SettingRow.tsx';
import type { PageProps } from './pageProps.ts';

export function SendingPage({ locked }: PageProps) {
  const t = useT();
  const { router } = useServices();
  const list = useQuery('gateways.listGateways', {}, { invalidateOn: ['gateway.changed', 'message.statusChanged'] });
  if (!list.data) return list.error ? <ErrorRegion error={list.error} onRetry={list.refetch} /> : <Skeleton rows={5} />;
  const connect = (): void => router.go({ screen: 'setup', section: 'phone' });
  if (list.data.items.length === 0) {
    return (
      <Empty
        icon={Smartphone}
        title={t('settings.noGateway')}
        help={t('settings.noGatewayHelp')}
        action={
          <Button variant="primary" disabled={locked} onClick={connect}>
            {t('settings.connect')}
          </Button>
        }
      />
    );
  }
  return (
    <>
      {list.data.items.map((gateway) => (
        <GatewayCard key={gateway.id} gateway={gateway} locked={locked} />
      ))}
      <SettingRow name={t('settings.connectAnother')} help={t('settings.connectAnotherHelp')} group>
        {() => (
          <Button disabled={locked} onClick={connect}>
            {t('settings.connectAnother')}
          </Button>
        )}
      </SettingRow>
    </>
  );
}
