/** A titled part of the patient panel, with at most one link at its right. */
import type { ReactNode } from 'react';
import styles from './panel.module.css';

export interface PanelSectionProps {
  readonly title: string;
  readonly link?: { readonly words: string; readonly label: string; readonly run: () => void } | undefined;
  readonly children: ReactNode;
}

export function PanelSection({ title, link, children }: PanelSectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3>{title}</h3>
        {link ? (
          <button type="button" className={styles.link} aria-label={link.label} onClick={link.run}>
            {link.words}
          </button>
        ) : null}
      </div>
      {children}
    </section>
  );
}
