/** "Offer the slot": who waits for an earlier time, in the order in which they would be asked, the text, the pace, the gate's answers. */
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { Appointment, OfferPacing, OutputOf, RankedEntry } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { TextAreaField, TextField } from '../../ui/Field.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { OfferPreview } from './OfferPreview.tsx';
import { OfferSuggestions } from './OfferSuggestions.tsx';
import { PersonPicker } from './PersonPicker.tsx';
import styles from './DayDialogs.module.css';

export interface OfferDialogProps {
  /** The cancelled visit whose time is free. */
  readonly visit: Appointment;
  readonly onClose: () => void;
  /** Shows what is being offered. */
  readonly onBegun: () => void;
}

type Rank = OutputOf<'waitlist.rankForSlot'>;

/** So many are shown and chosen at first (ux.md 5.6). */
const MOST = 10;

export function OfferDialog({ visit, onClose, onBegun }: OfferDialogProps) {
  const t = useT();
  const rank = useQuery(
    'waitlist.rankForSlot',
    { appointmentId: visit.id },
    { invalidateOn: ['waitlist.changed', 'consent.changed'], keepPrevious: true },
  );
  if (rank.data === undefined) {
    return (
      <Dialog opened width={720} title={t('offer.title')} onClose={onClose}>
        {rank.error ? <ErrorRegion error={rank.error} onRetry={rank.refetch} /> : <Skeleton rows={8} />}
      </Dialog>
    );
  }
  return <Offer visit={visit} rank={rank.data} onClose={onClose} onBegun={onBegun} />;
}

function Offer({ visit, rank, onClose, onBegun }: OfferDialogProps & { readonly rank: Rank }) {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const { clock } = useServices();
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [body, setBody] = useState(rank.body);
  const [pacing, setPacing] = useState<OfferPacing>(rank.pacing);
  const [error, setError] = useState<string | null>(null);
  const offer = useCommand('waitlist.offerSlot', { refusal: 'caller' });
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  // Whoever was added here is seen, however many wait.
  const shown = rank.items.filter(({ entry }, index) => index < MOST || added.has(entry.id));
  const chosen = shown.filter(({ entry, fits }) => fits && !skipped.has(entry.id)).map(({ entry }) => entry.id);

  const begin = async (): Promise<void> => {
    const outcome = await offer.run({ appointmentId: visit.id, entryIds: chosen, body: body.trim(), pacing });
    if (outcome.ok) onBegun();
    else setError(errorText(outcome.error));
  };
  return (
    <Dialog
      opened
      width={760}
      title={t('offer.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            disabled={chosen.length === 0 || body.trim() === '' || offer.pending || rank.running !== null}
            onClick={() => void begin()}
          >
            {t('offer.begin', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <p className={styles.help}>
        <Pii>
          {t('offer.slot', {
            when: formats.when(rank.slot.startsAt, clock.now()),
            what: [rank.slot.kind, rank.slot.clinician].filter((words) => words !== '').join(', '),
          })}
        </Pii>
      </p>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Who
            items={shown}
            skipped={skipped}
            onToggle={(id, on) => setSkipped(new Set(on ? [...skipped].filter((one) => one !== id) : [...skipped, id]))}
          />
          <OfferSuggestions appointmentId={visit.id} onAdded={(id) => setAdded(new Set([...added, id]))} />
          <AskSomebodyElse onAdded={(id) => setAdded(new Set([...added, id]))} />
        </div>
        <div className={styles.column}>
          <TextAreaField
            label={t('offer.text')}
            rows={4}
            maxLength={1600}
            value={body}
            hint={t('offer.textHint')}
            onChange={(event) => setBody(event.target.value)}
          />
          <OfferPreview appointmentId={visit.id} body={body} entryIds={chosen} />
          <Pacing pacing={pacing} onChange={setPacing} />
          <p className={styles.help}>{t('offer.first')}</p>
        </div>
      </div>
      {error === null && rank.running === null ? null : (
        <p role="alert" className={styles.error}>
          {error ?? t('offer.running')}
        </p>
      )}
    </Dialog>
  );
}

interface WhoProps {
  readonly items: readonly RankedEntry[];
  readonly skipped: ReadonlySet<string>;
  readonly onToggle: (id: string, on: boolean) => void;
}

function Who({ items, skipped, onToggle }: WhoProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const now = clock.now();
  if (items.length === 0) return <p className={styles.help}>{t('offer.nobody')}</p>;
  return (
    <section aria-label={t('offer.who')}>
      <h2 className={styles.caption}>{t('offer.who')}</h2>
      {items.map(({ entry, fits, misfits }) => (
        <div key={entry.id} data-reveal="">
          <CheckField
            checked={fits && !skipped.has(entry.id)}
            disabled={!fits}
            onChange={(event) => onToggle(entry.id, event.target.checked)}
            hint={
              fits
                ? entry.visit === null
                  ? t('offer.waits', { span: formats.span(now - entry.createdAt) })
                  : t('offer.hasVisit', { when: formats.when(entry.visit.startsAt, now) })
                : misfits.map((misfit) => t(`offer.misfit.${misfit}`)).join(', ')
            }
          >
            <Pii className={styles.name}>{entry.personName}</Pii>
          </CheckField>
        </div>
      ))}
    </section>
  );
}

/** Beyond the waitlist: anybody the desk has in mind. They are put on it, so that the same rules hold for them. */
function AskSomebodyElse({ onAdded }: { readonly onAdded: (entryId: string) => void }) {
  const t = useT();
  const errorText = useErrorText();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = useCommand('waitlist.saveEntry', { refusal: 'caller' });
  const add = async (personId: string): Promise<void> => {
    const outcome = await save.run({ personId });
    if (!outcome.ok) return setError(errorText(outcome.error));
    onAdded(outcome.value.id);
    setOpen(false);
  };
  if (!open) {
    return (
      <div>
        <Button size="small" icon={<UserPlus size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
          {t('offer.somebodyElse')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <PersonPicker person={null} error={error} onChange={(person) => person !== null && void add(person.id)} />
      <p className={styles.help}>{t('offer.somebodyElseHelp')}</p>
    </>
  );
}

const PACE = ['atOnce', 'everyMinutes', 'answerMinutes'] as const;
const HIGHEST: Readonly<Record<(typeof PACE)[number], number>> = { atOnce: 20, everyMinutes: 240, answerMinutes: 1440 };

function Pacing({ pacing, onChange }: { readonly pacing: OfferPacing; readonly onChange: (to: OfferPacing) => void }) {
  const t = useT();
  return (
    <div className={styles.pacing}>
      {PACE.map((name) => (
        <TextField
          key={name}
          type="number"
          min={1}
          max={HIGHEST[name]}
          label={t(`offer.${name}`)}
          value={String(pacing[name])}
          onChange={(event) => {
            const value = Math.round(Number(event.target.value));
            if (value >= 1 && value <= HIGHEST[name]) onChange({ ...pacing, [name]: value });
          }}
        />
      ))}
    </div>
  );
}
