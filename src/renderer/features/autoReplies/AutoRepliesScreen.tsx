/** Auto-replies: the practice's own rules after the program's own. Owns which one is open and what is being written. */
import { MessageSquareReply } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useRoute } from '../../app/useRoute.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Empty } from '../../ui/Empty.tsx';
import { RuleEditor } from './RuleEditor.tsx';
import { RuleListPane } from './RuleListPane.tsx';
import { draftOf, NEW_RULE } from './ruleDraft.ts';
import type { RuleDraft } from './ruleDraft.ts';
import { TryPane } from './TryPane.tsx';
import { useRuleActions } from './useRuleActions.ts';
import styles from './autoReplies.module.css';

/** Selection of a rule that is not saved yet. */
const NEW = 'new';

export function AutoRepliesScreen() {
  const t = useT();
  const { router } = useServices();
  const { selection } = useRoute('autoReplies');
  const [drafts, setDrafts] = useState<ReadonlyMap<string, RuleDraft>>(new Map());
  const listed = useQuery(
    'autoReplies.listRules',
    {},
    { invalidateOn: ['autoReply.changed', 'template.changed'], keepPrevious: true },
  );
  const rules = listed.data?.items;
  const select = useCallback((id: string | null) => router.replace({ selection: id }), [router]);
  const setDraft = useCallback((key: string, draft: RuleDraft | null) => {
    setDrafts((before) => {
      const after = new Map(before);
      if (draft === null) after.delete(key);
      else after.set(key, draft);
      return after;
    });
  }, []);
  const actions = useRuleActions(select);
  const index = rules?.findIndex(({ id }) => id === selection) ?? -1;
  const rule = rules?.[index];
  const key = rule?.id ?? NEW;
  const saved = rule === undefined ? NEW_RULE : draftOf(rule);
  return (
    <div className={styles.screen}>
      <RuleListPane
        rules={rules}
        hours={listed.data?.openingHours ?? null}
        failed={listed.error !== undefined && listed.error !== null}
        onRetry={listed.refetch}
        selectedId={rule?.id ?? null}
        onSelect={select}
        onAdd={() => select(NEW)}
        actions={actions}
      />
      {rule === undefined && selection !== NEW ? (
        <div className={styles.none}>
          {rules === undefined ? null : (
            <Empty icon={MessageSquareReply} title={t('rules.pick')} help={t('rules.pickHelp')} fill />
          )}
        </div>
      ) : (
        <RuleEditor
          key={key}
          rule={rule ?? null}
          rules={rules ?? []}
          draft={drafts.get(key) ?? saved}
          saved={saved}
          onDraft={(draft) => setDraft(key, draft)}
          actions={actions}
        />
      )}
      <TryPane rules={rules ?? []} />
    </div>
  );
}
