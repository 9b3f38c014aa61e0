/** "3 changes for your calendar", for other screens. Nothing when there is none. */
import { CalendarCheck } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';

export function ChangesLink() {
  const t = useT();
  const { router } = useServices();
  const count = useQuery(
    'writeBack.countChanges',
    {},
    {
      invalidateOn: ['appointment.changed', 'writeBack.changed', 'import.changed'],
      keepPrevious: true,
    },
  );
  const open = count.data?.open ?? 0;
  if (open === 0) return null;
  return (
    <Button
      size="small"
      variant="ghost"
      icon={<CalendarCheck size={16} strokeWidth={1.75} />}
      onClick={() => router.show('writeBack')}
    >
      {t('writeBack.link', { count: open })}
    </Button>
  );
}
