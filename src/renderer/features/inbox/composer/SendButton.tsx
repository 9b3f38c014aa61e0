/** Send, and the menu beside it: later, or with Done. */
import { Check, ChevronDown, Clock } from 'lucide-react';
import { useT } from '../../../i18n/useT.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useServices } from '../../../state/services.ts';
import { Button } from '../../../ui/Button.tsx';
import { tip } from '../../../ui/tip.ts';
import { timePresets } from '../presets.ts';
import styles from './composer.module.css';

export interface SendButtonProps {
  /** Who gets it. */
  readonly title: string;
  readonly disabled: boolean;
  readonly onSend: () => void;
  readonly onSendDone: () => void;
  readonly onSendAt: (at: number) => void;
  readonly onPickTime: () => void;
}

export function SendButton({ title, disabled, onSend, onSendDone, onSendAt, onPickTime }: SendButtonProps) {
  const t = useT();
  const formats = useFormats();
  const { menu, clock } = useServices();
  const openMenu = (anchor: Element): void => {
    const later = timePresets(clock.now(), formats).map(({ key, message, at }) => ({
      key,
      label: t(message, { time: formats.time(at) }),
      run: () => onSendAt(at),
    }));
    menu.open(anchor, {
      label: t('inbox.sendOptions'),
      items: [
        { key: 'done', label: t('inbox.sendAndDone'), icon: Check, keys: 'Ctrl+Shift+Enter', run: onSendDone },
        ...later.map((item, index) =>
          index === 0 ? { ...item, icon: Clock, separated: true } : { ...item, icon: Clock },
        ),
        { key: 'pick', label: t('inbox.sendLater'), icon: Clock, run: onPickTime },
      ],
    });
  };
  return (
    <span className={styles.split}>
      <Button
        variant="primary"
        size="small"
        className={styles.splitMain}
        label={t('inbox.sendTo', { name: title })}
        shortcut="Enter"
        disabled={disabled}
        onClick={onSend}
      >
        {t('inbox.send')}
      </Button>
      <Button
        variant="primary"
        size="small"
        className={styles.splitMore}
        label={t('inbox.sendOptions')}
        aria-haspopup="menu"
        disabled={disabled}
        onClick={(event) => openMenu(event.currentTarget)}
        {...tip(t('inbox.sendOptions'))}
      >
        <ChevronDown size={14} strokeWidth={2} aria-hidden="true" />
      </Button>
    </span>
  );
}
