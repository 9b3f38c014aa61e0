/** At most three templates that may answer the last text. A press puts one into the composer; nothing is sent by itself. */
import { CalendarCheck2, CalendarSync, CalendarX2, CreditCard, FileText, MapPin, Pill } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { memo } from 'react';
import type { ConversationRow, Message, Template } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { suggestTemplates } from './suggestions.ts';
import styles from './composer.module.css';

export interface SuggestionsProps {
  readonly row: ConversationRow;
  readonly lastIncoming: Message | undefined;
  readonly templates: readonly Template[];
  readonly onChoose: (template: Template) => void;
}

const ICONS: Readonly<Partial<Record<Template['category'], LucideIcon>>> = {
  confirmation: CalendarCheck2,
  reschedule: CalendarSync,
  cancellation: CalendarX2,
  directions: MapPin,
  payment: CreditCard,
  prescriptionReady: Pill,
};

export const Suggestions = memo(function Suggestions(props: SuggestionsProps) {
  const { row, lastIncoming, templates, onChoose } = props;
  const t = useT();
  const fitting = suggestTemplates({ templates, row, lastIncoming });
  if (fitting.length === 0) return null;
  return (
    <div className={styles.suggestions} role="group" aria-label={t('inbox.suggested')}>
      <span className={styles.suggestedWord} aria-hidden="true">
        {t('inbox.suggested')}
      </span>
      {fitting.map((template) => {
        const Icon = ICONS[template.category] ?? FileText;
        return (
          <button key={template.id} type="button" className={styles.suggestion} onClick={() => onChoose(template)}>
            <Icon size={14} strokeWidth={2} aria-hidden="true" />
            <span>{template.name}</span>
          </button>
        );
      })}
    </div>
  );
});
