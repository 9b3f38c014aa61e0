/** Texts of this conversation about a visit that nobody has settled: one press says what they mean, with undo. Sends nothing. */
import type { SettledAs } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { Pii } from '../../../ui/Pii.tsx';
import { SETTLED_AS, useSettle } from '../../today/settle/index.ts';
import styles from './composer.module.css';

const TOPICS = ['appointment.changed', 'message.added', 'conversation.changed'] as const;
/** On the way: the desk marks them as there. */
const ON_THE_WAY: readonly SettledAs[] = ['arrived', 'late', 'notAbout'];

export function VisitReplies({ conversationId }: { readonly conversationId: string }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const settle = useSettle();
  const { data } = useQuery('today.listReplies', { conversationId }, { invalidateOn: TOPICS });
  const items = data?.items ?? [];
  return items.map((item) => (
    <div key={item.id} className={styles.suggestions} role="group" aria-label={t('today.settleMenu')}>
      <span className={styles.suggestedWord}>
        <Pii>
          {t('today.settleVisit', {
            name: item.visit.personName,
            when: formats.when(item.visit.startsAt, clock.now()),
          })}
        </Pii>
      </span>
      {(item.kind === 'here' || item.kind === 'late' ? ON_THE_WAY : SETTLED_AS).map((as) => (
        <button key={as} type="button" className={styles.suggestion} onClick={() => settle(item.id, as)}>
          {t(`today.settle.${as}`)}
        </button>
      ))}
    </div>
  ));
}
