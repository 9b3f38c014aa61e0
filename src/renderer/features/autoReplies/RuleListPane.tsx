/** The rules in order: what the program does by itself first and locked, then the practice's own with their switches. */
import { CalendarClock, Lock, MessageSquareReply, Plus, TriangleAlert } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { AutoReplyRule, OpeningHours } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useMay } from '../../state/useMay.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ListPane } from '../../ui/ListPane.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { RuleRow } from './RuleRow.tsx';
import type { RuleActions } from './useRuleActions.ts';
import styles from './autoReplies.module.css';

const HoursDialog = lazy(async () => ({ default: (await import('./HoursDialog.tsx')).HoursDialog }));
const BUILT_IN = ['stop', 'start', 'help', 'urgent', 'yes'] as const;

export interface RuleListPaneProps {
  /** Undefined: not read yet. */
  readonly rules: readonly AutoReplyRule[] | undefined;
  readonly hours: OpeningHours | null;
  readonly failed: boolean;
  readonly onRetry: () => void;
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  readonly onAdd: () => void;
  readonly actions: RuleActions;
}

export function RuleListPane({ hours, onAdd, ...list }: RuleListPaneProps) {
  const t = useT();
  const [editHours, setEditHours] = useState(false);
  const { rules = [], selectedId, actions } = list;
  const move = (by: -1 | 1) => void (selectedId !== null && actions.move(rules, selectedId, by));
  const enabled = useMay('autoReplies.saveRule');
  useShortcut('Ctrl+N', onAdd, { label: t('rules.add'), enabled });
  useShortcut('Alt+ArrowUp', () => move(-1), { label: t('rules.up'), enabled });
  useShortcut('Alt+ArrowDown', () => move(1), { label: t('rules.down'), enabled });
  return (
    <ListPane
      label={t('rules.list')}
      title={t('screen.autoReplies')}
      actions={
        <May call="autoReplies.saveRule">
          <IconButton label={t('rules.hours')} onClick={() => setEditHours(true)}>
            <CalendarClock size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label={t('rules.add')} shortcut="Ctrl+N" onClick={onAdd}>
            <Plus size={16} aria-hidden="true" />
          </IconButton>
        </May>
      }
    >
      <div className={styles.listBody}>
        <h2 className={styles.group}>{t('rules.builtIn')}</h2>
        <ul className={styles.rules}>
          {BUILT_IN.map((name) => (
            <li key={name} className={styles.builtIn}>
              <Lock size={14} aria-label={t('rules.locked')} role="img" />
              {t(`rules.builtIn.${name}`)}
            </li>
          ))}
        </ul>
        <h2 className={styles.group}>{t('rules.own')}</h2>
        <OwnRules {...list} />
        <p className={styles.safety}>{t('rules.safety')}</p>
      </div>
      {editHours ? (
        <Suspense fallback={null}>
          <HoursDialog hours={hours} onClose={() => setEditHours(false)} />
        </Suspense>
      ) : null}
    </ListPane>
  );
}

function OwnRules(props: Omit<RuleListPaneProps, 'hours' | 'onAdd'>) {
  const t = useT();
  const { rules, failed, onRetry, selectedId, onSelect, actions } = props;
  if (rules === undefined) {
    const again = <Button onClick={onRetry}>{t('common.tryAgain')}</Button>;
    return failed ? <Empty icon={TriangleAlert} title={t('rules.failed')} action={again} /> : <Skeleton rows={4} />;
  }
  if (rules.length === 0)
    return <Empty icon={MessageSquareReply} title={t('rules.empty')} help={t('rules.emptyHelp')} />;
  return (
    <ol className={styles.rules}>
      {rules.map((rule, index) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          number={index + 1}
          rules={rules}
          selected={rule.id === selectedId}
          onSelect={onSelect}
          actions={actions}
        />
      ))}
    </ol>
  );
}
