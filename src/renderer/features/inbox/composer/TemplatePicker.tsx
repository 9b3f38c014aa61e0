/** The templates that fit what was typed after "/": a listbox steered from the text area, which keeps the focus. */
import { useT } from '../../../i18n/useT.ts';
import type { Template } from '../../../contract.ts';
import { Pii } from '../../../ui/Pii.tsx';
import { previewOf } from './details.ts';
import type { DetailValues } from './details.ts';
import styles from './composer.module.css';

export interface TemplatePickerProps {
  readonly id: string;
  readonly query: string;
  readonly templates: readonly Template[];
  readonly active: number;
  readonly details: DetailValues;
  readonly onHover: (index: number) => void;
  readonly onChoose: (template: Template) => void;
}

export function TemplatePicker({ id, query, templates, active, details, onHover, onChoose }: TemplatePickerProps) {
  const t = useT();
  if (templates.length === 0) {
    return (
      <div className={styles.picker} role="status">
        <span className={styles.pickerEmpty}>
          {query === '' ? t('inbox.templatesEmpty') : t('inbox.templatesNone', { query })}
        </span>
      </div>
    );
  }
  return (
    <div className={styles.picker} id={id} role="listbox" aria-label={t('inbox.templates')}>
      {templates.map((template, index) => (
        <div
          key={template.id}
          id={`${id}-${index}`}
          role="option"
          data-reveal=""
          aria-selected={index === active}
          className={styles.pickerOption}
          // The text area must keep the focus.
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => index !== active && onHover(index)}
          onClick={() => onChoose(template)}
        >
          <span className={styles.pickerName}>{template.name}</span>
          <Pii className={styles.pickerBody}>{previewOf(template.body, details)}</Pii>
          {template.shortcut === '' ? null : <span className={styles.pickerShortcut}>/{template.shortcut}</span>}
        </div>
      ))}
    </div>
  );
}
