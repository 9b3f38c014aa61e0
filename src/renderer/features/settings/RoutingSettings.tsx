/** Which way texts go where there are two: the preferred one, standing in for each other, the phone's daily limit, WhatsApp. */
import type { GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Banner } from '../../ui/Banner.tsx';
import { TriangleAlert } from 'lucide-react';
import { ChoiceSetting, OnOffSetting } from './fields.tsx';
import type { PageProps } from './pageProps.ts';
import { SettingRow } from './SettingRow.tsx';
import styles from './Settings.module.css';

const MINUTES = [5, 10, 15, 30, 60, 120] as const;
const FIRST = '';

export interface RoutingSettingsProps extends PageProps {
  readonly gateways: readonly GatewaySummary[];
}

export function RoutingSettings({ settings, locked, gateways }: RoutingSettingsProps) {
  const t = useT();
  const phones = gateways.filter(({ kind }) => kind === 'phone').length;
  const twilio = gateways.find(({ kind }) => kind === 'twilio');
  const pair = twilio === undefined ? 'phones' : phones === 0 ? 'accounts' : 'both';
  return (
    <section aria-labelledby="settings-routing">
      <h3 id="settings-routing" className={styles.sectionTitle}>
        {t('routing.title')}
      </h3>
      <UseFor settings={settings} locked={locked} gateways={gateways} />
      {gateways.length > 1 ? <StandIn settings={settings} locked={locked} pair={pair} /> : null}
      {twilio ? <WhatsApp settings={settings} locked={locked} number={twilio.account?.whatsAppNumber ?? null} /> : null}
    </section>
  );
}

/** "Use for: reminders / answers / campaigns". Two of the three are rules, not choices, and are said as such. */
function UseFor({ settings, locked, gateways }: RoutingSettingsProps) {
  const t = useT();
  const { preferredGatewayId } = settings.routing;
  const known = gateways.some(({ id }) => id === preferredGatewayId);
  const first = gateways[0]?.label ?? '';
  return (
    <>
      {gateways.length < 2 ? null : (
        <ChoiceSetting
          name={t('routing.preferred')}
          help={t('routing.preferredHelp')}
          value={known ? (preferredGatewayId ?? FIRST) : FIRST}
          options={[
            { value: FIRST, label: t('routing.first', { name: first }) },
            ...gateways.map(({ id, label }) => ({ value: id, label })),
          ]}
          patch={(value) => ({ routing: { preferredGatewayId: value === FIRST ? null : value } })}
          disabled={locked}
        />
      )}
      <Rule name={t('routing.answers')} help={t('routing.answersHelp')} value={t('routing.sameWay')} />
      <Rule
        name={t('routing.campaigns')}
        help={t('routing.campaignsHelp')}
        value={t(gateways.some(({ kind }) => kind === 'twilio') ? 'routing.onlyTwilio' : 'routing.notPossible')}
      />
    </>
  );
}

function Rule({ name, help, value }: { readonly name: string; readonly help: string; readonly value: string }) {
  return (
    <SettingRow name={name} help={help} group>
      {() => <span className={styles.value}>{value}</span>}
    </SettingRow>
  );
}

interface StandInProps extends PageProps {
  /** Two of a kind, or one of each (and more). */
  readonly pair: 'phones' | 'accounts' | 'both';
}

function StandIn({ settings: { routing, sending }, locked, pair }: StandInProps) {
  const t = useT();
  const { failover, failoverAfterMinutes, spill } = routing;
  const minutes = MINUTES.some((one) => one === failoverAfterMinutes) ? MINUTES : [...MINUTES, failoverAfterMinutes];
  return (
    <>
      <OnOffSetting
        name={t('routing.failover', { minutes: failoverAfterMinutes, pair })}
        help={t('routing.failoverHelp')}
        on={failover}
        patch={(on) => ({ routing: { failover: on } })}
        disabled={locked}
      />
      {failover ? (
        <ChoiceSetting
          name={t('routing.after')}
          value={String(failoverAfterMinutes)}
          options={[...minutes]
            .sort((a, b) => a - b)
            .map((count) => ({
              value: String(count),
              label: t('settings.blur.minutes', { minutes: count }),
            }))}
          patch={(value) => ({ routing: { failoverAfterMinutes: Number(value) } })}
          disabled={locked}
        />
      ) : null}
      {pair === 'accounts' ? null : (
        <OnOffSetting
          name={t('routing.spill', { limit: sending.perDay, pair })}
          help={t('routing.spillHelp')}
          on={spill}
          patch={(on) => ({ routing: { spill: on } })}
          disabled={locked}
        />
      )}
    </>
  );
}

function WhatsApp({ settings, locked, number }: PageProps & { readonly number: string | null }) {
  const t = useT();
  const { whatsapp } = settings.routing;
  return (
    <>
      <OnOffSetting
        name={t('routing.whatsApp')}
        help={t(number === null ? 'routing.whatsAppNoNumber' : 'routing.whatsAppHelp')}
        on={whatsapp}
        patch={(on) => ({ routing: { whatsapp: on } })}
        disabled={locked || (number === null && !whatsapp)}
      />
      {settings.practice.hipaa ? (
        <div className={styles.warning}>
          <Banner tone={whatsapp ? 'bad' : 'warn'} icon={TriangleAlert}>
            {t('routing.whatsAppWarning')}
          </Banner>
        </div>
      ) : null}
    </>
  );
}
