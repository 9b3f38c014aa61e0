/** The keys of the list: up and down, one key for each piece to copy, X for the tick. */
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { WriteBackRow } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { momentWords, noteWords } from './changeWords.ts';
import type { ChangeActions } from './useChanges.ts';

export interface ChangeKeys {
  readonly rows: readonly WriteBackRow[];
  readonly selected: string | null;
  readonly onSelect: (appointmentId: string) => void;
  readonly actions: ChangeActions;
}

export function useChangeKeys({ rows, selected, onSelect, actions }: ChangeKeys): void {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const at = rows.findIndex(({ appointmentId }) => appointmentId === selected);
  const row = rows[at];
  const step = (by: number): void => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (next) onSelect(next.appointmentId);
  };
  const copy = (text: string | null | undefined): boolean => {
    if (text === null || text === undefined) return false;
    actions.copy(text);
    return true;
  };
  const now = clock.now();
  const enabled = row !== undefined;
  useShortcut('J', () => step(1), { inText: false });
  useShortcut('K', () => step(-1), { inText: false });
  useShortcut('N', () => copy(row?.personName), { label: t('writeBack.keyName'), enabled });
  useShortcut('I', () => copy(row?.externalId), { label: t('writeBack.keyId'), enabled });
  useShortcut('T', () => copy(row && momentWords(formats, row.startsAt, row.zone, now)), {
    label: t('writeBack.keyTime'),
    enabled,
  });
  useShortcut('O', () => copy(row && noteWords(t, formats, row, now)), { label: t('writeBack.keyNote'), enabled });
  useShortcut('X', () => row && actions.tick(row, row.done === null), { label: t('writeBack.keyDone'), enabled });
}
