/** Buttons: words (Button) or an icon with a name and a tooltip (IconButton). At most one primary button per region. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';
import { tip } from './tip.ts';
import styles from './Button.module.css';

export type ButtonVariant = 'primary' | 'secondary' | 'soft' | 'ghost';
export type ControlSize = 'small' | 'medium' | 'large';

interface Common extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'title'> {
  readonly ref?: Ref<HTMLButtonElement> | undefined;
  readonly size?: ControlSize | undefined;
  /** Shown in the button (Button) or in the tooltip (IconButton), and given to assistive technology. */
  readonly shortcut?: string | undefined;
}

export interface ButtonProps extends Common {
  readonly variant?: ButtonVariant;
  /** Red words: deletes or stops something. Never on a primary button. */
  readonly danger?: boolean;
  readonly icon?: ReactNode;
  /** A fuller name than the words, "Send to Maria Alvarez". */
  readonly label?: string;
}

export function Button(props: ButtonProps) {
  const { variant = 'secondary', danger, icon, size = 'medium', shortcut, label, className, children, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      className={cx(styles.button, styles[variant], danger && styles.danger, styles[size], className)}
      aria-keyshortcuts={shortcut && ariaKeys(shortcut)}
    >
      {icon}
      {label === undefined ? children : <span aria-hidden="true">{children}</span>}
      {label === undefined ? null : <span className="visuallyHidden">{label}</span>}
      {shortcut ? <Kbd keys={shortcut} /> : null}
    </button>
  );
}

export interface IconButtonProps extends Common {
  /** The name: read aloud, and shown as tooltip. */
  readonly label: string;
  /** Pressed look and `aria-pressed`; leave out for buttons that are no toggles. */
  readonly on?: boolean;
}

export function IconButton({ label, on, size = 'medium', shortcut, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(styles.icon, size === 'small' && styles.small, on && styles.on, className)}
      aria-label={label}
      aria-pressed={on}
      aria-keyshortcuts={shortcut && ariaKeys(shortcut)}
      {...tip(label, shortcut)}
    >
      {children}
    </button>
  );
}

/** "Ctrl+Shift+H" as `aria-keyshortcuts` wants it. */
function ariaKeys(keys: string): string {
  return keys.replaceAll('Ctrl', 'Control');
}
