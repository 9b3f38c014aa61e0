/** Everything known about one text: its way, its times, its parts, its price, and the code behind a reason. Lazily loaded. */
import type { ReactNode } from 'react';
import type { Message } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import type { DeskFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import type { Translate } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Pii } from '../../../ui/Pii.tsx';
import { sizeWords } from './attachmentWords.ts';
import { numberEnding } from './ways.ts';
import styles from './details.module.css';

export interface TextDetailsDialogProps {
  readonly message: Message;
  readonly onClose: () => void;
}

export function TextDetailsDialog({ message, onClose }: TextDetailsDialogProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const facts = factsOf(message, { t, formats, now: clock.now() });
  return (
    <Dialog opened onClose={onClose} title={t('inbox.details.title')} width={460}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

interface Wording {
  readonly t: Translate;
  readonly formats: DeskFormats;
  readonly now: number;
}

type Fact = readonly [string, ReactNode];

function factsOf(message: Message, wording: Wording): readonly Fact[] {
  const { t } = wording;
  const { direction, status, reason, segments, author, channel, attachments } = message;
  const facts: Fact[] = [];
  if (direction === 'out') {
    facts.push(
      [t('inbox.details.from'), author ?? t('inbox.machine')],
      [t('inbox.details.state'), t(`delivery.${status}`)],
    );
    if (reason) facts.push([t('inbox.details.reason'), <Pii key="reason">{reason.text}</Pii>]);
  }
  facts.push(...wayFacts(message, t));
  if (channel === 'whatsapp') facts.push([t('inbox.details.channel'), t('inbox.whatsapp')]);
  facts.push(...timeFacts(message, wording));
  if (direction === 'out' && segments > 0)
    facts.push([t('inbox.details.parts'), t('segments.announce', { count: segments })]);
  if (message.price) facts.push([t('inbox.details.price'), priceWords(message.price)]);
  for (const one of attachments) {
    facts.push([t('inbox.details.picture'), <Pii key={one.id}>{`${one.name}, ${sizeWords(one, t)}`}</Pii>]);
  }
  if (reason) facts.push([t('inbox.details.code'), reason.code]);
  return facts.map(([name, value], at) => [numbered(facts, name, at), value]);
}

/** "Picture 2": names of facts are keys, too. */
function numbered(facts: readonly Fact[], name: string, at: number): string {
  const before = facts.slice(0, at).filter(([other]) => other === name).length;
  return before === 0 ? name : `${name} ${before + 1}`;
}

function wayFacts({ route }: Message, t: Translate): readonly Fact[] {
  if (!route) return [];
  const ending = numberEnding(route.ownNumber);
  const way = ending === null ? route.label : t('inbox.details.way', { route: route.label, ending });
  return [
    [t('inbox.details.route'), way],
    ...(route.sim === null ? [] : [[t('inbox.details.sim'), String(route.sim)] as const]),
    ...(route.why === null ? [] : [[t('inbox.details.why'), t(`inbox.route.${route.why}`)] as const]),
  ];
}

function timeFacts(message: Message, { t, formats, now }: Wording): readonly Fact[] {
  const { direction, createdAt, notBefore, status, sentAt, deliveredAt, readAt, sendBy } = message;
  const written = direction === 'in' ? t('inbox.details.received') : t('inbox.details.written');
  const times: readonly (readonly [string, number | null])[] = [
    [written, createdAt],
    [t('inbox.details.notBefore'), status === 'queued' ? notBefore : null],
    [t('inbox.details.sent'), sentAt],
    [t('inbox.details.delivered'), deliveredAt],
    [t('inbox.details.read'), readAt],
    [t('inbox.details.sendBy'), status === 'queued' || status === 'expired' ? sendBy : null],
  ];
  return times.flatMap(([name, at]) => (at === null ? [] : [[name, formats.when(at, now)] as const]));
}

/** Prices of texts are parts of a cent: four places. */
function priceWords({ micros, currency }: NonNullable<Message['price']>): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 4 });
  return format.format(Math.abs(micros) / 1_000_000);
}
