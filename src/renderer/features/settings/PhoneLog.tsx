/** The app's own log of the last hour, asked for when somebody wants to see it. Holds no numbers and no words of texts. */
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './Gateway.module.css';

const MINUTES = 60;

export function PhoneLog({ gatewayId }: { readonly gatewayId: string }) {
  const t = useT();
  const formats = useFormats();
  const { data, error, fetching, refetch } = useQuery('gateways.readLogs', { id: gatewayId, minutes: MINUTES });
  if (!data) return error ? <ErrorRegion error={error} onRetry={refetch} /> : <Skeleton rows={4} />;
  return (
    <div className={styles.log}>
      {data.lines.length === 0 ? <p>{t('sending.logEmpty')}</p> : null}
      {/* Long logs scroll; a region that scrolls must be reachable by keyboard. */}
      <ol tabIndex={0} aria-label={t('sending.log')} className={styles.lines}>
        {data.lines.map((line, index) => (
          <li key={index} className={cx(line.level === 'error' && styles.bad, line.level === 'warn' && styles.warn)}>
            <span>{line.at === null ? '' : formats.time(line.at)}</span>
            <span>{t(`sending.logLevel.${line.level}`)}</span>
            <span>
              {line.module}: {line.text}
            </span>
          </li>
        ))}
      </ol>
      <Button size="small" disabled={fetching} onClick={refetch}>
        {t('sending.logAgain')}
      </Button>
    </div>
  );
}
