/**
 * A labelled control with hint and error, wired for assistive technology. `Field` takes any control by render prop;
 * `TextField` and `TextAreaField` are the plain ones.
 */
import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode, Ref, TextareaHTMLAttributes } from 'react';
import { cx } from './cx.ts';
import styles from './Field.module.css';

/** Spread on the control. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** One sentence: what is wrong and what to do. */
  readonly error?: string | null | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = cx(error ? `${id}-error` : null, hint ? `${id}-hint` : null);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error ? true : undefined,
      })}
      {error ? (
        <span className={styles.error} id={`${id}-error`} role="alert">
          <CircleAlert aria-hidden="true" />
          {error}
        </span>
      ) : null}
      {hint ? (
        <span className={styles.hint} id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}

type Outer = Omit<FieldProps, 'children'>;

export interface TextFieldProps extends Outer, Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'children'> {
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <input type="text" {...input} {...control} className={cx(styles.input, className)} />}
    </Field>
  );
}

export interface TextAreaFieldProps
  extends Outer, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'children'> {
  readonly ref?: Ref<HTMLTextAreaElement>;
}

export function TextAreaField({ label, hint, error, className, ...input }: TextAreaFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <textarea {...input} {...control} className={cx(styles.input, className)} />}
    </Field>
  );
}
