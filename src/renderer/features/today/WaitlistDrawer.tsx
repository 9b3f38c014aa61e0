/** What is being offered and to whom, who holds a time, and who waits for an earlier one. Booking is always a press here. */
import { useState } from 'react';
import type { FreeSlot, SlotOffer, WaitlistEntry } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useNow } from '../../state/useNow.ts';
import { useQuery } from '../../state/useQuery.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { Tone } from '../../ui/statusLanguage.ts';
import { WaitlistEntryForm } from './WaitlistEntryForm.tsx';
import { wishWords } from './wishWords.ts';
import styles from './DayDialogs.module.css';

const TOPICS = ['waitlist.changed', 'appointment.changed', 'message.statusChanged'] as const;
const REFRESH_MS = 20_000;

export function WaitlistDrawer({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const slots = useQuery('waitlist.listSlots', {}, { invalidateOn: TOPICS });
  const entries = useQuery('waitlist.listEntries', {}, { invalidateOn: TOPICS });
  return (
    <Drawer title={t('waitlist.title')} onClose={onClose}>
      <h2 className={styles.heading}>{t('waitlist.slots')}</h2>
      {slots.data === undefined ? <Skeleton rows={3} /> : null}
      {slots.data?.items.length === 0 ? <p className={styles.help}>{t('waitlist.noSlots')}</p> : null}
      {slots.data?.items.map((slot) => (
        <Slot key={slot.id} slot={slot} />
      ))}
      <h2 className={styles.heading}>{t('waitlist.entries', { count: entries.data?.items.length ?? 0 })}</h2>
      {entries.data?.items.length === 0 ? <p className={styles.help}>{t('waitlist.noEntries')}</p> : null}
      {entries.data?.items.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
      <AddEntry />
    </Drawer>
  );
}

const SLOT_TONES: Readonly<Record<FreeSlot['state'], Tone>> = {
  running: 'accent',
  paused: 'neutral',
  held: 'warn',
  filled: 'ok',
  ended: 'neutral',
};

function Slot({ slot }: { readonly slot: FreeSlot }) {
  const t = useT();
  const formats = useFormats();
  const now = useNow(REFRESH_MS);
  const what = [slot.kind, slot.clinician].filter((words) => words !== '').join(', ');
  return (
    <section className={styles.slot} aria-label={t('waitlist.slotAt', { when: formats.when(slot.startsAt, now) })}>
      <div className={styles.slotHead}>
        <span className={styles.slotTitle}>{formats.when(slot.startsAt, now)}</span>
        <Chip tone={SLOT_TONES[slot.state]}>
          {slot.state === 'ended' ? t(endedWord(slot.endedCode)) : t(`waitlist.state.${slot.state}`)}
        </Chip>
      </div>
      <p className={styles.help}>
        <Pii>{what}</Pii>
        {slot.state === 'running' && slot.nextAt !== null && slot.nextAt > now
          ? ` ${t('waitlist.next', { span: formats.span(slot.nextAt - now) })}`
          : null}
      </p>
      <ul className={styles.offers}>
        {slot.offers.map((offer) => (
          <Offer key={offer.id} offer={offer} slot={slot} now={now} />
        ))}
      </ul>
      <SlotButtons slot={slot} />
    </section>
  );
}

const ENDED = { passed: true, taken: true, stopped: true, nobodyLeft: true, rebooked: true } as const;

function endedWord(code: string | null): `waitlist.ended.${keyof typeof ENDED}` | 'waitlist.state.ended' {
  return code !== null && Object.hasOwn(ENDED, code)
    ? `waitlist.ended.${code as keyof typeof ENDED}`
    : 'waitlist.state.ended';
}

interface OfferProps {
  readonly offer: SlotOffer;
  readonly slot: FreeSlot;
  readonly now: number;
}

function Offer({ offer, slot, now }: OfferProps) {
  const t = useT();
  const formats = useFormats();
  const { menu, router } = useServices();
  const answer = useCommand('waitlist.recordAnswer').run;
  const open = slot.state === 'running' || slot.state === 'paused' || slot.state === 'held';
  const answerable = open && (offer.state === 'asked' || offer.state === 'silent' || offer.state === 'held');
  const conversationId = offer.conversationId;
  const words =
    offer.state === 'asked' && offer.expiresAt !== null && offer.expiresAt > now
      ? t('waitlist.offer.askedFor', { span: formats.span(offer.expiresAt - now) })
      : t(`waitlist.offer.${offer.state}`);
  return (
    <li data-reveal="">
      <span className={styles.person}>
        <Pii className={styles.name}>{offer.personName}</Pii>
        <span className={styles.help}>{offer.reason === null ? words : `${words}. ${offer.reason.text}`}</span>
      </span>
      {!answerable && conversationId === null ? null : (
        <Button
          size="small"
          aria-haspopup="menu"
          label={t('waitlist.actFor', { name: offer.personName })}
          onClick={(event) =>
            menu.open(event.currentTarget, {
              label: t('waitlist.actFor', { name: offer.personName }),
              items: [
                ...(answerable && offer.state !== 'held'
                  ? [
                      {
                        key: 'yes',
                        label: t('waitlist.saidYes'),
                        run: () => void answer({ offerId: offer.id, answer: 'yes' }),
                      },
                    ]
                  : []),
                ...(answerable
                  ? [
                      {
                        key: 'no',
                        label: t('waitlist.saidNo'),
                        run: () => void answer({ offerId: offer.id, answer: 'no' }),
                      },
                    ]
                  : []),
                ...(conversationId === null
                  ? []
                  : [
                      {
                        key: 'open',
                        label: t('today.openConversation'),
                        run: () => router.go({ screen: 'inbox', selection: conversationId }),
                      },
                    ]),
              ],
            })
          }
        >
          {t('waitlist.act')}
        </Button>
      )}
    </li>
  );
}

function SlotButtons({ slot }: { readonly slot: FreeSlot }) {
  const t = useT();
  const { toasts } = useServices();
  const pause = useCommand('waitlist.pauseSlot');
  const stop = useCommand('waitlist.stopSlot');
  const book = useCommand('waitlist.bookSlot');
  if (slot.state === 'filled' || slot.state === 'ended') return null;
  const holder = slot.offers.find(({ state }) => state === 'held');
  return (
    <div className={styles.buttons}>
      {slot.state === 'held' && holder !== undefined ? (
        <Button
          size="small"
          variant="primary"
          disabled={book.pending}
          label={t('waitlist.bookFor', { name: holder.personName })}
          onClick={() =>
            void book
              .run({ slotId: slot.id })
              .then((outcome) => outcome.ok && toasts.show({ icon: 'done', message: t('waitlist.booked') }))
          }
        >
          {t('waitlist.book')}
        </Button>
      ) : (
        <Button
          size="small"
          disabled={pause.pending}
          onClick={() => void pause.run({ slotId: slot.id, pause: slot.state === 'running' })}
        >
          {t(slot.state === 'running' ? 'waitlist.pause' : 'waitlist.resume')}
        </Button>
      )}
      <Button size="small" danger disabled={stop.pending} onClick={() => void stop.run({ slotId: slot.id })}>
        {t('waitlist.stop')}
      </Button>
    </div>
  );
}

function Entry({ entry }: { readonly entry: WaitlistEntry }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const remove = useCommand('waitlist.removeEntry').run;
  const restore = useCommand('waitlist.restoreEntry').run;
  const offerUndo = useUndoable();
  const now = clock.now();
  const [changing, setChanging] = useState(false);
  if (changing) return <WaitlistEntryForm entry={entry} onClose={() => setChanging(false)} />;
  const wishes = wishWords(t, formats, entry.wishes);
  return (
    <div className={styles.entry} data-reveal="">
      <span className={styles.person}>
        <Pii className={styles.name}>{entry.personName}</Pii>
        <span className={styles.help}>
          {entry.visit === null
            ? t('offer.waits', { span: formats.span(now - entry.createdAt) })
            : t('offer.hasVisit', { when: formats.when(entry.visit.startsAt, now) })}
          {wishes === '' ? null : ` ${wishes}.`}
          {entry.note === '' ? null : (
            <>
              {' '}
              <Pii>{entry.note}</Pii>
            </>
          )}
        </span>
      </span>
      <Button
        size="small"
        label={t('waitlist.changeFor', { name: entry.personName })}
        onClick={() => setChanging(true)}
      >
        {t('waitlist.change')}
      </Button>
      <Button
        size="small"
        label={t('waitlist.removeFor', { name: entry.personName })}
        onClick={() =>
          void remove({ id: entry.id }).then(
            (outcome) =>
              outcome.ok && offerUndo({ message: t('waitlist.removed'), undo: () => restore({ id: entry.id }) }),
          )
        }
      >
        {t('waitlist.remove')}
      </Button>
    </div>
  );
}

function AddEntry() {
  const t = useT();
  const [adding, setAdding] = useState(false);
  if (adding) return <WaitlistEntryForm entry={null} onClose={() => setAdding(false)} />;
  return (
    <p className={styles.heading}>
      <Button size="small" onClick={() => setAdding(true)}>
        {t('waitlist.add')}
      </Button>
    </p>
  );
}
