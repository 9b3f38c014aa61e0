/** What a step says: its purpose, its text with the languages there are, and what those who have confirmed get of it. */
import type { CadenceStep, Template } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { TextField } from '../../../ui/Field.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import type { StepFieldsProps } from './stepFields.ts';
import styles from './ReminderPlan.module.css';

type Purpose = CadenceStep['purpose'];
const BEFORE: readonly Purpose[] = ['reminder'];
const AFTER: readonly Purpose[] = ['followUp', 'feedback', 'review', 'noShow', 'recall'];
const CONFIRMED: readonly CadenceStep['whenConfirmed'][] = ['skip', 'same', 'info'];

export interface TextFieldsProps extends StepFieldsProps {
  readonly templates: readonly Template[];
}

export function TextFields({ draft, templates, error, onChange }: TextFieldsProps) {
  const t = useT();
  const after = draft.kind === 'daysAfter' || draft.kind === 'monthsAfter';
  const options = textOptions(templates);
  const withGone = (id: string) =>
    options.some(({ value }) => value === id) ? options : [{ value: id, label: t('plan.templateGone') }, ...options];
  return (
    <div className={styles.fields}>
      <SelectField
        label={t('plan.purpose')}
        options={(after ? AFTER : BEFORE).map((value) => ({ value, label: t(`plan.purpose.${value}`) }))}
        value={draft.purpose}
        onChange={(event) => onChange({ ...draft, purpose: event.target.value as Purpose })}
      />
      <SelectField
        label={t('plan.template')}
        options={withGone(draft.templateId)}
        hint={t('plan.languages', { languages: languagesOf(templates, draft.templateId) })}
        value={draft.templateId}
        error={error('templateId')}
        onChange={(event) => onChange({ ...draft, templateId: event.target.value })}
      />
      {after || draft.kind === 'booked' ? null : (
        <SelectField
          label={t('plan.whenConfirmed')}
          options={CONFIRMED.map((value) => ({ value, label: t(`plan.whenConfirmed.${value}`) }))}
          value={draft.whenConfirmed}
          onChange={(event) =>
            onChange({ ...draft, whenConfirmed: event.target.value as CadenceStep['whenConfirmed'] })
          }
        />
      )}
      {draft.whenConfirmed === 'info' ? (
        <SelectField
          label={t('plan.infoText')}
          options={[{ value: '', label: t('plan.choose') }, ...options]}
          value={draft.infoTemplateId}
          error={error('infoTemplateId')}
          onChange={(event) => onChange({ ...draft, infoTemplateId: event.target.value })}
        />
      ) : null}
      {after ? (
        <TextField
          type="number"
          min={1}
          label={t('plan.askAgain')}
          hint={t('plan.askAgainHelp')}
          value={draft.askAgainAfterDays}
          error={error('askAgainAfterDays')}
          onChange={(event) => onChange({ ...draft, askAgainAfterDays: event.target.value })}
        />
      ) : null}
    </div>
  );
}

/** One entry per text, whatever languages it has; reminders first. */
function textOptions(templates: readonly Template[]): readonly { readonly value: string; readonly label: string }[] {
  const rank = ({ category }: Template): number => (category === 'reminder' ? 0 : category === 'confirmation' ? 1 : 2);
  return templates
    .filter((template) => baseOf(template) === template.id)
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** "English, Spanish". */
function languagesOf(templates: readonly Template[], id: string): string {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const codes = templates
    .filter((template) => template.id === id || baseOf(template) === id)
    .map(({ language }) => language);
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(
    [...new Set(codes)].map((code) => names.of(code) ?? code),
  );
}

function baseOf(template: Template & { readonly translationOf?: string | null }): string {
  return template.translationOf ?? template.id;
}
