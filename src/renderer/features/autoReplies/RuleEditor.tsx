/** The sentence builder: "When a text [is exactly] [words] and [condition] then [mark] [reply] [move]". Plain controls in reading order. */
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { AutoReplyDefinition, AutoReplyHow, AutoReplyRule } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Conditions } from './Conditions.tsx';
import { isSameRule } from './ruleDraft.ts';
import type { RuleDraft } from './ruleDraft.ts';
import { warningTexts } from './warningWords.ts';
import type { RuleActions } from './useRuleActions.ts';
import styles from './autoReplies.module.css';

export interface RuleEditorProps {
  /** Null: a new rule. */
  readonly rule: AutoReplyRule | null;
  readonly rules: readonly AutoReplyRule[];
  readonly draft: RuleDraft;
  readonly saved: RuleDraft;
  readonly onDraft: (draft: RuleDraft | null) => void;
  readonly actions: RuleActions;
}

const HOWS: readonly AutoReplyHow[] = ['exactly', 'contains', 'startsWith'];
const MARKS: readonly AutoReplyDefinition['mark'][] = ['none', 'confirmed', 'newTime'];
const MOVES: readonly AutoReplyDefinition['move'][] = ['todo', 'done'];

export function RuleEditor({ rule, rules, draft, saved, onDraft, actions }: RuleEditorProps) {
  const t = useT();
  const change = (part: Partial<RuleDraft>): void => onDraft({ ...draft, ...part });
  const changed = !isSameRule(draft, saved);
  const save = async (): Promise<void> => {
    if (!changed || actions.pending) return;
    if (await actions.save(rule, draft)) onDraft(null);
  };
  useShortcut('Ctrl+S', () => void save(), { label: t('rules.save'), inText: true });
  const errorAt = (field: string): string | null => (actions.error?.field === field ? actions.error.message : null);
  const placed = ['words', 'how', 'mark', 'templateId'];
  const loose = actions.error !== null && !placed.includes(actions.error.field ?? '') ? actions.error.message : null;
  return (
    <section className={styles.editor} aria-label={t('rules.editor')} data-region="detail">
      <div className={styles.editorBody}>
        {rule === null
          ? null
          : warningTexts(rule, rules, t).map((words) => (
              <p key={words} className={styles.warningLine}>
                {words}
              </p>
            ))}
        {loose === null ? null : (
          <p className={styles.warningLine} role="alert">
            {loose}
          </p>
        )}
        <SelectField
          label={t('rules.when')}
          error={errorAt('how')}
          value={draft.how}
          onChange={(event) => change({ how: event.target.value as AutoReplyHow })}
          options={HOWS.map((how) => ({ value: how, label: t(`rules.how.${how}`) }))}
        />
        <TextField
          label={t('rules.words')}
          hint={t('rules.wordsHint')}
          error={errorAt('words')}
          value={draft.words}
          maxLength={600}
          onChange={(event) => change({ words: event.target.value })}
        />
        <Conditions conditions={draft.conditions} onChange={(conditions) => change({ conditions: [...conditions] })} />
        <SelectField
          label={t('rules.then')}
          hint={t('rules.markHint')}
          error={errorAt('mark')}
          value={draft.mark}
          onChange={(event) => change({ mark: event.target.value as AutoReplyDefinition['mark'] })}
          options={MARKS.map((mark) => ({ value: mark, label: t(`rules.mark.${mark}`) }))}
        />
        <ReplyField draft={draft} error={errorAt('templateId')} onChange={change} />
        <SelectField
          label={t('rules.move')}
          hint={t('rules.moveHint')}
          value={draft.move}
          onChange={(event) => change({ move: event.target.value as AutoReplyDefinition['move'] })}
          options={MOVES.map((move) => ({ value: move, label: t(`rules.move.${move}`) }))}
        />
      </div>
      <May call="autoReplies.saveRule">
        <footer className={styles.editorFoot}>
          {rule === null ? null : (
            <Button variant="ghost" danger onClick={() => void actions.remove(rule)}>
              {t('rules.delete')}
            </Button>
          )}
          <span className={styles.spring} />
          {changed ? (
            <Button variant="ghost" onClick={() => onDraft(null)}>
              {t('rules.discard')}
            </Button>
          ) : null}
          <Button
            variant="primary"
            shortcut="Ctrl+S"
            disabled={!changed || actions.pending}
            onClick={() => void save()}
          >
            {t('rules.save')}
          </Button>
        </footer>
      </May>
    </section>
  );
}

interface ReplyFieldProps {
  readonly draft: RuleDraft;
  readonly error: string | null;
  readonly onChange: (part: Partial<RuleDraft>) => void;
}

/** Base texts only: the person gets the one in their language. */
function ReplyField({ draft, error, onChange }: ReplyFieldProps) {
  const t = useT();
  const listed = useQuery('templates.listTemplates', {}, { invalidateOn: ['template.changed'] });
  const texts = (listed.data?.items ?? []).filter(({ translationOf }) => translationOf === null);
  const chosen = texts.find(({ id }) => id === draft.templateId);
  return (
    <>
      <SelectField
        label={t('rules.reply')}
        error={error}
        value={chosen?.id ?? ''}
        onChange={(event) => onChange({ templateId: event.target.value })}
        options={[
          { value: '', label: t('rules.replyNone') },
          ...texts.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {chosen === undefined ? null : <p className={styles.replyBody}>{chosen.body}</p>}
    </>
  );
}
