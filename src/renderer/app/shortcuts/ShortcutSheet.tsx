/** The list behind "?": every key that is registered now, those of this screen first. Lazily loaded. */
import { useStore } from 'zustand';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import type { Shortcut } from './shortcutManager.ts';
import styles from './ShortcutSheet.module.css';

export interface ShortcutSheetProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function ShortcutSheet({ opened, onClose }: ShortcutSheetProps) {
  const t = useT();
  const { shortcuts, prefs } = useServices();
  const all = useStore(shortcuts.store, (state) => state.shortcuts);
  const singleKeys = useStore(prefs, (state) => state.singleKeys);
  const listed = uniqueByKeys(all.filter((shortcut) => shortcut.label));
  return (
    <Dialog opened={opened} onClose={onClose} title={t('shortcuts.title')} width={720}>
      {singleKeys ? null : <p>{t('shortcuts.none')}</p>}
      <div className={styles.columns}>
        <Group title={t('shortcuts.thisScreen')} list={listed.filter((shortcut) => shortcut.group === 'screen')} />
        <Group title={t('shortcuts.everywhere')} list={listed.filter((shortcut) => shortcut.group === 'everywhere')} />
      </div>
    </Dialog>
  );
}

function Group({ title, list }: { readonly title: string; readonly list: readonly Shortcut[] }) {
  if (list.length === 0) return null;
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <dl>
        {list.map((shortcut) => (
          <div key={shortcut.keys} className={styles.row}>
            <dt>{shortcut.label}</dt>
            <dd>
              <Kbd keys={shortcut.keys} />
              <span className="visuallyHidden">{shortcut.keys}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function uniqueByKeys(list: readonly Shortcut[]): readonly Shortcut[] {
  return [...new Map(list.map((shortcut) => [shortcut.keys, shortcut])).values()];
}
