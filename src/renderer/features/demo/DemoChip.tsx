/** The chip in the status bar that says "Demo mode" and opens the panel. Loaded only where there is a demo. */
import { FlaskConical } from 'lucide-react';
import { useRef, useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { DemoPanel } from './DemoPanel.tsx';
import styles from './Demo.module.css';

export function DemoChip() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const chip = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    chip.current?.focus();
  };
  return (
    <>
      <button
        ref={chip}
        type="button"
        className={styles.chip}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        <FlaskConical size={12} aria-hidden="true" />
        {t('demo.chip')}
      </button>
      {open ? <DemoPanel onClose={close} /> : null}
    </>
  );
}
