/** A check box or a radio button with its words beside it and, where needed, a line of help under them. */
import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode } from 'react';
import styles from './CheckField.module.css';

export interface CheckFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'children' | 'type'> {
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  readonly type?: 'checkbox' | 'radio';
}

export function CheckField({ children, hint, type = 'checkbox', ...input }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={styles.check}>
      <input {...input} id={id} type={type} aria-describedby={hint ? `${id}-hint` : undefined} className={styles.box} />
      <label htmlFor={id} className={styles.words}>
        {children}
      </label>
      {hint ? (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}
