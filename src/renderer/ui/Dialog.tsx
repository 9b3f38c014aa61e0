/** A dialog over the page: focus inside, Esc closes, focus returns. Import it in lazily loaded code only (it brings Mantine). */
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShortcutLayer } from '../app/shortcuts/useShortcutLayer.ts';
import { MantineHost } from './MantineHost.tsx';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Width in px: 400 for a question, 520 for a form (default), 720 for a list. */
  readonly width?: number;
  readonly children: ReactNode;
  /** Buttons, the safe one first; it gets the focus by `data-autofocus`. */
  readonly footer?: ReactNode;
}

export function Dialog({ opened, onClose, title, width = 520, children, footer }: DialogProps) {
  useShortcutLayer(opened);
  return (
    <MantineHost>
      <Modal
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
        {footer ? <div className={styles.footer}>{footer}</div> : null}
      </Modal>
    </MantineHost>
  );
}
