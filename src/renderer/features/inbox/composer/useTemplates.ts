/** Templates in the composer: the list, what "/" finds, and putting one in with this conversation's details. */
import { useCallback, useMemo } from 'react';
import { toCallError } from '../../../client/callError.ts';
import type { Template } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import type { InvalidateOn } from '../../../state/invalidation.ts';
import { useServices } from '../../../state/services.ts';
import { useQuery } from '../../../state/useQuery.ts';

const TOPICS: readonly InvalidateOn[] = ['template.changed'];
const NONE: readonly Template[] = [];
const MOST_SHOWN = 8;

export interface Templates {
  readonly all: readonly Template[];
  /** Resolves with the filled text, or null when it could not be had (said in a toast). */
  readonly render: (template: Template) => Promise<string | null>;
}

/** Those of the patient's `language`; another one only where there is no version in it. */
export function useTemplates(conversationId: string, language: string): Templates {
  const { client, toasts } = useServices();
  const errorText = useErrorText();
  const listed = useQuery('templates.listTemplates', {}, { invalidateOn: TOPICS }).data?.items ?? NONE;
  const all = useMemo(() => inLanguage(listed, language), [listed, language]);
  const render = useCallback<Templates['render']>(
    async ({ id }) => {
      try {
        // Details without a value stay in their braces; the composer does not let those out.
        return (await client.query('templates.renderTemplate', { templateId: id, conversationId })).body;
      } catch (thrown) {
        toasts.show({ icon: 'problem', message: errorText(toCallError(thrown)) });
        return null;
      }
    },
    [client, conversationId, toasts, errorText],
  );
  return useMemo(() => ({ all, render }), [all, render]);
}

/** One version of each template: in `language`, else in English, else what there is. */
export function inLanguage(listed: readonly Template[], language: string): readonly Template[] {
  const best = new Map<string, Template>();
  const rank = (template: Template): number =>
    template.language === language ? 2 : Number(template.language === 'en');
  for (const template of listed) {
    const name = `${template.category} ${template.shortcut === '' ? template.name : template.shortcut}`;
    const known = best.get(name);
    if (!known || rank(template) > rank(known)) best.set(name, template);
  }
  return [...best.values()];
}

/** What stands after "/" at the very start of a text, or null. */
export function slashQuery(body: string): string | null {
  const match = /^\/([^\n]{0,40})$/.exec(body);
  return match ? (match[1] ?? '').trim().toLowerCase() : null;
}

/** Templates whose shortcut or name fits, those of the shortcut first. */
export function findTemplates(all: readonly Template[], query: string): readonly Template[] {
  const score = ({ shortcut, name, body }: Template): number => {
    if (shortcut !== '' && shortcut.startsWith(query)) return 0;
    if (name.toLowerCase().startsWith(query)) return 1;
    if (name.toLowerCase().includes(query)) return 2;
    return query.length >= 3 && body.toLowerCase().includes(query) ? 3 : 4;
  };
  return all
    .map((template) => ({ template, rank: score(template) }))
    .filter(({ rank }) => rank < 4)
    .sort((a, b) => a.rank - b.rank || a.template.name.localeCompare(b.template.name))
    .slice(0, MOST_SHOWN)
    .map(({ template }) => template);
}
