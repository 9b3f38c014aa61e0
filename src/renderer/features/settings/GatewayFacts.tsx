/** The facts of a gateway: what it is, what it did today, when it was last heard of. */
import type { GatewaySummary } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { phoneNumberWords } from '../gateways/index.ts';
import styles from './Gateway.module.css';

export function GatewayFacts({ gateway }: { readonly gateway: GatewaySummary }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const when = (at: number | null): string =>
    at === null ? t('settings.gateway.never') : formats.when(at, clock.now());
  const { kind, ownNumber, version, batteryPercent, deviceName, account } = gateway;
  const facts: readonly (readonly [string, string | null])[] = [
    [
      t('settings.gateway.number'),
      ownNumber === null ? t('settings.gateway.numberUnknown') : phoneNumberWords(ownNumber),
    ],
    [t('settings.gateway.address'), kind === 'phone' ? gateway.address : null],
    [t('sending.account'), kind === 'twilio' ? deviceName : null],
    [t('sending.service'), account?.sender.startsWith('MG') === true ? account.sender : null],
    [t('settings.gateway.app'), version === null ? null : t('settings.gateway.appVersion', { version })],
    [
      t('settings.gateway.battery'),
      batteryPercent === null ? null : t('settings.gateway.batteryAt', { percent: batteryPercent }),
    ],
    [t('settings.gateway.today'), formats.count(gateway.sentToday)],
    [t('settings.gateway.queued'), formats.count(gateway.queued)],
    [t('settings.gateway.heard'), when(gateway.lastHeardAt)],
    [t('settings.gateway.inbound'), when(gateway.lastInboundAt)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
