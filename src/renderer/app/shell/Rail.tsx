/** The rail: one item per screen, one Tab stop, arrows inside, counts of what needs somebody. */
import { Fragment } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useRovingFocus } from '../../ui/useRovingFocus.ts';
import type { ScreenDefinition, ScreenId } from '../screenDefinition.ts';
import styles from './shell.module.css';

export interface RailProps {
  readonly screens: readonly ScreenDefinition[];
  /** What needs somebody, by screen; 0 and absent show nothing. */
  readonly counts: Readonly<Partial<Record<ScreenId, number>>>;
}

export function Rail({ screens, counts }: RailProps) {
  const t = useT();
  const { router } = useServices();
  const current = useStore(router.store, (state) => state.route.screen);
  const onKeyDown = useRovingFocus('button', 'vertical', false);
  const shown = screens.filter((screen) => screen.place === 'main' || screen.place === 'bottom');
  const firstBottom = shown.find((screen) => screen.place === 'bottom');
  const tabStop = shown.some((screen) => screen.id === current) ? current : shown[0]?.id;
  return (
    <nav className={styles.rail} aria-label={t('app.nav')} data-region="rail" onKeyDown={onKeyDown}>
      {shown.map((screen) => (
        <Fragment key={screen.id}>
          {screen === firstBottom ? <span className={styles.spring} /> : null}
          <button
            type="button"
            className={styles.railItem}
            aria-current={screen.id === current ? 'page' : undefined}
            tabIndex={screen.id === tabStop ? 0 : -1}
            onClick={() => router.show(screen.id)}
          >
            <screen.icon size={20} strokeWidth={1.75} aria-hidden="true" />
            {t(screen.title)}
            <Count value={counts[screen.id] ?? 0} />
          </button>
        </Fragment>
      ))}
    </nav>
  );
}

function Count({ value }: { readonly value: number }) {
  const t = useT();
  if (value === 0) return null;
  return (
    <>
      <span className={styles.badge} aria-hidden="true">
        {value > 99 ? '99+' : value}
      </span>
      <span className="visuallyHidden">{t('screen.todo', { count: value })}</span>
    </>
  );
}
