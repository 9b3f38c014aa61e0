/** The controls of settings rows: text, choice, on/off. Each saves by itself, text when the field is left or Enter is pressed. */
import { useState } from 'react';
import type { InputHTMLAttributes, ReactNode } from 'react';
import type { CommandInput } from '../../client/procedures.ts';
import { useT } from '../../i18n/useT.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import type { SelectOption } from '../../ui/SelectField.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useSaver } from './useSaver.ts';
import type { Saver } from './useSaver.ts';
import styles from './Settings.module.css';

type Patch = CommandInput<'settings.saveSettings'>;

interface Common {
  readonly name: string;
  readonly disabled?: boolean | undefined;
}

export interface TextRowProps<P> extends Common {
  readonly saver: Saver<P>;
  readonly help?: ReactNode | ((draft: string) => ReactNode);
  readonly value: string;
  readonly type?: 'text' | 'tel' | 'url' | 'time' | 'number';
  readonly input?: InputHTMLAttributes<HTMLInputElement>;
  /** What to save for a new value; null when it is none. */
  readonly patch: (value: string) => P | null;
}

/** A line of text, saved by any command. */
export function TextRow<P>({ saver, name, help, value, type = 'text', input, patch, disabled }: TextRowProps<P>) {
  const { save, saved, error } = saver;
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? value;
  const keep = (): void => {
    const change = draft === null || draft === value ? null : patch(draft);
    if (change) void save(change);
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

export type TextSettingProps = Omit<TextRowProps<Patch>, 'saver'>;

export function TextSetting(props: TextSettingProps) {
  return <TextRow saver={useSaver('settings.saveSettings')} {...props} />;
}

export type ChoiceSettingProps = Omit<ChoiceRowProps<Patch>, 'saver'>;

export function ChoiceSetting(props: ChoiceSettingProps) {
  return <ChoiceRow saver={useSaver('settings.saveSettings')} {...props} />;
}

export interface ChoiceRowProps<P> extends Common {
  readonly saver: Saver<P>;
  readonly help?: ReactNode;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly patch: (value: string) => P;
}

/** One of a list, saved by any command. */
export function ChoiceRow<P>({ saver, name, help, value, options, patch, disabled }: ChoiceRowProps<P>) {
  const { save, saved, error } = saver;
  return (
    <SettingRow name={name} help={help} saved={saved} error={error}>
      {(control) => (
        <select
          {...control}
          className={styles.input}
          disabled={disabled}
          value={value}
          onChange={(event) => void save(patch(event.target.value))}
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

export interface OnOffRowProps<P> extends Common {
  readonly saver: Saver<P>;
  readonly help?: ReactNode;
  readonly on: boolean;
  readonly patch: (on: boolean) => P;
}

/** On or off, saved by any command. */
export function OnOffRow<P>({ saver, name, help, on, patch, disabled }: OnOffRowProps<P>) {
  const { save, saved, error } = saver;
  return (
    <SettingRow name={name} help={help} saved={saved} error={error} group>
      {() => <OnOff name={name} on={on} disabled={disabled} onChange={(value) => void save(patch(value))} />}
    </SettingRow>
  );
}

export type OnOffSettingProps = Omit<OnOffRowProps<Patch>, 'saver'>;

export function OnOffSetting(props: OnOffSettingProps) {
  return <OnOffRow saver={useSaver('settings.saveSettings')} {...props} />;
}
