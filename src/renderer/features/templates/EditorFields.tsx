/** Name, shortcut, kind and words of a text. A translation has the name and kind of its base. */
import type { RefObject } from 'react';
import type { TemplateCategory } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextAreaField, TextField } from '../../ui/Field.tsx';
import { isShortcut } from './draft.ts';
import type { Draft } from './draft.ts';
import { CATEGORIES } from './families.ts';
import type { EditorError } from './useTemplateActions.ts';
import styles from './templates.module.css';

export interface EditorFieldsProps {
  readonly draft: Draft;
  readonly isBase: boolean;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly error: EditorError | null;
  readonly onChange: (part: Partial<Draft>) => void;
}

export function EditorFields({ draft, isBase, box, error, onChange }: EditorFieldsProps) {
  const t = useT();
  return (
    <>
      {isBase ? (
        <div className={styles.fieldRow}>
          <TextField
            label={t('templates.name')}
            value={draft.name}
            maxLength={60}
            onChange={(event) => onChange({ name: event.target.value })}
          />
          <TextField
            label={t('templates.shortcut')}
            hint={t('templates.shortcutHint')}
            error={isShortcut(draft.shortcut) ? null : t('templates.shortcutBad')}
            value={draft.shortcut}
            maxLength={20}
            onChange={(event) => onChange({ shortcut: event.target.value })}
          />
          <SelectField
            label={t('templates.category')}
            value={draft.category}
            onChange={(event) => onChange({ category: event.target.value as TemplateCategory })}
            options={CATEGORIES.map((category) => ({ value: category, label: t(`templates.category.${category}`) }))}
          />
        </div>
      ) : null}
      <TextAreaField
        ref={box}
        label={t('templates.body')}
        error={error === null ? null : error.message}
        rows={6}
        maxLength={1600}
        className={styles.body}
        value={draft.body}
        onChange={(event) => onChange({ body: event.target.value })}
      />
    </>
  );
}
