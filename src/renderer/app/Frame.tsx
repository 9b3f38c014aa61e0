/** The window: title bar, rail, main region, status bar, and the hosts of everything that floats. Owns no feature. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useIdleLock } from '../features/accounts/index.ts';
import type { Session } from '../contract.ts';
import { FormatContext } from '../i18n/useFormats.ts';
import { useT } from '../i18n/useT.ts';
import { useServices } from '../state/services.ts';
import { cx } from '../ui/cx.ts';
import { MenuHost } from '../ui/MenuHost.tsx';
import { TooltipHost } from '../ui/TooltipHost.tsx';
import { usePrivacyMode } from './privacy/usePrivacyMode.ts';
import { findScreen } from './screenDefinition.ts';
import type { ScreenDefinition } from './screenDefinition.ts';
import { LiveRegions } from './shell/LiveRegions.tsx';
import { Rail } from './shell/Rail.tsx';
import { RegionBoundary } from './shell/RegionBoundary.tsx';
import { ScreenHost } from './shell/ScreenHost.tsx';
import type { ScreenLoader } from './shell/screenLoader.ts';
import { ShellBannerHost, useBannerText } from './shell/ShellBannerHost.tsx';
import { StatusBar } from './shell/StatusBar.tsx';
import { TitleBar } from './shell/TitleBar.tsx';
import { ToastHost } from './shell/ToastHost.tsx';
import { useBackToast } from './shell/useBackToast.ts';
import { useFirstRun } from './shell/useFirstRun.ts';
import { useFrameShortcuts } from './shell/useFrameShortcuts.ts';
import { useShellData } from './shell/useShellData.ts';
import type { ShellData } from './shell/useShellData.ts';
import { shellBanners } from './shellState.ts';
import { useLook } from './useLook.ts';
import styles from './shell/shell.module.css';

const Palette = lazy(async () => ({ default: (await import('./palette/Palette.tsx')).Palette }));
const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcuts/ShortcutSheet.tsx')).ShortcutSheet }));

export interface FrameProps {
  readonly screens: readonly ScreenDefinition[];
  readonly loader: ScreenLoader;
}

export function Frame({ screens, loader }: FrameProps) {
  const data = useShellData();
  const [sheet, setSheet] = useState(false);
  const showSheet = useCallback(() => setSheet(true), []);
  const shown = useMemo(() => screens.filter((screen) => isFor(screen, data.session)), [screens, data.session]);
  useLook();
  usePrivacyMode({ idleMs: (data.settings?.privacy.blurAfterIdleSeconds ?? 60) * 1000 });
  useFrameShortcuts({ screens: shown, onShowSheet: showSheet });
  useIdleLock();
  useWindowTitle(data.todo);
  useFirstRun(data.session, data.settings);
  useBackToast(data.health);
  return (
    <FormatContext value={data.formats}>
      <Window screens={shown} loader={loader} data={data} />
      {shown.map(({ id, always: Always }) => (Always ? <Always key={id} /> : null))}
      <ToastHost />
      <TooltipHost />
      <LiveRegions />
      <Suspense>
        <PaletteWhenWanted onShowShortcuts={showSheet} />
        {sheet ? <ShortcutSheet opened onClose={() => setSheet(false)} /> : null}
      </Suspense>
    </FormatContext>
  );
}

/** Screens that whoever is here may not use are not shown (ux.md 4.1). */
function isFor({ needs, calls }: ScreenDefinition, session: Session | undefined): boolean {
  if (needs && !session?.capabilities.includes(needs)) return false;
  return calls === undefined || session?.refused.includes(calls) !== true;
}

function Window({ screens, loader, data }: FrameProps & { readonly data: ShellData }) {
  const t = useT();
  const { router } = useServices();
  const main = useRef<HTMLElement>(null);
  const bannerText = useBannerText();
  const current = useStore(router.store, (state) => state.route.screen);
  const banners = shellBanners(data.health, {
    phase: data.phase,
    offline: data.offline,
    routing: data.settings?.routing,
  });
  // Reminders says itself that they are paused, with who and how many: one banner for one thing.
  const banner = banners.find(({ action }) => current !== 'reminders' || action?.way !== 'reminders');
  const isFull = findScreen(screens, current)?.place === 'full';
  return (
    <div className={cx(styles.frame, isFull && styles.full)}>
      <button type="button" className={styles.skip} onClick={() => focusFirst(main.current)}>
        {t('app.skip')}
      </button>
      <TitleBar
        practice={data.settings?.practice.name ?? ''}
        userName={data.session?.userName ?? null}
        notices={banners.map(bannerText)}
      />
      {isFull ? null : <Rail screens={screens} counts={{ inbox: data.todo, reminders: data.needYou }} />}
      <main ref={main} className={styles.main} tabIndex={-1}>
        {isFull ? null : <ShellBannerHost banner={banner} />}
        <RegionBoundary>
          <Suspense>
            <ScreenHost screens={screens} loader={loader} />
          </Suspense>
        </RegionBoundary>
        <MenuHost />
      </main>
      {isFull ? null : <StatusBar health={data.health} phase={data.phase} offline={data.offline} />}
    </div>
  );
}

/** Fetched when the page is idle, so that it opens in one frame; mounted once wanted. */
function PaletteWhenWanted({ onShowShortcuts }: { readonly onShowShortcuts: () => void }) {
  const { commands, timers } = useServices();
  const open = useStore(commands.store, (state) => state.open);
  const [ahead, setAhead] = useState(false);
  useEffect(() => timers.after(1_500, () => setAhead(true)), [timers]);
  return open || ahead ? <Palette onShowShortcuts={onShowShortcuts} /> : null;
}

/** Never a name: only the product and how many wait. */
function useWindowTitle(todo: number): void {
  const t = useT();
  useEffect(() => {
    document.title = t('app.title', { todo });
  }, [t, todo]);
}

function focusFirst(main: HTMLElement | null): void {
  const stop = main?.querySelector<HTMLElement>('[role=listbox] [tabindex="0"], [role=grid] [tabindex="0"]');
  (stop ?? main)?.focus();
}
