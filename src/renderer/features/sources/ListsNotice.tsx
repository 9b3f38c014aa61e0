/** One line on other screens: lists of the schedule wait. Nothing when none does. */
import { FileClock } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { listWords } from './sourceWords.ts';

export function ListsNotice() {
  const t = useT();
  const { router } = useServices();
  const query = useQuery('sources.listSources', {}, { invalidateOn: ['source.changed', 'import.changed'] });
  const lists = query.data?.lists ?? [];
  const [only, ...others] = lists;
  if (only === undefined) return null;
  const look = (): void =>
    router.go(
      others.length === 0 ? { screen: 'import', selection: only.id } : { screen: 'settings', section: 'schedule' },
    );
  return (
    <Banner
      tone="warn"
      icon={FileClock}
      actions={
        <Button size="small" onClick={look}>
          {t('sources.look')}
        </Button>
      }
    >
      {t('sources.notice', { count: lists.length, words: listWords(t, only) })}
    </Banner>
  );
}
