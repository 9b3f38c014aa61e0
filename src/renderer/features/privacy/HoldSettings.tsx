/** All legal holds: those in force and those released. Only the owner places and releases them. */
import { lazy, Suspense, useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useMay } from '../../state/useMay.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Pii } from '../../ui/Pii.tsx';
import styles from './privacy.module.css';

const PlaceHoldDialog = lazy(async () => ({ default: (await import('./PlaceHoldDialog.tsx')).PlaceHoldDialog }));
const ReleaseHoldDialog = lazy(async () => ({ default: (await import('./ReleaseHoldDialog.tsx')).ReleaseHoldDialog }));

type Hold = OutputOf<'privacy.listHolds'>['items'][number];

export function HoldSettings({ locked }: { readonly locked: boolean }) {
  const t = useT();
  const places = useMay('privacy.placeHold');
  const releases = useMay('privacy.releaseHold');
  const holds = useQuery('privacy.listHolds', locked ? null : {}, { invalidateOn: ['settings.changed'] });
  const [dialog, setDialog] = useState<'place' | Hold | null>(null);
  const items = holds.data?.items ?? [];
  return (
    <section className={styles.section} aria-label={t('privacy.holds')}>
      <h3>{t('privacy.holds')}</h3>
      <p className={styles.quiet}>{t(places ? 'privacy.hold.help' : 'privacy.hold.ownerOnly')}</p>
      {items.length === 0 ? <p>{t('privacy.hold.none')}</p> : null}
      <ul className={styles.holds}>
        {items.map((hold) => (
          <HoldRow key={hold.id} hold={hold} {...(releases ? { onRelease: () => setDialog(hold) } : {})} />
        ))}
      </ul>
      {places && !locked ? <Button onClick={() => setDialog('place')}>{t('privacy.hold.place')}</Button> : null}
      <Suspense>
        {dialog === 'place' ? <PlaceHoldDialog onClose={() => setDialog(null)} /> : null}
        {dialog !== null && dialog !== 'place' ? (
          <ReleaseHoldDialog hold={dialog} onClose={() => setDialog(null)} />
        ) : null}
      </Suspense>
    </section>
  );
}

function HoldRow({ hold, onRelease }: { readonly hold: Hold; readonly onRelease?: () => void }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const at = (instant: number): string => formats.date(instant, clock.now());
  return (
    <li className={styles.hold} data-reveal="">
      <div>
        <strong>{hold.caseName}</strong>
        <span>
          {t(`privacy.hold.scope.${hold.scope}`)} <About hold={hold} at={at} />
        </span>
        <span className={styles.quiet}>
          {t('privacy.hold.since', { by: hold.placedBy, day: at(hold.placedAt), reason: hold.reason })}
        </span>
        {hold.releasedAt === null ? null : (
          <span className={styles.quiet}>
            {t('privacy.hold.until', {
              by: hold.releasedBy ?? '',
              day: at(hold.releasedAt),
              reason: hold.releaseReason ?? '',
            })}
          </span>
        )}
      </div>
      {hold.releasedAt === null && onRelease ? (
        <Button size="small" label={t('privacy.hold.releaseLabel', { name: hold.caseName })} onClick={onRelease}>
          {t('privacy.hold.release')}
        </Button>
      ) : null}
    </li>
  );
}

function About({ hold, at }: { readonly hold: Hold; readonly at: (instant: number) => string }) {
  const t = useT();
  if (hold.scope === 'person') return <Pii>{hold.personName ?? t('privacy.hold.gone')}</Pii>;
  if (hold.scope === 'number') return <Pii className="num">{hold.numbers.join(', ')}</Pii>;
  if (hold.scope === 'period') {
    return (
      <>
        {at(hold.from ?? 0)} – {hold.to === null ? t('privacy.hold.openEnd') : at(hold.to - 1)}
      </>
    );
  }
  return null;
}
