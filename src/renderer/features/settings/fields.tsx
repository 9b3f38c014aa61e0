/** The controls of settings rows: text, choice, on/off. Each saves by itself, text when the field is left or Enter is pressed. */
import { useState } from 'react';
import type { InputHTMLAttributes, ReactNode } from 'react';
import type { CommandInput } from '../../client/procedures.ts';
import { useT } from '../../i18n/useT.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import type { SelectOption } from '../../ui/SelectField.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useSaveSetting } from './useSaveSetting.ts';
import styles from './Settings.module.css';

type Patch = CommandInput<'settings.saveSettings'>;

interface Common {
  readonly name: string;
  readonly disabled?: boolean | undefined;
}

export interface TextSettingProps extends Common {
  readonly help?: ReactNode | ((draft: string) => ReactNode);
  readonly value: string;
  readonly type?: 'text' | 'tel' | 'url' | 'time' | 'number';
  readonly input?: InputHTMLAttributes<HTMLInputElement>;
  /** What to save for a new value; null when it is none. */
  readonly patch: (value: string) => Patch | null;
}

export function TextSetting({ name, help, value, type = 'text', input, patch, disabled }: TextSettingProps) {
  const { save, saved, error } = useSaveSetting();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? value;
  const keep = (): void => {
    const change = draft === null || draft === value ? null : patch(draft);
    if (change) save(change);
    else setDraft(null);
  };
  // Once the core has the value, the draft has done its work; a refused one stays, beside its error.
  if (draft !== null && draft === value) setDraft(null);
  return (
    <SettingRow name={name} help={typeof help === 'function' ? help(shown) : help} saved={saved} error={error}>
      {(control) => (
        <input
          {...input}
          {...control}
          type={type}
          className={type === 'time' || type === 'number' ? styles.short : styles.input}
          disabled={disabled}
          value={shown}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
            if (event.key === 'Escape') setDraft(null);
          }}
        />
      )}
    </SettingRow>
  );
}

export interface ChoiceSettingProps extends Common {
  readonly help?: ReactNode;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly patch: (value: string) => Patch;
}

export function ChoiceSetting({ name, help, value, options, patch, disabled }: ChoiceSettingProps) {
  const { save, saved, error } = useSaveSetting();
  return (
    <SettingRow name={name} help={help} saved={saved} error={error}>
      {(control) => (
        <select
          {...control}
          className={styles.input}
          disabled={disabled}
          value={value}
          onChange={(event) => save(patch(event.target.value))}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </SettingRow>
  );
}

export interface SwitchProps {
  readonly name: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean | undefined;
}

/** On or off, said in words. */
export function OnOff({ name, on, onChange, disabled }: SwitchProps) {
  const t = useT();
  return (
    <Segmented
      label={name}
      options={[
        { value: 'on', label: t('settings.on') },
        { value: 'off', label: t('settings.off') },
      ]}
      value={on ? 'on' : 'off'}
      onChange={(value) => !disabled && onChange(value === 'on')}
    />
  );
}

export interface OnOffSettingProps extends Common {
  readonly help?: ReactNode;
  readonly on: boolean;
  readonly patch: (on: boolean) => Patch;
}

export function OnOffSetting({ name, help, on, patch, disabled }: OnOffSettingProps) {
  const { save, saved, error } = useSaveSetting();
  return (
    <SettingRow name={name} help={help} saved={saved} error={error} group>
      {() => <OnOff name={name} on={on} disabled={disabled} onChange={(value) => save(patch(value))} />}
    </SettingRow>
  );
}
