/** A small statement about a thing: icon and words. `StatusChip` takes its words from the status language. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT.ts';
import type { Values } from '../i18n/useT.ts';
import { cx } from './cx.ts';
import { statusLanguage } from './statusLanguage.ts';
import type { Status, Tone } from './statusLanguage.ts';
import styles from './Chip.module.css';

export interface ChipProps {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly large?: boolean;
  readonly children: ReactNode;
}

export function Chip({ tone = 'neutral', icon: Icon, large, children }: ChipProps) {
  return (
    <span data-tone={tone} className={cx(styles.chip, tone !== 'neutral' && styles[tone], large && styles.large)}>
      {Icon ? <Icon aria-hidden="true" /> : null}
      {children}
    </span>
  );
}

export interface StatusChipProps {
  readonly status: Status;
  readonly large?: boolean;
  readonly values?: Values;
}

export function StatusChip({ status, large = false, values }: StatusChipProps) {
  const t = useT();
  const word = statusLanguage[status];
  return (
    <Chip tone={word.tone} icon={word.icon} large={large}>
      {t(word.message, values)}
    </Chip>
  );
}
