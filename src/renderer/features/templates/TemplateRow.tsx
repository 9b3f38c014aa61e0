/** One ready-made text in the list: name, shortcut, kind, and what its translations lack. */
import { useT } from '../../i18n/useT.ts';
import { Chip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import rows from '../../ui/listRow.module.css';
import { languageName } from './languageName.ts';
import type { Family } from './families.ts';
import styles from './templates.module.css';

export function TemplateRow({ family, selected }: { readonly family: Family; readonly selected: boolean }) {
  const t = useT();
  const { base, missing, outdated } = family;
  return (
    <div className={cx(rows.row, selected && rows.selected, styles.row)}>
      <span className={styles.rowTop}>
        <span className={styles.rowName}>{base.name}</span>
        {base.shortcut === '' ? null : <span className={styles.rowShortcut}>/{base.shortcut}</span>}
      </span>
      <span className={styles.rowBottom}>
        <span className={styles.rowKind}>{t(`templates.category.${base.category}`)}</span>
        {base.archived ? <Chip>{t('templates.archived')}</Chip> : null}
        {missing.map((language) => (
          <Chip key={language} tone="outline">
            {t('templates.missing', { language: languageName(language, t) })}
          </Chip>
        ))}
        {outdated.map((language) => (
          <Chip key={language} tone="warn">
            {t('templates.outdated', { language: languageName(language, t) })}
          </Chip>
        ))}
      </span>
    </div>
  );
}
