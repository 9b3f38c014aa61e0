/** Tabs over a list: "To do 7", "Waiting 4", "Done". The panel they steer is given by `controls`. */
import { useRovingFocus } from './useRovingFocus.ts';
import styles from './Tabs.module.css';

export interface TabItem<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Left out when undefined; 0 is shown as 0. */
  readonly count?: number | undefined;
}

export interface TabsProps<V extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** Id of the element with role `tabpanel` (or the list) that shows the choice. */
  readonly controls: string;
}

export function Tabs<V extends string>({ label, tabs, value, onChange, controls }: TabsProps<V>) {
  const onKeyDown = useRovingFocus('[role=tab]', 'horizontal', true);
  return (
    <div role="tablist" aria-label={label} className={styles.tabs} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`${controls}-tab-${tab.value}`}
          aria-selected={tab.value === value}
          aria-controls={controls}
          tabIndex={tab.value === value ? 0 : -1}
          className={styles.tab}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count === undefined ? null : <span className={styles.count}>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
