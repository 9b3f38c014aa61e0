/** Dots, the field behind them, and the number pad. Digits are never read aloud, only how many there are. */
import { Delete } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useT } from '../../i18n/useT.ts';
import { cx } from '../../ui/cx.ts';
import type { PinEntry } from './usePinEntry.ts';
import styles from './lock.module.css';

export interface PinPadProps {
  /** Whose PIN it is. */
  readonly name: string;
  readonly length: number;
  readonly entry: PinEntry;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export function PinPad({ name, length, entry }: PinPadProps) {
  const t = useT();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { typed, problem, refusals, type } = entry;
  // The field has the focus from the first moment, and again after a click on the pad: keys always work.
  useEffect(() => field.current?.focus(), [name, refusals]);
  const press = (digits: string): void => {
    type(digits);
    field.current?.focus();
  };
  return (
    <div className={styles.entry}>
      <label className="visuallyHidden" htmlFor={id}>
        {t('lock.pinOf', { name })}
      </label>
      <div className={styles.dotRow}>
        <input
          ref={field}
          id={id}
          className={styles.hiddenField}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          maxLength={length}
          aria-describedby={`${id}-digits ${id}-problem`}
          aria-invalid={problem === null ? undefined : true}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
        <div key={refusals} className={cx(styles.dots, refusals > 0 && styles.shake)} aria-hidden="true">
          {Array.from({ length }, (_, at) => (
            <span key={at} className={cx(styles.dot, at < typed.length && styles.full)} />
          ))}
        </div>
      </div>
      <p id={`${id}-digits`} className="visuallyHidden" role="status">
        {t('lock.digits', { typed: typed.length, all: length })}
      </p>
      <p id={`${id}-problem`} className={styles.problem} role="alert">
        {problem}
      </p>
      <div className={styles.pad} role="group" aria-label={t('lock.pad')}>
        {DIGITS.map((digit) => (
          <button key={digit} type="button" className={styles.key} onClick={() => press(typed + digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className={styles.plainKey} onClick={() => press('')}>
          {t('lock.clear')}
        </button>
        <button type="button" className={styles.key} onClick={() => press(`${typed}0`)}>
          0
        </button>
        <button
          type="button"
          className={styles.plainKey}
          aria-label={t('lock.back')}
          onClick={() => press(typed.slice(0, -1))}
        >
          <Delete size={18} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}
