/** What somebody on the waitlist would take, in a few words; empty when anything will do. Pure. */
import type { WaitlistEntry } from '../../contract.ts';
import type { Translate } from '../../i18n/useT.ts';

interface WishFormats {
  readonly civilTime: (hhmm: string) => string;
}

export function wishWords(
  t: Translate,
  { civilTime }: WishFormats,
  { weekdays, from, to, earliest }: WaitlistEntry['wishes'],
): string {
  const days = weekdays.map((day) => t(`weekday.${String(day) as '1'}`)).join(', ');
  const hours =
    from !== null && to !== null
      ? t('waitlist.between', { from: civilTime(from), to: civilTime(to) })
      : from !== null
        ? t('waitlist.after', { from: civilTime(from) })
        : to !== null
          ? t('waitlist.before', { to: civilTime(to) })
          : '';
  const start = earliest === null ? '' : t('waitlist.notBefore', { date: earliest });
  return [days, hours, start].filter((words) => words !== '').join('; ');
}
