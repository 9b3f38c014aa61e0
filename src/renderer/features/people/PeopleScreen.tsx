/** People: everyone the practice texts, found by name or number; one of them in detail. Owns which one and which dialog. */
import { UserRound } from 'lucide-react';
import { useCallback } from 'react';
import { useRoute } from '../../app/useRoute.ts';
import type { Person } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useKeptWhileOpen } from '../../state/useKept.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Empty } from '../../ui/Empty.tsx';
import { PeopleListPane } from './PeopleListPane.tsx';
import { PersonDetail } from './PersonDetail.tsx';
import { PersonDialog } from './PersonDialog.tsx';
import { PersonSide } from './PersonSide.tsx';
import styles from './people.module.css';

type OpenDialog = { readonly kind: 'add' } | { readonly kind: 'edit'; readonly person: Person };

export function PeopleScreen() {
  const t = useT();
  const { router } = useServices();
  const { selection, section } = useRoute('people');
  const [dialog, setDialog] = useKeptWhileOpen<OpenDialog | null>('people.dialog', null);
  const select = useCallback((id: string) => router.replace({ selection: id, section: null }), [router]);
  const person = useQuery('people.getPerson', selection === undefined ? null : { id: selection }, {
    invalidateOn: ['person.changed', 'consent.changed'],
    keepPrevious: true,
  });
  const shown = selection === undefined ? undefined : person.data;
  // Another screen asked for the form: once the person is known.
  if (section === 'edit' && shown?.id === selection && dialog === null && shown)
    setDialog({ kind: 'edit', person: shown });
  const close = useCallback(() => {
    setDialog(null);
    router.replace({ section: null });
  }, [router, setDialog]);
  return (
    <div className={styles.screen}>
      <PeopleListPane selectedId={selection ?? null} onSelect={select} onAdd={() => setDialog({ kind: 'add' })} />
      {shown ? (
        <>
          <PersonDetail person={shown} onEdit={() => setDialog({ kind: 'edit', person: shown })} />
          <PersonSide person={shown} />
        </>
      ) : (
        <div className={styles.none}>
          {selection === undefined ? (
            <Empty icon={UserRound} title={t('people.pick')} help={t('people.pickHelp')} fill />
          ) : null}
        </div>
      )}
      {dialog ? (
        <PersonDialog
          person={dialog.kind === 'edit' ? dialog.person : undefined}
          onClose={close}
          onSaved={(saved) => select(saved.id)}
        />
      ) : null}
    </div>
  );
}
