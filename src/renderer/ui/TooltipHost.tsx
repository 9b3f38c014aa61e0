/** Shows the tooltip of whatever element carries `data-tip` (see tip.ts): after 500 ms of pointing, at once on keyboard focus. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Kbd } from './Kbd.tsx';
import { useServices } from '../state/services.ts';
import styles from './TooltipHost.module.css';

const DELAY_MS = 500;

export function TooltipHost() {
  const target = useTipTarget();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = ref.current;
    if (!tip || !target) return;
    const at = target.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const below = at.bottom + 6;
    tip.style.top = `${below + size.height > innerHeight - 4 ? at.top - 6 - size.height : below}px`;
    const left = at.left + at.width / 2 - size.width / 2;
    tip.style.left = `${Math.max(4, Math.min(left, innerWidth - size.width - 4))}px`;
  }, [target]);
  if (!target) return null;
  const keys = target.dataset['tipKeys'];
  return (
    <div ref={ref} className={styles.tip} aria-hidden="true">
      {target.dataset['tip']}
      {keys ? <Kbd keys={keys} /> : null}
    </div>
  );
}

function useTipTarget(): HTMLElement | null {
  const { timers } = useServices();
  const [target, setTarget] = useState<HTMLElement | null>(null);
  useEffect(() => {
    let cancel = (): void => undefined;
    const show = (element: HTMLElement | null, delay: number): void => {
      cancel();
      setTarget(null);
      if (element) cancel = timers.after(delay, () => setTarget(element.isConnected ? element : null));
    };
    const carrier = (event: Event): HTMLElement | null =>
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
    const onOver = (event: Event): void => show(carrier(event), DELAY_MS);
    const onFocus = (event: Event): void => {
      const element = carrier(event);
      if (element?.matches(':focus-visible')) show(element, 0);
    };
    const hide = (): void => show(null, 0);
    const listeners: [string, (event: Event) => void][] = [
      ['pointerover', onOver],
      ['focusin', onFocus],
      ['focusout', hide],
      ['pointerdown', hide],
      ['keydown', hide],
    ];
    for (const [name, listener] of listeners) document.addEventListener(name, listener);
    return () => {
      cancel();
      for (const [name, listener] of listeners) document.removeEventListener(name, listener);
    };
  }, [timers]);
  return target;
}
