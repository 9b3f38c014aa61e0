/** Narrowing the list to one patient, by part of a name or number. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Pii } from '../../ui/Pii.tsx';
import type { ActivityFilter } from './useActivity.ts';
import styles from './Activity.module.css';

export interface PatientFilterProps {
  readonly patient: ActivityFilter['patient'];
  readonly onChange: (patient: ActivityFilter['patient']) => void;
}

const SHOWN = 6;

export function PatientFilter({ patient, onChange }: PatientFilterProps) {
  const t = useT();
  const [search, setSearch] = useState('');
  const wanted = search.trim();
  const input = patient === null && wanted.length > 1 ? { search: wanted, limit: SHOWN } : null;
  const found = useQuery('people.listPeople', input, { keepPrevious: true });
  if (patient !== null) {
    return (
      <div className={styles.patient} data-reveal="">
        <span className={styles.label}>{t('activity.patient')}</span>
        <Button
          icon={<X size={16} strokeWidth={1.75} />}
          onClick={() => {
            setSearch('');
            onChange(null);
          }}
        >
          <Pii>{patient.name}</Pii>
          <span className="visuallyHidden">{t('activity.patientClear')}</span>
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.patient}>
      <TextField
        label={t('activity.patient')}
        placeholder={t('activity.patientSearch')}
        value={search}
        autoComplete="off"
        onChange={(event) => setSearch(event.target.value)}
      />
      {input !== null && found.data ? (
        <ul aria-label={t('activity.patientFound')} className={styles.found}>
          {found.data.items.map(({ id, name }) => (
            <li key={id} data-reveal="">
              <Button variant="ghost" onClick={() => onChange({ id, name })}>
                <Pii>{name}</Pii>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
