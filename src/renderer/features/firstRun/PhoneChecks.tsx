/** What the phone has been asked and has answered, one line per check, and waiting for a first reply. Read aloud as it changes. */
import { Check, LoaderCircle, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/useT.ts';
import { useNow } from '../../state/useNow.ts';
import { cx } from '../../ui/cx.ts';
import type { GatewaySummary } from '../../contract.ts';
import { hasReply, REPLY_WAIT_MS } from './usePairing.ts';
import type { Pairing } from './usePairing.ts';
import styles from './Phone.module.css';

export interface PhoneChecksProps {
  readonly pairing: Pairing;
  readonly gateway: GatewaySummary | undefined;
}

type Look = 'ok' | 'warn' | 'bad' | 'running';
const ICONS = { ok: Check, warn: TriangleAlert, bad: X, running: LoaderCircle } as const;
/** Checks that warn and do not stop anybody. */
const MILD: readonly string[] = ['battery', 'version', 'clock', 'receive'];

export function PhoneChecks({ pairing, gateway }: PhoneChecksProps) {
  const t = useT();
  const { checks, waitingSince } = pairing;
  if (checks.length === 0) return null;
  return (
    <div role="status" className={styles.checks}>
      <ul aria-label={t('setup.phone.checks')}>
        {checks
          .filter((check) => check.name !== 'receive' && !(check.name === 'signIn' && check.ok))
          .map((check) => (
            <CheckLine key={check.name} look={check.ok ? 'ok' : MILD.includes(check.name) ? 'warn' : 'bad'}>
              {check.text}
            </CheckLine>
          ))}
        {waitingSince === null ? null : <ReplyLine gateway={gateway} since={waitingSince} />}
      </ul>
    </div>
  );
}

function ReplyLine({ gateway, since }: { readonly gateway: GatewaySummary | undefined; readonly since: number }) {
  const t = useT();
  const now = useNow(1_000);
  if (hasReply(gateway, since)) return <CheckLine look="ok">{t('setup.phone.arrives')}</CheckLine>;
  const left = Math.ceil((since + REPLY_WAIT_MS - now) / 1_000);
  if (left <= 0) return <CheckLine look="warn">{t('setup.phone.noReply')}</CheckLine>;
  const number = gateway?.ownNumber;
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <CheckLine
      look="running"
      detail={number ? t('setup.phone.waitingHow', { number }) : t('setup.phone.waitingHowNoNumber')}
      // The seconds are for the eye: read aloud each second they would drown everything else.
      aside={<span aria-hidden="true">{t('setup.phone.left', { time })}</span>}
    >
      {t('setup.phone.waiting')}
    </CheckLine>
  );
}

interface CheckLineProps {
  readonly look: Look;
  readonly children: string;
  readonly detail?: string;
  readonly aside?: ReactNode;
}

function CheckLine({ look, children, detail, aside }: CheckLineProps) {
  const Icon = ICONS[look];
  return (
    <li className={styles.check}>
      <span className={cx(styles.sign, styles[look])}>
        <Icon size={look === 'running' ? 16 : 12} strokeWidth={look === 'running' ? 2 : 2.6} aria-hidden="true" />
      </span>
      <span className={styles.checkWords}>
        <strong>{children}</strong>
        {detail ? <span>{detail}</span> : null}
      </span>
      <span className={styles.aside}>{aside}</span>
    </li>
  );
}
