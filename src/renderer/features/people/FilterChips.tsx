/** Who is listed: everyone, or those who can (not) be texted. One choice, one Tab stop, arrows inside. */
import type { InputOf } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useRovingFocus } from '../../ui/useRovingFocus.ts';
import styles from './people.module.css';

export type PeopleFilter = NonNullable<InputOf<'people.listPeople'>['filter']>;

const FILTERS: readonly PeopleFilter[] = ['all', 'canText', 'ask', 'optedOut', 'landline'];

export interface FilterChipsProps {
  readonly value: PeopleFilter;
  readonly onChange: (filter: PeopleFilter) => void;
}

export function FilterChips({ value, onChange }: FilterChipsProps) {
  const t = useT();
  const onKeyDown = useRovingFocus('[role=radio]', 'horizontal', true);
  return (
    <div role="radiogroup" aria-label={t('people.filters')} className={styles.filters} onKeyDown={onKeyDown}>
      {FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          role="radio"
          aria-checked={filter === value}
          tabIndex={filter === value ? 0 : -1}
          className={styles.filter}
          onClick={() => onChange(filter)}
        >
          {t(`people.filter.${filter}`)}
        </button>
      ))}
    </div>
  );
}
