/** Words on screen: `t('inbox.title')`, typed by the catalogue. The only way a component gets its copy. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { MessageId } from './en.ts';

export type Values = Readonly<Record<string, string | number>>;
/** Gives the sentence of `id` with `values` filled in. */
export type Translate = (id: MessageId, values?: Values) => string;

export function useT(): Translate {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}
