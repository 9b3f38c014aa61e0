/** One way texts go: its state in words, its facts, the checks of "Test now", what can be set, and what can be done with it. */
import { CircleAlert, CloudCog, Smartphone } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { GatewayCheck, GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CheckLine, CheckList, Disclosure, HearingCheck, lookOf, withNumberWords } from '../gateways/index.ts';
import { AccountSettings } from './AccountSettings.tsx';
import { FindAgain } from './FindAgain.tsx';
import { GatewayFacts } from './GatewayFacts.tsx';
import { gatewayTone, problemMessage, stateMessage } from './gatewayWords.ts';
import { PhoneSettings } from './PhoneSettings.tsx';
import styles from './Gateway.module.css';

const RemoveDialog = lazy(async () => ({ default: (await import('./RemoveGatewayDialog.tsx')).RemoveGatewayDialog }));

export interface GatewayCardProps {
  readonly gateway: GatewaySummary;
  readonly locked: boolean;
  /** The last way there is: disconnecting it stops everything. */
  readonly only: boolean;
}

export function GatewayCard({ gateway, locked, only }: GatewayCardProps) {
  const t = useT();
  const [checks, setChecks] = useState<readonly GatewayCheck[] | null>(null);
  const isPhone = gateway.kind === 'phone';
  const Icon = isPhone ? Smartphone : CloudCog;
  return (
    <section className={styles.card} aria-label={gateway.label}>
      <header className={styles.head}>
        <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
        <h3 className={styles.name}>{gateway.label}</h3>
        <Chip tone={gatewayTone(gateway)}>{t(stateMessage(gateway))}</Chip>
        {gateway.simulated ? <Chip tone="auto">{t('settings.gateway.demo')}</Chip> : null}
      </header>
      {gateway.problem === null ? null : (
        <p className={styles.problem} role="status">
          <CircleAlert size={16} aria-hidden="true" />
          {t(problemMessage(gateway.kind, gateway.problem))}
        </p>
      )}
      {isPhone && gateway.problem === 'unreachable' ? <FindAgain gateway={gateway} locked={locked} /> : null}
      <GatewayFacts gateway={gateway} />
      {checks ? (
        <div className={styles.checks}>
          <CheckList label={t('settings.gateway.checks')}>
            {checks.map((check, index) => (
              <CheckLine key={`${check.name}${String(index)}`} look={lookOf(check)}>
                {withNumberWords(check.text)}
              </CheckLine>
            ))}
            {isPhone ? <HearingCheck gateway={gateway} /> : null}
          </CheckList>
        </div>
      ) : null}
      <div className={styles.more}>
        <Disclosure label={t(isPhone ? 'sending.phoneSettings' : 'sending.accountSettings')}>
          {isPhone ? (
            <PhoneSettings gateway={gateway} locked={locked} />
          ) : (
            <AccountSettings gateway={gateway} locked={locked} />
          )}
        </Disclosure>
      </div>
      <Actions gateway={gateway} locked={locked} only={only} onChecks={setChecks} />
    </section>
  );
}

interface ActionsProps extends GatewayCardProps {
  readonly onChecks: (checks: readonly GatewayCheck[]) => void;
}

function Actions({ gateway, locked, only, onChecks }: ActionsProps) {
  const t = useT();
  const { router } = useServices();
  const [removing, setRemoving] = useState(false);
  const test = useCommand('gateways.testGateway');
  const pause = useCommand('gateways.setPaused');
  const paused = gateway.state === 'paused';
  const testNow = async (): Promise<void> => {
    const outcome = await test.run({ id: gateway.id });
    if (outcome.ok) onChecks(outcome.value.checks);
  };
  return (
    <footer className={styles.foot}>
      <Button disabled={test.pending} onClick={() => void testNow()}>
        {t(test.pending ? 'settings.gateway.testing' : 'settings.gateway.test')}
      </Button>
      <Button
        disabled={locked}
        onClick={() => router.go({ screen: 'setup', section: gateway.kind, selection: gateway.id })}
      >
        {t(gateway.kind === 'phone' ? 'sending.changePassword' : 'sending.changeKey')}
      </Button>
      <Button disabled={locked || pause.pending} onClick={() => void pause.run({ id: gateway.id, paused: !paused })}>
        {t(paused ? 'settings.gateway.resume' : 'settings.gateway.pause')}
      </Button>
      <span className={styles.spring} />
      <Button danger disabled={locked} onClick={() => setRemoving(true)}>
        {t('settings.gateway.remove')}
      </Button>
      <Suspense>
        {removing ? <RemoveDialog gateway={gateway} only={only} onClose={() => setRemoving(false)} /> : null}
      </Suspense>
    </footer>
  );
}
