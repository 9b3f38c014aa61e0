/** Under a picture that came in: that it will soon be removed for its age, so that it is saved to the chart before (rules.md 12). */
import type { Message } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import styles from './privacy.module.css';

const DAY_MS = 86_400_000;
/** So many days before it goes. */
const SAID_BEFORE_DAYS = 10;

export interface PictureLeavesProps {
  readonly message: Pick<Message, 'direction' | 'attachments' | 'createdAt'>;
  /** UTC ms by the core's clock. */
  readonly now: number;
}

export function PictureLeaves({ message: { direction, attachments, createdAt }, now }: PictureLeavesProps) {
  const t = useT();
  const isHere = direction === 'in' && attachments.some(({ state }) => state === 'ready');
  const settings = useQuery('settings.getSettings', isHere ? {} : null, { invalidateOn: ['settings.changed'] });
  const fileDays = settings.data?.retention.fileDays;
  if (!isHere || fileDays === undefined) return null;
  const days = Math.max(0, Math.ceil(fileDays - (now - createdAt) / DAY_MS));
  return days > SAID_BEFORE_DAYS ? null : <span className={styles.quiet}>{t('privacy.pictureLeaves', { days })}</span>;
}
