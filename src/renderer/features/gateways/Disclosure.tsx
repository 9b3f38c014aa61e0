/** A button that shows and hides what is under it: things few people need. */
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import styles from './Gateways.module.css';

export interface DisclosureProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Shown at first. */
  readonly open?: boolean;
}

export function Disclosure({ label, children, open = false }: DisclosureProps) {
  const id = useId();
  const [shown, setShown] = useState(open);
  return (
    <div className={styles.disclosure}>
      <button
        type="button"
        className={styles.disclose}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setShown(!shown)}
      >
        <ChevronRight size={14} strokeWidth={2} aria-hidden="true" className={cx(shown && styles.turned)} />
        {label}
      </button>
      <div id={id} hidden={!shown}>
        {shown ? children : null}
      </div>
    </div>
  );
}
