/** Title bar: mark, product, practice; search; privacy, bell, user. The desktop shell draws its window buttons over the right end. */
import { Bell, Eye, EyeOff, MessageCircleHeart, Search } from 'lucide-react';
import { useStore } from 'zustand';
import { UserMenu } from '../../features/accounts/index.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { cx } from '../../ui/cx.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { tip } from '../../ui/tip.ts';
import { togglePrivacy } from '../privacy/privacyStore.ts';
import styles from './shell.module.css';

export interface TitleBarProps {
  readonly practice: string;
  readonly userName: string | null;
  /** Sentences behind the bell; the first one is already on screen as banner. */
  readonly notices: readonly string[];
}

export function TitleBar({ practice, userName, notices }: TitleBarProps) {
  const t = useT();
  const { commands } = useServices();
  return (
    <header className={styles.titleBar} data-region="title">
      <div className={styles.brand}>
        <span className={styles.mark} aria-hidden="true">
          <MessageCircleHeart size={14} strokeWidth={2.2} />
        </span>
        <span>{t('app.name')}</span>
        {practice ? <span className={styles.divider} /> : null}
        <span className={styles.practice}>{practice}</span>
      </div>
      <button type="button" className={styles.search} aria-haspopup="dialog" onClick={() => commands.openPalette()}>
        <Search size={14} aria-hidden="true" />
        <span>{t('title.search')}</span>
        <Kbd keys="Ctrl+K" />
      </button>
      <div className={styles.tools}>
        <PrivacyButton />
        <BellButton notices={notices} />
        {userName ? <UserMenu name={userName} className={styles.me} /> : null}
      </div>
    </header>
  );
}

function PrivacyButton() {
  const t = useT();
  const { privacy, prefs } = useServices();
  const on = useStore(privacy, (state) => state.on);
  return (
    <button
      type="button"
      className={cx(styles.tool, on && styles.toolOn)}
      aria-pressed={on}
      aria-label={on ? t('title.privacyOn') : t('title.privacy')}
      aria-keyshortcuts="Control+Shift+H"
      onClick={() => togglePrivacy(privacy, prefs)}
      {...tip(t('title.privacy'), 'Ctrl+Shift+H')}
    >
      {on ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
      {on ? t('title.privacyOn') : null}
    </button>
  );
}

function BellButton({ notices }: { readonly notices: readonly string[] }) {
  const t = useT();
  const { menu } = useServices();
  const none = { key: 'none', label: t('title.notificationsNone'), disabled: true, run: () => undefined };
  const items = notices.map((label, index) => ({ key: String(index), label, run: () => undefined }));
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={t('title.notifications')}
      aria-haspopup="menu"
      onClick={(event) =>
        menu.open(event.currentTarget, { label: t('title.notifications'), items: items.length > 0 ? items : [none] })
      }
      {...tip(t('title.notifications'))}
    >
      <Bell size={16} aria-hidden="true" />
      {notices.length > 1 ? <span className={styles.bellDot} /> : null}
    </button>
  );
}
