/** What of one kind the next night would remove, thing by thing: a practice sees it before it goes. Asked for only when it is opened. */
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Pii } from '../../ui/Pii.tsx';
import styles from './privacy.module.css';

type Kind = keyof OutputOf<'privacy.getRetention'>['due'];
type Due = OutputOf<'privacy.listDue'>['items'][number];

const PAGE = 50;

export function DueList({ kind, count }: { readonly kind: Kind; readonly count: number }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const what = t(`privacy.count.${kind}`, { count });
  return (
    <details className={styles.nights} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={t('privacy.due.of', { what })}>
        {what}: {t('privacy.due.show')}
      </summary>
      {open ? <Things kind={kind} label={t('privacy.due.of', { what })} /> : null}
    </details>
  );
}

function Things({ kind, label }: { readonly kind: Kind; readonly label: string }) {
  const t = useT();
  const formats = useFormats();
  const { clock, router } = useServices();
  const due = useInfiniteQuery('privacy.listDue', { kind }, { pageSize: PAGE });
  if (due.data === undefined && due.error) return <ErrorRegion error={due.error} onRetry={due.refetch} />;
  return (
    <>
      <ul aria-label={label} className={styles.due}>
        {due.items.map((thing) => (
          <li key={thing.id} data-reveal="">
            <span className="num">{formats.date(thing.at, clock.now())}</span>
            <Name kind={kind} thing={thing} onOpen={(id) => router.go({ screen: 'inbox', selection: id })} />
            <span>{t('privacy.due.rows', { count: thing.rows })}</span>
            {thing.held > 0 ? <span>{t('privacy.due.held', { count: thing.held })}</span> : null}
          </li>
        ))}
      </ul>
      {due.hasMore ? (
        <Button size="small" onClick={due.loadMore}>
          {t('privacy.due.more')}
        </Button>
      ) : null}
    </>
  );
}

interface NameProps {
  readonly kind: Kind;
  readonly thing: Due;
  readonly onOpen: (conversationId: string) => void;
}

function Name({ kind, thing: { conversationId, name }, onOpen }: NameProps) {
  const t = useT();
  if (conversationId !== null) {
    return (
      <Button size="small" variant="ghost" onClick={() => onOpen(conversationId)}>
        <Pii>{name ?? ''}</Pii>
      </Button>
    );
  }
  if (kind === 'audit') return <span>{t('privacy.due.log')}</span>;
  return <span>{kind === 'consents' ? t('privacy.due.nameless') : (name ?? '')}</span>;
}
