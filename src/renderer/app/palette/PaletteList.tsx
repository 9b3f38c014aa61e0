/** The results of the palette: a listbox of named groups. Focus stays in the box; the active option is told by its id. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/useT.ts';
import type { MessageId } from '../../i18n/en.ts';
import { useServices } from '../../state/services.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { cx } from '../../ui/cx.ts';
import type { PaletteCommand, PaletteGroup } from './commandRegistry.ts';
import { highlight } from './ranking.ts';
import type { PaletteSection } from './usePaletteResults.ts';
import styles from './Palette.module.css';

const TITLES: Record<PaletteGroup, MessageId> = {
  people: 'palette.people',
  actions: 'palette.actions',
  goTo: 'palette.goTo',
  templates: 'palette.templates',
  messages: 'palette.messages',
  settings: 'palette.settings',
};

export interface PaletteListProps {
  readonly id: string;
  readonly query: string;
  readonly sections: readonly PaletteSection[];
  readonly active: number;
  readonly onHover: (index: number) => void;
  readonly onRun: (command: PaletteCommand) => void;
}

export function PaletteList({ id, query, sections, active, onHover, onRun }: PaletteListProps) {
  const t = useT();
  const { commands } = useServices();
  const subject = useStore(commands.store, (state) => state.subject);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' });
  }, [active, sections]);
  const title = (group: PaletteGroup): string =>
    group === 'actions' && subject ? t('palette.actionsFor', { name: subject }) : t(TITLES[group]);
  const starts = sections.map((_, at) =>
    sections.slice(0, at).reduce((sum, section) => sum + section.commands.length, 0),
  );
  return (
    <div ref={list} id={`${id}-list`} role="listbox" aria-label={t('palette.name')} className={styles.results}>
      {sections.map((section, at) => (
        <div key={section.group} role="group" aria-labelledby={`${id}-${section.group}`}>
          <div id={`${id}-${section.group}`} className={cx(styles.group, section.group === 'actions' && 'pii')}>
            {title(section.group)}
          </div>
          {section.commands.map((command, offset) => {
            const index = (starts[at] ?? 0) + offset;
            return (
              <div
                key={command.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === active}
                data-reveal=""
                className={styles.option}
                onPointerMove={() => index !== active && onHover(index)}
                onClick={() => onRun(command)}
              >
                <OptionWords command={command} query={query} />
                {index === active ? <Kbd keys="Enter" /> : command.keys ? <Kbd keys={command.keys} /> : null}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function OptionWords({ command, query }: { readonly command: PaletteCommand; readonly query: string }) {
  const Icon = command.icon;
  const isPrivate = command.person === true || command.group === 'messages';
  return (
    <>
      {command.person ? <Avatar name={command.title} size={24} /> : Icon ? <Icon size={16} aria-hidden="true" /> : null}
      <span className={cx(styles.words, isPrivate && 'pii')}>
        {highlight(query, command.title).map((part, index) =>
          part.hit ? <mark key={index}>{part.text}</mark> : part.text,
        )}
        {command.detail ? <span className={styles.detail}> {command.detail}</span> : null}
      </span>
    </>
  );
}
