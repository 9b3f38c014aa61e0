/** One gateway: its state in words, its facts, the checks of "Test now", and what can be done with it. */
import { Check, CircleAlert, Smartphone } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { GatewayCheck, GatewaySummary } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { Tone } from '../../ui/statusLanguage.ts';
import { StepTimeline } from '../../ui/StepTimeline.tsx';
import styles from './Gateway.module.css';

const RemoveDialog = lazy(async () => ({ default: (await import('./RemoveGatewayDialog.tsx')).RemoveGatewayDialog }));

const TONES: Record<GatewaySummary['state'], Tone> = {
  up: 'ok',
  slow: 'warn',
  down: 'bad',
  refused: 'bad',
  paused: 'warn',
  unknown: 'neutral',
};

export interface GatewayCardProps {
  readonly gateway: GatewaySummary;
  readonly locked: boolean;
}

export function GatewayCard({ gateway, locked }: GatewayCardProps) {
  const t = useT();
  const [checks, setChecks] = useState<readonly GatewayCheck[] | null>(null);
  const [removing, setRemoving] = useState(false);
  const test = useCommand('gateways.testGateway');
  const pause = useCommand('gateways.setPaused');
  const paused = gateway.state === 'paused';
  const testNow = async (): Promise<void> => {
    const outcome = await test.run({ id: gateway.id });
    if (outcome.ok) setChecks(outcome.value.checks);
  };
  return (
    <section className={styles.card} aria-label={gateway.label}>
      <header className={styles.head}>
        <Smartphone size={20} strokeWidth={1.75} aria-hidden="true" />
        <h3 className={styles.name}>{gateway.label}</h3>
        <Chip tone={TONES[gateway.state]}>{t(`settings.gateway.${gateway.state}`)}</Chip>
        {gateway.simulated ? <Chip tone="auto">{t('settings.gateway.demo')}</Chip> : null}
      </header>
      {gateway.problem === null ? null : (
        <p className={styles.problem} role="status">
          <CircleAlert size={16} aria-hidden="true" />
          {t(`gatewayProblem.${gateway.problem}`)}
        </p>
      )}
      <Facts gateway={gateway} />
      {checks ? <Checks checks={checks} /> : null}
      <footer className={styles.foot}>
        <Button disabled={test.pending} onClick={() => void testNow()}>
          {t(test.pending ? 'settings.gateway.testing' : 'settings.gateway.test')}
        </Button>
        <Button disabled={locked || pause.pending} onClick={() => void pause.run({ id: gateway.id, paused: !paused })}>
          {t(paused ? 'settings.gateway.resume' : 'settings.gateway.pause')}
        </Button>
        <span className={styles.spring} />
        <Button danger disabled={locked} onClick={() => setRemoving(true)}>
          {t('settings.gateway.remove')}
        </Button>
      </footer>
      <Suspense>{removing ? <RemoveDialog gateway={gateway} onClose={() => setRemoving(false)} /> : null}</Suspense>
    </section>
  );
}

function Facts({ gateway }: { readonly gateway: GatewaySummary }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const when = (at: number | null): string =>
    at === null ? t('settings.gateway.never') : formats.when(at, clock.now());
  const facts: readonly (readonly [string, string])[] = [
    [t('settings.gateway.address'), gateway.address],
    [t('settings.gateway.number'), gateway.ownNumber ?? t('settings.gateway.numberUnknown')],
    ...(gateway.version === null
      ? []
      : [[t('settings.gateway.app'), t('settings.gateway.appVersion', { version: gateway.version })] as const]),
    ...(gateway.batteryPercent === null
      ? []
      : [
          [
            t('settings.gateway.battery'),
            t('settings.gateway.batteryAt', { percent: gateway.batteryPercent }),
          ] as const,
        ]),
    [t('settings.gateway.today'), formats.count(gateway.sentToday)],
    [t('settings.gateway.queued'), formats.count(gateway.queued)],
    [t('settings.gateway.heard'), when(gateway.lastHeardAt)],
    [t('settings.gateway.inbound'), when(gateway.lastInboundAt)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Checks({ checks }: { readonly checks: readonly GatewayCheck[] }) {
  const t = useT();
  return (
    <div role="status" className={styles.checks}>
      <StepTimeline
        label={t('settings.gateway.checks')}
        steps={checks.map((check) => ({
          key: check.name,
          tone: check.ok ? 'ok' : check.name === 'battery' ? 'warn' : 'bad',
          icon: check.ok ? Check : CircleAlert,
          title: check.text,
        }))}
      />
    </div>
  );
}
