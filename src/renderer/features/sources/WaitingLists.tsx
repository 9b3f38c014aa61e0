/** Lists that a source brought and that wait for a person: look at one, or put it aside. */
import type { SourceList } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { listWords } from './sourceWords.ts';
import styles from './Sources.module.css';

export function WaitingLists({ lists }: { readonly lists: readonly SourceList[] }) {
  const t = useT();
  if (lists.length === 0) return null;
  return (
    <section aria-labelledby="sources-lists">
      <h3 id="sources-lists" className={styles.title}>
        {t('sources.lists')}
      </h3>
      <ul className={styles.lists}>
        {lists.map((list) => (
          <WaitingList key={list.id} list={list} />
        ))}
      </ul>
    </section>
  );
}

function WaitingList({ list }: { readonly list: SourceList }) {
  const t = useT();
  const formats = useFormats();
  const { router, clock, toasts } = useServices();
  const { run, pending } = useCommand('sources.dismissList');
  const when = formats.when(list.readAt, clock.now());
  const dismiss = async (): Promise<void> => {
    const outcome = await run({ id: list.id });
    if (outcome.ok) toasts.show({ icon: 'done', message: t('sources.dismissed') });
  };
  return (
    <li className={styles.list}>
      <div className={styles.words}>
        <strong>{t('sources.list', { name: list.name, source: list.sourceLabel, when })}</strong>
        <span>{listWords(t, list)}</span>
        {list.doubts.map(({ code, text }) => (
          <span key={code} className={styles.doubt}>
            {text}
          </span>
        ))}
      </div>
      <div className={styles.actions}>
        <Button size="small" variant="primary" onClick={() => router.go({ screen: 'import', selection: list.id })}>
          {t('sources.look')}
        </Button>
        <Button size="small" disabled={pending} onClick={() => void dismiss()}>
          {t('sources.dismiss')}
        </Button>
      </div>
    </li>
  );
}
