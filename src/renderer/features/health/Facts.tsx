/** Facts in two columns: a name, and what it is now. */
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import styles from './health.module.css';

export interface FactLine {
  readonly name: string;
  readonly value: ReactNode;
  readonly tone?: 'warn' | 'bad';
}

export function Facts({ facts }: { readonly facts: readonly FactLine[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, tone }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={cx('num', tone && styles[tone])}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
