/** Step 1: what the clinic is called, and where it is. Saved on Continue; what is wrong is said at the field. */
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { TextField } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import type { StepProps } from './stepProps.ts';
import { StepHead } from './StepHead.tsx';
import styles from './Setup.module.css';

const COUNTRIES = ['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'IN', 'DE', 'FR', 'ES'] as const;
const MOST_SHORT = 20;

interface Problem {
  readonly field: string;
  readonly text: string;
}

export function PracticeStep({ settings, formId, onDone }: StepProps) {
  const t = useT();
  const errorText = useErrorText();
  const { practice } = settings;
  const [name, setName] = useState(practice.name);
  const [shortName, setShortName] = useState(practice.shortName);
  const [country, setCountry] = useState(practice.country);
  const [zone, setZone] = useState(practice.name === '' ? zoneOfThisPc() : practice.zone);
  const [problem, setProblem] = useState<Problem | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const { run } = useCommand('settings.saveSettings', { refusal: 'caller' });

  const fail = (field: string, text: string): void => {
    setProblem({ field, text });
    form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem(null);
    if (name.trim() === '') return fail('name', t('setup.practice.nameMissing'));
    if (shortName.trim() === '') return fail('shortName', t('setup.practice.shortMissing'));
    const outcome = await run({ practice: { name, shortName, country, zone: zone.trim() } });
    if (outcome.ok) onDone();
    else fail(outcome.error.field?.split('.').at(-1) ?? 'name', errorText(outcome.error));
  };
  const errorAt = (field: string): string | null => (problem?.field === field ? problem.text : null);
  return (
    <>
      <StepHead title={t('setup.practice.title')} help={t('setup.practice.help')} />
      <form ref={form} id={formId} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          name="name"
          label={t('setup.practice.name')}
          maxLength={80}
          value={name}
          error={errorAt('name')}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          name="shortName"
          label={t('setup.practice.shortName')}
          hint={t('setup.practice.shortHint', { left: MOST_SHORT - shortName.length })}
          maxLength={MOST_SHORT}
          value={shortName}
          error={errorAt('shortName')}
          onChange={(event) => setShortName(event.target.value)}
        />
        <SelectField
          name="country"
          label={t('setup.practice.country')}
          options={COUNTRIES.map((value) => ({ value, label: t(`country.${value}`) }))}
          value={country}
          onChange={(event) => setCountry(event.target.value as (typeof COUNTRIES)[number])}
        />
        <TextField
          name="zone"
          label={t('setup.practice.zone')}
          list="setup-zones"
          maxLength={64}
          spellCheck={false}
          value={zone}
          error={errorAt('zone')}
          onChange={(event) => setZone(event.target.value)}
        />
        <datalist id="setup-zones">
          {Intl.supportedValuesOf('timeZone').map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      </form>
    </>
  );
}

/** What the first run offers: most practices are where their PC is. */
function zoneOfThisPc(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
