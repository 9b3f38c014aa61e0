/**
 * A panel at the right edge over the page: focus inside, Esc closes, focus returns. Import it in lazily loaded code only (it brings
 * Mantine).
 */
import { Drawer as MantineDrawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShortcutLayer } from '../app/shortcuts/useShortcutLayer.ts';
import { overlayClasses } from './Dialog.tsx';
import styles from './Dialog.module.css';
import { MantineHost } from './MantineHost.tsx';

export interface DrawerProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** 480 px wide (ux.md 5.6). */
export function Drawer({ title, onClose, children }: DrawerProps) {
  useShortcutLayer(true);
  return (
    <MantineHost>
      <MantineDrawer.Root opened position="right" size={480} onClose={onClose} classNames={overlayClasses()}>
        <MantineDrawer.Overlay />
        <MantineDrawer.Content>
          <div className={styles.header}>
            <MantineDrawer.Title>{title}</MantineDrawer.Title>
            <MantineDrawer.CloseButton />
          </div>
          <MantineDrawer.Body>{children}</MantineDrawer.Body>
        </MantineDrawer.Content>
      </MantineDrawer.Root>
    </MantineHost>
  );
}
