/** Whom the desk could ask beyond the waitlist: people with a later visit like the free time, one press each. Nobody is chosen by itself. */
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Pii } from '../../ui/Pii.tsx';
import styles from './DayDialogs.module.css';

export interface OfferSuggestionsProps {
  readonly appointmentId: string;
  readonly onAdded: (entryId: string) => void;
}

type Suggestion = OutputOf<'waitlist.suggestForSlot'>['items'][number];

export function OfferSuggestions({ appointmentId, onAdded }: OfferSuggestionsProps) {
  const t = useT();
  const errorText = useErrorText();
  const [error, setError] = useState<string | null>(null);
  const save = useCommand('waitlist.saveEntry', { refusal: 'caller' });
  const suggested = useQuery(
    'waitlist.suggestForSlot',
    { appointmentId },
    { invalidateOn: ['waitlist.changed', 'consent.changed', 'appointment.changed'], keepPrevious: true },
  );
  const items = suggested.data?.items ?? [];
  if (items.length === 0) return null;
  const add = async ({ visit }: Suggestion): Promise<void> => {
    const outcome = await save.run({ appointmentId: visit.id });
    if (outcome.ok) onAdded(outcome.value.id);
    setError(outcome.ok ? null : errorText(outcome.error));
  };
  return (
    <section aria-label={t('offer.suggested')}>
      <h2 className={styles.caption}>{t('offer.suggested')}</h2>
      {items.map((one) => (
        <Suggested key={one.personId} one={one} disabled={save.pending} onAdd={() => void add(one)} />
      ))}
      <p className={styles.help}>{t('offer.suggestedHelp')}</p>
      {error === null ? null : (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </section>
  );
}

interface SuggestedProps {
  readonly one: Suggestion;
  readonly disabled: boolean;
  readonly onAdd: () => void;
}

function Suggested({ one, disabled, onAdd }: SuggestedProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const when = formats.when(one.visit.startsAt, clock.now());
  return (
    <div className={styles.suggested} data-reveal="">
      <div className={styles.suggestedWords}>
        <Pii className={styles.name}>{one.personName}</Pii>
        <span className={styles.help}>
          {one.visit.reply === 'newTime' ? t('offer.wantsOther', { when }) : t('offer.hasVisit', { when })}
        </span>
      </div>
      <Button size="small" disabled={disabled} aria-label={t('offer.addFor', { name: one.personName })} onClick={onAdd}>
        {t('offer.add')}
      </Button>
    </div>
  );
}
