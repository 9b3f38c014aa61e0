/** How replies of one gateway get here: the last one, the question in turns that always runs, being called at once, and a test. */
import { Check, CloudCog, Smartphone, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { GatewayCheck, GatewaySummary, Tunnel } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { CheckLine, CheckList, HearingCheck, lookOf, withNumberWords } from '../gateways/index.ts';
import { SettingRow } from './SettingRow.tsx';
import { useSaver } from './useSaver.ts';
import styles from './Gateway.module.css';

/** How often each kind is asked, in seconds: what the core does, told here. */
const ASKED_EVERY_S = { phone: 3, twilio: 15 } as const;
/** The checks of "Test now" that are about receiving. */
const OF_RECEIVING: readonly GatewayCheck['name'][] = ['reach', 'receive', 'webhooks'];

export interface ReceivingCardProps {
  readonly gateway: GatewaySummary;
  /** Absent for who may not see it, and until it is known. */
  readonly tunnel: Tunnel | undefined;
  readonly locked: boolean;
}

export function ReceivingCard({ gateway, tunnel, locked }: ReceivingCardProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const { kind, lastInboundAt } = gateway;
  const Icon = kind === 'phone' ? Smartphone : CloudCog;
  return (
    <section className={styles.card} aria-label={gateway.label}>
      <header className={styles.head}>
        <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
        <h4 className={styles.name}>{gateway.label}</h4>
        <Hears gateway={gateway} />
        <span className={styles.spring} />
        <span className={styles.last}>
          {lastInboundAt === null
            ? t('receiving.lastNone')
            : t('receiving.last', { when: formats.when(lastInboundAt, clock.now()) })}
        </span>
      </header>
      <SettingRow
        name={t(kind === 'phone' ? 'receiving.askPhone' : 'receiving.askTwilio', { count: ASKED_EVERY_S[kind] })}
        help={t('receiving.askHelp')}
        group
      >
        {() => <Chip tone="ok">{t('receiving.alwaysOn')}</Chip>}
      </SettingRow>
      <Called gateway={gateway} tunnel={tunnel} locked={locked} />
      <TestReceiving gateway={gateway} locked={locked} />
    </section>
  );
}

function Hears({ gateway: { state, canReceive } }: { readonly gateway: GatewaySummary }) {
  const t = useT();
  if (!canReceive) {
    return (
      <Chip tone="bad" icon={TriangleAlert}>
        {t('receiving.deaf')}
      </Chip>
    );
  }
  if (state === 'up' || state === 'slow') {
    return (
      <Chip tone="ok" icon={Check}>
        {t('receiving.hears')}
      </Chip>
    );
  }
  return <Chip tone={state === 'unknown' ? 'neutral' : 'warn'}>{t(`settings.gateway.${state}`)}</Chip>;
}

/** Webhooks: "The phone calls us" / "Twilio calls us". Null while nobody has switched them here. */
function Called({ gateway, tunnel, locked }: ReceivingCardProps) {
  const t = useT();
  const { save, saved, error, pending } = useSaver('gateways.setWebhooks');
  const phone = gateway.kind === 'phone';
  const on = phone ? (gateway.phone?.webhooks ?? false) : (gateway.account?.webhooks ?? null);
  const reachable = tunnel !== undefined && (tunnel.kind !== 'off' || (phone && tunnel.lan.on));
  const name = t(phone ? 'receiving.phoneCalls' : 'receiving.twilioCalls');
  const help = reachable || on === true ? 'receiving.callsHelp' : 'receiving.callsNeedWay';
  return (
    <SettingRow name={name} help={t(locked ? 'receiving.callsHelp' : help)} saved={saved} error={error} group>
      {() => (
        <Segmented
          label={name}
          options={[
            { value: 'on', label: t('settings.on') },
            { value: 'off', label: t('settings.off') },
          ]}
          value={on === null ? null : on ? 'on' : 'off'}
          onChange={(value) => {
            if (!locked && !pending) void save({ id: gateway.id, on: value === 'on' });
          }}
        />
      )}
    </SettingRow>
  );
}

function TestReceiving({ gateway, locked }: { readonly gateway: GatewaySummary; readonly locked: boolean }) {
  const t = useT();
  const test = useCommand('gateways.testGateway');
  const hooks = useCommand('gateways.setWebhooks');
  const [checks, setChecks] = useState<readonly GatewayCheck[] | null>(null);
  const look = async (): Promise<void> => {
    const outcome = await test.run({ id: gateway.id });
    if (outcome.ok) setChecks(outcome.value.checks.filter(({ name, ok }) => OF_RECEIVING.includes(name) || !ok));
  };
  const update = async (): Promise<void> => {
    const outcome = await hooks.run({ id: gateway.id, on: true });
    if (outcome.ok) await look();
  };
  return (
    <>
      <footer className={styles.foot}>
        <Button disabled={test.pending} onClick={() => void look()}>
          {t(test.pending ? 'settings.gateway.testing' : 'settings.gateway.test')}
        </Button>
      </footer>
      {checks ? (
        <div className={styles.checks}>
          <CheckList label={t('settings.gateway.checks')}>
            {checks.map((check, index) => (
              <CheckLine
                key={`${check.name}${String(index)}`}
                look={lookOf(check)}
                // Twilio still sends replies to an old address: one click puts that right. A stranger's webhook on a phone is for its owner.
                aside={
                  check.name === 'webhooks' && !check.ok && gateway.kind === 'twilio' && !locked ? (
                    <Button size="small" disabled={hooks.pending} onClick={() => void update()}>
                      {t('receiving.updateNow')}
                    </Button>
                  ) : null
                }
              >
                {withNumberWords(check.text)}
              </CheckLine>
            ))}
            {gateway.kind === 'phone' ? <HearingCheck gateway={gateway} /> : null}
          </CheckList>
        </div>
      ) : null}
    </>
  );
}
