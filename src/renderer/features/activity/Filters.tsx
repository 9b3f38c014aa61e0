/** The filter bar: person, kind, patient, days. */
import { AuditKinds } from './kinds.ts';
import { useT } from '../../i18n/useT.ts';
import { TextField } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { PatientFilter } from './PatientFilter.tsx';
import type { Activity, ActivityFilter } from './useActivity.ts';
import styles from './Activity.module.css';

export function Filters({ activity }: { readonly activity: Activity }) {
  const t = useT();
  const { filter, change, actors } = activity;
  return (
    <div role="search" aria-label={t('activity.filters')} className={styles.filters}>
      <SelectField
        label={t('activity.who')}
        value={filter.actor}
        options={[
          { value: '', label: t('activity.everybody') },
          ...actors.map((actor) => ({ value: actor, label: actor })),
        ]}
        onChange={(event) => change({ actor: event.target.value })}
      />
      <SelectField
        label={t('activity.kind')}
        value={filter.kind}
        options={[
          { value: '', label: t('activity.everything') },
          ...AuditKinds.map((kind) => ({ value: kind, label: t(`activity.kind.${kind}`) })),
        ]}
        onChange={(event) => change({ kind: event.target.value as ActivityFilter['kind'] })}
      />
      <PatientFilter patient={filter.patient} onChange={(patient) => change({ patient })} />
      <TextField
        type="date"
        label={t('activity.from')}
        value={filter.from}
        max={filter.to === '' ? undefined : filter.to}
        onChange={(event) => change({ from: event.target.value })}
      />
      <TextField
        type="date"
        label={t('activity.to')}
        value={filter.to}
        min={filter.from === '' ? undefined : filter.from}
        onChange={(event) => change({ to: event.target.value })}
      />
    </div>
  );
}
