/** One sentence why the step could not be taken; read aloud at once. */
import { CircleAlert } from 'lucide-react';
import styles from './Import.module.css';

export function Problem({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return (
    <p role="alert" className={styles.problem}>
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      {text}
    </p>
  );
}
