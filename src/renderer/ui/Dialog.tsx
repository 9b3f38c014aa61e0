/**
 * A dialog over the page: focus inside, Esc closes, focus returns. Import it in lazily loaded code only (it brings
 * Mantine). The header is a plain div: Mantine's own is a `header` and would count as a second banner landmark.
 */
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
      <Modal.Root opened={opened} onClose={onClose} size={width} classNames={overlayClasses()}>
        <Modal.Overlay />
        <Modal.Content>
          <div className={styles.header}>
            <Modal.Title>{title}</Modal.Title>
            <Modal.CloseButton />
          </div>
          <Modal.Body>
            {children}
            {footer ? <div className={styles.footer}>{footer}</div> : null}
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </MantineHost>
  );
}

/** Our classes for the parts of Mantine's Modal. */
export function overlayClasses(): Record<'content' | 'title' | 'overlay' | 'close' | 'body', string> {
  const { content = '', title = '', overlay = '', close = '', body = '' } = styles;
  return { content, title, overlay, close, body };
}
