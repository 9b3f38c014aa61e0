/** A panel that slides over the main area from the right: patient details on narrow windows. Lazily loaded code only. */
import { Drawer as MantineDrawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShortcutLayer } from '../app/shortcuts/useShortcutLayer.ts';
import { overlayClasses } from './Dialog.tsx';
import { MantineHost } from './MantineHost.tsx';
import styles from './Dialog.module.css';

export interface DrawerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly width?: number;
  readonly children: ReactNode;
}

export function Drawer({ opened, onClose, title, width = 336, children }: DrawerProps) {
  useShortcutLayer(opened);
  return (
    <MantineHost>
      <MantineDrawer.Root opened={opened} onClose={onClose} size={width} position="right" classNames={overlayClasses()}>
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
