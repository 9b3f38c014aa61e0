/** What the phone was asked and has answered, whether replies come back, and what to change on it so that it stays so. */
import type { GatewayCheck, GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { AdviceButton, CheckLine, CheckList, HearingCheck, lookOf, withNumberWords } from '../gateways/index.ts';
import styles from './Phone.module.css';

export interface PhoneChecksProps {
  /** Of the last pairing. */
  readonly checks: readonly GatewayCheck[];
  readonly gateway: GatewaySummary | undefined;
  /** Why the phone chosen in the list could not be reached. */
  readonly unreached: string | null;
  readonly onEditAddress: () => void;
}

export function PhoneChecks({ checks, gateway, unreached, onEditAddress }: PhoneChecksProps) {
  const t = useT();
  const paired = checks.length > 0 ? gateway : undefined;
  if (unreached === null && !paired) return null;
  return (
    <div className={styles.checks}>
      <CheckList label={t('setup.phone.checks')}>
        {unreached === null ? null : (
          <CheckLine
            look="bad"
            aside={
              <Button size="small" onClick={onEditAddress}>
                {t('setup.phone.editAddress')}
              </Button>
            }
          >
            {unreached}
          </CheckLine>
        )}
        {checks.filter(isShown).map((check, index) => (
          <CheckLine key={`${check.name}${String(index)}`} look={lookOf(check)}>
            {withNumberWords(check.text)}
          </CheckLine>
        ))}
        {paired ? <HearingCheck gateway={paired} /> : null}
        {paired ? (
          <CheckLine look="warn" detail={t('setup.phone.saverHelp')} aside={<AdviceButton gateway={paired} />}>
            {t('setup.phone.saver')}
          </CheckLine>
        ) : null}
      </CheckList>
    </div>
  );
}

/** Reaching and signing in are one sentence; receiving has a line of its own that really listens. */
function isShown({ name, ok }: GatewayCheck): boolean {
  return name !== 'receive' && !((name === 'signIn' || name === 'version') && ok);
}
