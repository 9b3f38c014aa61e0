/** Checks, one line each: a sign, words, at the right a figure or a button. Read aloud as they change. */
import { Check, LoaderCircle, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { GatewayCheck } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { cx } from '../../ui/cx.ts';
import styles from './Gateways.module.css';

export type CheckLook = 'ok' | 'warn' | 'bad' | 'running';

const ICONS = { ok: Check, warn: TriangleAlert, bad: X, running: LoaderCircle } as const;
/** Checks that warn and do not stop anybody. */
const MILD: readonly GatewayCheck['name'][] = ['battery', 'version', 'clock', 'receive', 'registration'];

/** Failed without a problem is advice; some problems stop nobody either. */
export function lookOf({ ok, problem, name }: GatewayCheck): CheckLook {
  if (ok) return 'ok';
  return problem === null || MILD.includes(name) ? 'warn' : 'bad';
}

export function CheckList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div role="status" className={styles.checks}>
      <ul aria-label={label}>{children}</ul>
    </div>
  );
}

export interface CheckLineProps {
  readonly look: CheckLook;
  readonly children: ReactNode;
  readonly detail?: ReactNode;
  /** At the right: a figure, or a small button. */
  readonly aside?: ReactNode;
}

export function CheckLine({ look, children, detail, aside }: CheckLineProps) {
  const t = useT();
  const Icon = ICONS[look];
  return (
    <li className={styles.check}>
      <span className={cx(styles.sign, styles[look])}>
        <Icon size={look === 'running' ? 16 : 12} strokeWidth={look === 'running' ? 2 : 2.6} aria-hidden="true" />
        <span className="visuallyHidden">{t(`gateways.look.${look}`)}</span>
      </span>
      <span className={styles.words}>
        <strong>{children}</strong>
        {detail ? <span>{detail}</span> : null}
      </span>
      {aside ? <span className={styles.aside}>{aside}</span> : null}
    </li>
  );
}
