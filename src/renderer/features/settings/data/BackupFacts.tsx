/** What was found in a backup, and what of the data of now it does not have. */
import type { OutputOf } from '../../../contract.ts';
import type { MessageId } from '../../../i18n/en.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import styles from '../Settings.module.css';

type Look = OutputOf<'backups.lookAt'>;
type Lost = NonNullable<Look['lost']>;

const LOST = [
  'textsIn',
  'textsOut',
  'notes',
  'visits',
  'people',
  'peopleBack',
] as const satisfies readonly (keyof Lost)[];

export function BackupFacts({ look, now }: { readonly look: Look; readonly now: number }) {
  const t = useT();
  const formats = useFormats();
  const { content, lost, foreign } = look;
  if (content === null) return <p role="alert">{look.text}</p>;
  const { people, visits, texts, lastEntryAt } = content;
  return (
    <div role="status">
      <p>
        {lastEntryAt === null
          ? t('backups.dialog.hasNothing')
          : t('backups.dialog.has', {
              people,
              visits,
              texts,
              when: formats.when(lastEntryAt, now),
              days: daysOf(now - lastEntryAt),
            })}{' '}
        {content.older ? look.text : null}
      </p>
      {lost === null ? <p>{t('backups.dialog.lostUnknown')}</p> : <LostList lost={lost} foreign={foreign} />}
      {foreign ? <p>{t('backups.dialog.foreign')}</p> : null}
      <p>{t('backups.dialog.fence')}</p>
    </div>
  );
}

const DAY_MS = 86_400_000;

function daysOf(ms: number): number {
  return Math.max(0, Math.floor(ms / DAY_MS));
}

function LostList({ lost, foreign }: { readonly lost: Lost; readonly foreign: boolean }) {
  const t = useT();
  const rows = LOST.filter((what) => lost[what] > 0);
  const { optOuts, agreements } = lost;
  return (
    <>
      {rows.length === 0 ? (
        <p>{t('backups.dialog.lostNothing')}</p>
      ) : (
        <>
          <p>{t('backups.dialog.lost')}</p>
          <ul className={styles.counts}>
            {rows.map((what) => (
              <li key={what}>{t(`backups.lost.${what}` satisfies MessageId, { count: lost[what] })}</li>
            ))}
          </ul>
        </>
      )}
      {optOuts + agreements > 0 ? (
        <p>
          {t(foreign ? 'backups.dialog.notKept' : 'backups.dialog.kept', {
            ...{ optOuts, agreements },
            both: String(optOuts > 0 && agreements > 0),
          })}
        </p>
      ) : null}
    </>
  );
}
