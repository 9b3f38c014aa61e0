/** The values of this conversation's details: person, next visit, practice. */
import { useMemo } from 'react';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useQuery } from '../../../state/useQuery.ts';
import type { Patient } from '../usePatient.ts';
import { detailValues } from './details.ts';
import type { DetailValues } from './details.ts';

export function useDetails({ person, next }: Patient): DetailValues {
  const formats = useFormats();
  const practice = useQuery('settings.getSettings', {}, { invalidateOn: ['settings.changed'] }).data?.practice;
  return useMemo(() => detailValues({ person, visit: next, practice, formats }), [person, next, practice, formats]);
}
