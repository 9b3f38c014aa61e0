/** One setting: name and one line of help at the left, the control at the right, "Saved" or what is wrong under it. */
import { Check, CircleAlert } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/useT.ts';
import styles from './Settings.module.css';

/** Spread on the control. */
export interface RowControl {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': true | undefined;
}

export interface SettingRowProps {
  readonly name: string;
  readonly help?: ReactNode;
  readonly saved?: boolean;
  readonly error?: string | null;
  readonly children: (control: RowControl) => ReactNode;
  /** The control is a group with its own roles: the name is no `<label>`. */
  readonly group?: boolean;
}

export function SettingRow({ name, help, saved = false, error = null, children, group = false }: SettingRowProps) {
  const t = useT();
  const id = useId();
  const control = {
    id,
    'aria-describedby': `${id}-help ${id}-state`,
    'aria-invalid': error === null ? undefined : (true as const),
  };
  return (
    <div className={styles.setting}>
      <div className={styles.words}>
        {group ? (
          <span className={styles.name}>{name}</span>
        ) : (
          <label className={styles.name} htmlFor={id}>
            {name}
          </label>
        )}
        <span id={`${id}-help`} className={styles.help}>
          {help}
        </span>
      </div>
      <div className={styles.control}>
        {children(control)}
        <span id={`${id}-state`} role={error === null ? 'status' : 'alert'} className={styles.state}>
          {error !== null ? (
            <span className={styles.error}>
              <CircleAlert size={13} aria-hidden="true" />
              {error}
            </span>
          ) : saved ? (
            <span className={styles.saved}>
              <Check size={13} aria-hidden="true" />
              {t('common.saved')}
            </span>
          ) : null}
        </span>
      </div>
    </div>
  );
}
