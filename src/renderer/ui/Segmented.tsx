/** A choice of two to four, one of them always on: "Today / Tomorrow". A radio group in a track. */
import { useRovingFocus } from './useRovingFocus.ts';
import styles from './Segmented.module.css';

export interface SegmentedOption<V extends string> {
  readonly value: V;
  readonly label: string;
}

export interface SegmentedProps<V extends string> {
  /** What is chosen here, for assistive technology. */
  readonly label: string;
  readonly options: readonly SegmentedOption<V>[];
  /** Null: none of them, a third state shown elsewhere. */
  readonly value: V | null;
  readonly onChange: (value: V) => void;
}

export function Segmented<V extends string>({ label, options, value, onChange }: SegmentedProps<V>) {
  const onKeyDown = useRovingFocus('[role=radio]', 'horizontal', true);
  return (
    <div role="radiogroup" aria-label={label} className={styles.segmented} onKeyDown={onKeyDown}>
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value || (value === null && index === 0) ? 0 : -1}
          className={styles.option}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
