/**
 * Ctrl+K: one box that finds people, texts and commands. A dialog with a combobox whose list has named groups;
 * `aria-activedescendant` is set from the first frame on. Lazily loaded (it brings Mantine's Modal).
 */
import { Modal } from '@mantine/core';
import { Search, SearchX } from 'lucide-react';
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { nextIndex } from '../../ui/listKeys.ts';
import { MantineHost } from '../../ui/MantineHost.tsx';
import { useShortcutLayer } from '../shortcuts/useShortcutLayer.ts';
import type { PaletteCommand } from './commandRegistry.ts';
import { PaletteList } from './PaletteList.tsx';
import { usePaletteResults } from './usePaletteResults.ts';
import styles from './Palette.module.css';

export interface PaletteProps {
  readonly onShowShortcuts: () => void;
}

export function Palette({ onShowShortcuts }: PaletteProps) {
  const t = useT();
  const { commands } = useServices();
  const open = useStore(commands.store, (state) => state.open);
  useShortcutLayer(open);
  return (
    <MantineHost>
      <Modal.Root
        opened={open}
        onClose={commands.closePalette}
        size={620}
        yOffset={96}
        padding={0}
        lockScroll={false}
        classNames={{ overlay: styles.overlay ?? '', content: styles.content ?? '', body: styles.body ?? '' }}
      >
        <Modal.Overlay />
        <Modal.Content aria-label={t('palette.name')}>
          <Modal.Body>
            <PaletteBody onShowShortcuts={onShowShortcuts} />
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </MantineHost>
  );
}

function PaletteBody({ onShowShortcuts }: PaletteProps) {
  const t = useT();
  const id = useId();
  const { commands } = useServices();
  const [query, setQuery] = useState(commands.store.getState().initial);
  const [wanted, setActive] = useState(0);
  const sections = usePaletteResults(query);
  const flat = sections.flatMap((section) => section.commands);
  const active = Math.min(wanted, Math.max(0, flat.length - 1));

  const run = (command: PaletteCommand | undefined): void => {
    if (!command) return;
    commands.closePalette();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      run(flat[active]);
      return;
    }
    const to = event.shiftKey ? null : nextIndex(event.key, active, flat.length, 8);
    if (to === null || flat.length === 0) return;
    event.preventDefault();
    setActive(to);
  };
  return (
    <>
      <div className={styles.inputRow}>
        <Search size={18} aria-hidden="true" />
        <input
          data-autofocus
          className={styles.input}
          role="combobox"
          aria-label={t('palette.name')}
          aria-expanded={flat.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={flat.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('palette.placeholder')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Escape" />
      </div>
      <PaletteList
        id={id}
        query={query.replace(/^[>@]\s*/, '')}
        sections={sections}
        active={active}
        onHover={setActive}
        onRun={run}
      />
      {flat.length === 0 ? (
        <Empty icon={SearchX} title={t('palette.nothing', { query })} help={t('palette.nothingHelp')} />
      ) : null}
      <span className="visuallyHidden" aria-live="polite">
        {t('palette.results', { count: flat.length })}
      </span>
      <PaletteFooter onShowShortcuts={onShowShortcuts} />
    </>
  );
}

function PaletteFooter({ onShowShortcuts }: PaletteProps) {
  const t = useT();
  const { commands } = useServices();
  return (
    <div className={styles.footer}>
      <span>
        <Kbd keys="ArrowUp" />
        <Kbd keys="ArrowDown" />
        {t('palette.move')}
      </span>
      <span>
        <Kbd keys="Enter" />
        {t('palette.open')}
      </span>
      <span>
        <Kbd keys=">" />
        {t('palette.commandsOnly')}
      </span>
      <span className={styles.spring} />
      <button
        type="button"
        onClick={() => {
          commands.closePalette();
          onShowShortcuts();
        }}
      >
        <Kbd keys="?" />
        {t('palette.allShortcuts')}
      </button>
    </div>
  );
}
