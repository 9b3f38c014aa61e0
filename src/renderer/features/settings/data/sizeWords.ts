/** Sizes of files in words. */
import type { useT } from '../../../i18n/useT.ts';

const MEGABYTE = 1_000_000;

export function sizeWords(t: ReturnType<typeof useT>, bytes: number): string {
  if (bytes < MEGABYTE) return t('settings.kilobytes', { size: Math.ceil(bytes / 1000) });
  return t('settings.megabytes', { size: (bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0) });
}
