/** Initials of a person, or a person sign for an unknown number. Decoration: the name stands beside it. */
import { User } from 'lucide-react';
import { hueOf, initialsOf } from './avatarLook.ts';
import { cx } from './cx.ts';
import styles from './Avatar.module.css';

export interface AvatarProps {
  /** Null for an unknown number. */
  readonly name: string | null;
  readonly size?: 18 | 20 | 24 | 28 | 32 | 36 | 44;
  /** Staff: never hidden by privacy mode. */
  readonly staff?: boolean;
}

export function Avatar({ name, size = 36, staff = false }: AvatarProps) {
  const initials = name === null ? '' : initialsOf(name);
  const hue = initials === '' ? styles.h5 : styles[`h${hueOf(name ?? '')}`];
  return (
    <span className={cx(styles.avatar, styles[`s${size}`], hue, !staff && 'pii-initials')} aria-hidden="true">
      {initials === '' ? <User size={Math.round(size / 2.2)} strokeWidth={1.75} /> : initials}
    </span>
  );
}
