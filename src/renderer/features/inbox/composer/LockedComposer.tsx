/** Stands in the composer's place where no text can go out: why, and what can be done instead. Has no way to send. */
import { CircleAlert, Eye, MessageSquareOff, Phone } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ConversationRow } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import type { InvalidateOn } from '../../../state/invalidation.ts';
import { useServices } from '../../../state/services.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { Button } from '../../../ui/Button.tsx';
import { shortNameOf } from '../names.ts';
import type { LockKind } from './gateWords.ts';
import styles from './composer.module.css';

export interface LockedComposerProps {
  readonly row: ConversationRow;
  readonly lock: LockKind;
  readonly onNote: () => void;
  readonly onCopyNumber: () => void;
  readonly onChangeNumber: (() => void) | undefined;
}

const ICONS: Record<LockKind, LucideIcon> = {
  optedOut: MessageSquareOff,
  suspended: MessageSquareOff,
  landline: Phone,
  noNumber: Phone,
  invalid: CircleAlert,
};

export function LockedComposer({ row, lock, onNote, onCopyNumber, onChangeNumber }: LockedComposerProps) {
  const t = useT();
  const Icon = ICONS[lock];
  const name = shortNameOf(row, t);
  const values = { name, number: row.addressDisplay };
  const changesNumber = (lock === 'landline' || lock === 'invalid' || lock === 'suspended') && onChangeNumber;
  return (
    <div className={styles.locked} role="group" aria-label={t(`inbox.locked.${lock}`, values)} data-region="composer">
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.lockedWords}>
        <strong className="pii">{t(`inbox.locked.${lock}`, values)}</strong>
        {lock === 'optedOut' ? (
          <OptOutWords row={row} name={name} />
        ) : (
          <span className="pii">{t(`inbox.locked.${lock}Help`, values)}</span>
        )}
      </div>
      <Button size="small" onClick={onNote}>
        {t('inbox.addDeskNote')}
      </Button>
      {changesNumber ? (
        <Button size="small" onClick={changesNumber}>
          {t('inbox.changeNumber')}
        </Button>
      ) : lock === 'noNumber' ? null : (
        <Button size="small" onClick={onCopyNumber}>
          {t('inbox.copyNumber')}
        </Button>
      )}
    </div>
  );
}

/** For a role that reads and writes nothing. */
export function ReadingOnly() {
  const t = useT();
  return (
    <div className={styles.locked} role="group" aria-label={t('inbox.readingOnly')} data-region="composer">
      <Eye size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.lockedWords}>
        <strong>{t('inbox.readingOnly')}</strong>
        <span>{t('inbox.readingOnlyHelp')}</span>
      </div>
    </div>
  );
}

const TOPICS: readonly InvalidateOn[] = ['consent.changed'];

function OptOutWords({ row, name }: { readonly row: ConversationRow; readonly name: string }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const person = row.people[0];
  const input = { number: row.address, ...(person ? { personId: person.id } : {}) };
  const optedOut = useQuery('consent.getState', input, { invalidateOn: TOPICS }).data?.optedOut;
  if (!optedOut) return <span className="pii">{t('inbox.locked.optedOutPlain', { name })}</span>;
  const date = formats.date(optedOut.at, clock.now());
  return (
    <span className="pii">
      {isWord(optedOut.word)
        ? t('inbox.locked.optedOutHelp', { name, word: optedOut.word, date })
        : t('inbox.locked.optedOutDesk', { name, date })}
    </span>
  );
}

/** A word the patient texted, not a note of the desk. */
function isWord(word: string): boolean {
  return /^[A-Z]{2,14}( [A-Z]{2,14})?$/.test(word);
}
