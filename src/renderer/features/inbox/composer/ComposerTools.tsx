/** The small buttons left in the composer's bar: templates, details, emoji, desk note. Menus are the page's one menu. */
import { Braces, ImagePlus, MessageCircle, NotebookText, Smile, StickyNote } from 'lucide-react';
import { useRef } from 'react';
import type { Template, TemplateField } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { DETAIL_FIELDS } from './details.ts';
import type { DetailValues } from './details.ts';
import { ACCEPT } from './pictureRules.ts';

export interface ComposerToolsProps {
  readonly templates: readonly Template[];
  readonly details: DetailValues;
  /** Nothing is written yet: templates are then searched by typing. */
  readonly empty: boolean;
  readonly onSlash: () => void;
  readonly onTemplate: (template: Template) => void;
  readonly onInsert: (text: string) => void;
  readonly onNote: () => void;
  readonly onPictures: (files: readonly File[]) => void;
  /** Opens the approved WhatsApp templates; left out where WhatsApp is off. */
  readonly onWhatsApp: (() => void) | undefined;
}

const EMOJI = [
  { sign: '\u{1f642}', message: 'inbox.emoji.smile' },
  { sign: '\u{1f44d}', message: 'inbox.emoji.thumbsUp' },
  { sign: '\u2705', message: 'inbox.emoji.check' },
  { sign: '\u{1f44b}', message: 'inbox.emoji.wave' },
  { sign: '\u2764\ufe0f', message: 'inbox.emoji.heart' },
  { sign: '\u{1f4c5}', message: 'inbox.emoji.calendar' },
] as const;

export function ComposerTools(props: ComposerToolsProps) {
  const { templates, details, empty, onSlash, onTemplate, onInsert, onNote, onPictures, onWhatsApp } = props;
  const picker = useRef<HTMLInputElement>(null);
  const t = useT();
  const { menu } = useServices();
  const openTemplates = (anchor: Element): void => {
    if (empty) return onSlash();
    const items = templates.map((template) => ({
      key: template.id,
      label: template.name,
      ...(template.shortcut === '' ? {} : { keys: `/${template.shortcut}` }),
      run: () => onTemplate(template),
    }));
    const none = { key: 'none', label: t('inbox.templatesEmpty'), disabled: true, run: () => undefined };
    menu.open(anchor, { label: t('inbox.templates'), items: items.length === 0 ? [none] : items });
  };
  const openDetails = (anchor: Element): void =>
    menu.open(anchor, { label: t('inbox.insertDetail'), items: DETAIL_FIELDS.map((field) => detailItem(field)) });
  const detailItem = (field: TemplateField) => {
    const value = details[field];
    const name = t(`inbox.detail.${field}`);
    return {
      key: field,
      label: value === undefined ? t('inbox.noDetail', { detail: name }) : name,
      disabled: value === undefined,
      run: () => onInsert(value ?? ''),
    };
  };
  const openEmoji = (anchor: Element): void =>
    menu.open(anchor, {
      label: t('inbox.emoji'),
      items: EMOJI.map(({ sign, message }) => ({
        key: message,
        label: `${sign} ${t(message)}`,
        run: () => onInsert(sign),
      })),
    });
  return (
    <>
      <IconButton
        size="small"
        label={t('inbox.templates')}
        shortcut="/"
        onClick={(event) => openTemplates(event.currentTarget)}
      >
        <NotebookText size={16} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
      <IconButton
        size="small"
        label={t('inbox.insertDetail')}
        aria-haspopup="menu"
        onClick={(event) => openDetails(event.currentTarget)}
      >
        <Braces size={16} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
      <IconButton
        size="small"
        label={t('inbox.emoji')}
        aria-haspopup="menu"
        onClick={(event) => openEmoji(event.currentTarget)}
      >
        <Smile size={16} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
      <IconButton size="small" label={t('inbox.pictures.add')} onClick={() => picker.current?.click()}>
        <ImagePlus size={16} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
      <input
        ref={picker}
        type="file"
        multiple
        accept={ACCEPT}
        aria-label={t('inbox.pictures.add')}
        tabIndex={-1}
        className="visuallyHidden"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) onPictures(files);
        }}
      />
      {onWhatsApp ? (
        <IconButton size="small" label={t('inbox.whatsapp.title')} aria-haspopup="dialog" onClick={onWhatsApp}>
          <MessageCircle size={16} strokeWidth={1.75} aria-hidden="true" />
        </IconButton>
      ) : null}
      <IconButton size="small" label={t('inbox.deskNote')} shortcut="N" onClick={onNote}>
        <StickyNote size={16} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
    </>
  );
}
