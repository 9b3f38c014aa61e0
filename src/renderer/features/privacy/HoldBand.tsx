/** The band over a person or a thread that is on legal hold. Nothing is shown where nothing is held. */
import { Gavel } from 'lucide-react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';

export interface HoldBandProps {
  readonly personId?: string;
  readonly number?: string;
}

export function HoldBand({ personId, number }: HoldBandProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const holds = useQuery(
    'privacy.getHolds',
    { ...(personId === undefined ? {} : { personId }), ...(number === undefined ? {} : { number }) },
    { invalidateOn: ['settings.changed', 'person.changed'] },
  );
  const [first] = holds.data?.items ?? [];
  if (first === undefined) return null;
  return (
    <Banner tone="warn" icon={Gavel}>
      {t('privacy.band', { name: first.caseName, since: formats.when(first.placedAt, clock.now()) })}
    </Banner>
  );
}
