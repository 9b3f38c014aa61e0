/** One line: when, who, what has changed, four pieces to copy, and the tick. */
import { AlignLeft, Clock, Hash, User } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { WriteBackRow } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { changeWords, momentWords, noteWords } from './changeWords.ts';
import type { ChangeActions } from './useChanges.ts';
import styles from './WriteBack.module.css';

export interface ChangeRowProps {
  readonly row: WriteBackRow;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly actions: ChangeActions;
}

export function ChangeRow({ row, selected, onSelect, actions }: ChangeRowProps) {
  const t = useT();
  const formats = useFormats();
  const now = useServices().clock.now();
  const name = row.personName;
  const pieces: readonly (readonly [LucideIcon, string, string | null])[] = [
    [User, t('writeBack.copyName', { name }), name],
    [Hash, t('writeBack.copyId', { name }), row.externalId],
    [Clock, t('writeBack.copyTime', { name }), momentWords(formats, row.startsAt, row.zone, now)],
    [AlignLeft, t('writeBack.copyNote', { name }), noteWords(t, formats, row, now)],
  ];
  return (
    <tr aria-selected={selected} className={styles.row} onClick={onSelect} onFocus={onSelect}>
      <td className={styles.time}>
        {formats.time(row.startsAt, row.zone)}
        <span>{row.clinician}</span>
      </td>
      <td>
        <Pii>{name}</Pii>
        <span className={styles.kind}>{row.kind}</span>
      </td>
      <td>
        {changeWords(t, formats, row, now)}
        {row.written === null ? null : (
          <span className={styles.kind}>{row.written.text || t('writeBack.writing')}</span>
        )}
      </td>
      <td className={styles.copies}>
        {pieces.map(([Icon, label, text]) =>
          text === null ? null : (
            <IconButton key={label} size="small" label={label} onClick={() => actions.copy(text)}>
              <Icon size={16} strokeWidth={1.75} />
            </IconButton>
          ),
        )}
      </td>
      <td className={styles.tick}>
        <input
          type="checkbox"
          aria-label={t('writeBack.tick', { name })}
          checked={row.done !== null}
          onChange={(event) => actions.tick(row, event.target.checked)}
        />
        <Ticked row={row} />
      </td>
    </tr>
  );
}

function Ticked({ row: { done } }: { readonly row: WriteBackRow }) {
  const t = useT();
  const formats = useFormats();
  const now = useServices().clock.now();
  if (done === null) return null;
  const when = formats.when(done.at, now);
  return (
    <span className={styles.kind}>
      {done.byItself ? t('writeBack.byItself', { when }) : t('writeBack.by', { by: done.by, when })}
    </span>
  );
}
