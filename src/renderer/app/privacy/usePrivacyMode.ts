/**
 * Privacy mode on the page (ux.md 3.7): an attribute on the root, switched by key, button, idleness, another window
 * in front, or waking up; lifted while Ctrl+Shift+J is held. What is blurred is decided by `.pii` in global.css.
 */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../../state/services.ts';

export interface PrivacyOptions {
  /** Switches on by itself after so long without input, in ms; 0 for never. */
  readonly idleMs: number;
}

/** Used once, by the frame. */
export function usePrivacyMode({ idleMs }: PrivacyOptions): void {
  usePrivacyAttribute();
  useHeldReveal();
  useSwitchOnByItself(idleMs);
}

function usePrivacyAttribute(): void {
  const { privacy, prefs } = useServices();
  const on = useStore(privacy, (state) => state.on);
  const bars = useStore(prefs, (state) => state.privacyBars);
  useEffect(() => {
    const root = document.documentElement;
    if (!on) {
      delete root.dataset['privacy'];
      return undefined;
    }
    root.dataset['privacy'] = bars ? 'bars' : 'blur';
    // For one frame without delays, so that switching on hides at once.
    root.dataset['privacyNow'] = '';
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => delete root.dataset['privacyNow']));
    return () => cancelAnimationFrame(frame);
  }, [on, bars]);
}

function useHeldReveal(): void {
  useEffect(() => {
    const root = document.documentElement;
    const isRevealKey = (event: KeyboardEvent): boolean => event.code === 'KeyJ' && event.shiftKey && event.ctrlKey;
    const onDown = (event: KeyboardEvent): void => {
      if (!isRevealKey(event)) return;
      event.preventDefault();
      root.dataset['privacyReveal'] = '';
    };
    const hide = (): void => void delete root.dataset['privacyReveal'];
    document.addEventListener('keydown', onDown);
    document.addEventListener('keyup', hide);
    window.addEventListener('blur', hide);
    return () => {
      hide();
      document.removeEventListener('keydown', onDown);
      document.removeEventListener('keyup', hide);
      window.removeEventListener('blur', hide);
    };
  }, []);
}

/** How much longer than planned a bell may take before we take it that the PC slept, in ms. */
const SLEPT_MS = 30_000;
const LOOK_EVERY_MS = 5_000;

function useSwitchOnByItself(idleMs: number): void {
  const { privacy, prefs, timers } = useServices();
  const onBlur = useStore(prefs, (state) => state.privacyOnBlur);
  useEffect(() => {
    let lastInput = performance.now();
    let lastLook = Date.now();
    let cancel = (): void => undefined;
    const switchOn = (): void => privacy.setState({ on: true });
    const look = (): void => {
      const idle = idleMs > 0 && performance.now() - lastInput >= idleMs;
      const slept = Date.now() - lastLook > LOOK_EVERY_MS + SLEPT_MS;
      if (idle || slept) switchOn();
      lastLook = Date.now();
      cancel = timers.after(LOOK_EVERY_MS, look);
    };
    const onInput = (): void => void (lastInput = performance.now());
    const onWindowBlur = (): void => void (onBlur && switchOn());
    const inputs = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
    for (const name of inputs) window.addEventListener(name, onInput, { passive: true });
    window.addEventListener('blur', onWindowBlur);
    look();
    return () => {
      cancel();
      for (const name of inputs) window.removeEventListener(name, onInput);
      window.removeEventListener('blur', onWindowBlur);
    };
  }, [privacy, timers, idleMs, onBlur]);
}
