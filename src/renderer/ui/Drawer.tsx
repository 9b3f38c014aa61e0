/** A panel that slides over the main area from the right: patient details on narrow windows. Lazily loaded code only. */
import { Drawer as MantineDrawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShortcutLayer } from '../app/shortcuts/useShortcutLayer.ts';
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
      <MantineDrawer
        opened={opened}
        onClose={onClose}
        title={title}
        size={width}
        classNames={{
          header: styles.header ?? '',
          content: styles.content ?? '',
          title: styles.title ?? '',
          overlay: styles.overlay ?? '',
          close: styles.close ?? '',
          body: styles.body ?? '',
        }}
      >
        {children}
      </MantineDrawer>
    </MantineHost>
  );
}
