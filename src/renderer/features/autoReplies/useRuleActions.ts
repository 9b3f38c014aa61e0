/** What can be done with rules: save, order, switch, delete. Each can be undone. */
import { useState } from 'react';
import type { AutoReplyRule } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import type { CommandOptions } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import { definitionOf, draftOf } from './ruleDraft.ts';
import type { RuleDraft } from './ruleDraft.ts';

export interface RuleError {
  readonly message: string;
  /** The part of the rule it is about. */
  readonly field: string | undefined;
}

export interface RuleActions {
  readonly pending: boolean;
  readonly error: RuleError | null;
  /** Resolves with whether it was saved. */
  readonly save: (rule: AutoReplyRule | null, draft: RuleDraft) => Promise<boolean>;
  readonly setEnabled: (rule: AutoReplyRule, enabled: boolean) => Promise<void>;
  readonly move: (rules: readonly AutoReplyRule[], id: string, by: -1 | 1) => Promise<void>;
  readonly remove: (rule: AutoReplyRule) => Promise<void>;
}

/** The switch moves at once, not when the core has answered. */
const showSwitched: CommandOptions<'autoReplies.setEnabled'>['optimistic'] = ({ id, enabled }, patches) => [
  patches.one('autoReplies.listRules', (listed) => ({
    ...listed,
    items: listed.items.map((rule) => (rule.id === id ? { ...rule, enabled } : rule)),
  })),
];

export function useRuleActions(onSelect: (id: string | null) => void): RuleActions {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const offer = useUndoable();
  const [error, setError] = useState<RuleError | null>(null);
  const saving = useCommand('autoReplies.saveRule', { refusal: 'caller' });
  const switching = useCommand('autoReplies.setEnabled', { optimistic: showSwitched });
  const moving = useCommand('autoReplies.moveRule');
  const deleting = useCommand('autoReplies.deleteRule');
  const restoring = useCommand('autoReplies.restoreRule');

  const write = (id: string | undefined, draft: RuleDraft) =>
    saving.run({
      ...(id === undefined ? {} : { id }),
      definition: definitionOf(draft),
      templateId: draft.templateId === '' ? null : draft.templateId,
    });
  return {
    pending: saving.pending,
    error,
    save: async (rule, draft) => {
      const outcome = await write(rule?.id, draft);
      if (!outcome.ok) {
        setError({ message: errorText(outcome.error), field: outcome.error.field });
        return false;
      }
      setError(null);
      if (rule === null) {
        onSelect(outcome.value.id);
        toasts.show({ icon: 'done', message: t('rules.saved') });
      } else {
        offer({ message: t('rules.saved'), undo: () => write(rule.id, draftOf(rule)) });
      }
      return true;
    },
    setEnabled: async ({ id }, enabled) => {
      const outcome = await switching.run({ id, enabled });
      if (!outcome.ok) return;
      const message = t(enabled ? 'rules.turnedOn' : 'rules.turnedOff');
      offer({ message, undo: () => switching.run({ id, enabled: !enabled }) });
    },
    move: async (rules, id, by) => {
      const at = rules.findIndex((rule) => rule.id === id);
      const position = at + by;
      if (at === -1 || position < 0 || position >= rules.length) return;
      const outcome = await moving.run({ id, position });
      if (outcome.ok) offer({ message: t('rules.moved'), undo: () => moving.run({ id, position: at }) });
    },
    remove: async ({ id }) => {
      const outcome = await deleting.run({ id });
      if (!outcome.ok) return;
      onSelect(null);
      offer({ message: t('rules.deleted'), undo: () => restoring.run({ id }) });
    },
  };
}
