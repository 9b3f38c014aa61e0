/** A sheet of paper, black on white: stands beside the page, is seen by the printer alone, and is gone when printing has ended. */
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useT } from '../i18n/useT.ts';
import styles from './PrintSheet.module.css';

export interface PrintSheetProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Printing has ended, or was given up. */
  readonly onDone: () => void;
}

/** Opens the print dialog of the system as soon as it is there. */
export function PrintSheet({ title, children, onDone }: PrintSheetProps) {
  const t = useT();
  useEffect(() => {
    window.addEventListener('afterprint', onDone);
    window.print();
    return () => window.removeEventListener('afterprint', onDone);
  }, [onDone]);
  return createPortal(
    <div className={styles.sheet} aria-hidden="true">
      <h1>{title}</h1>
      {children}
      <footer>{t('print.footer')}</footer>
    </div>,
    document.body,
  );
}
