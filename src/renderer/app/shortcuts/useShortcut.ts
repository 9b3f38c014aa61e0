/** Declares a key of a component, for as long as it is mounted and visible. */
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useServices } from '../../state/services.ts';
import type { KeyEvent } from './keyStrokes.ts';
import { isSingleKey, parseKeys } from './keyStrokes.ts';

export interface ShortcutOptions {
  /** What it does, as listed behind "?". */
  readonly label?: string;
  /** `screen` (default): one of this screen's. `everywhere`: one of the frame's. An element: only with focus in it. */
  readonly scope?: 'screen' | 'everywhere' | RefObject<HTMLElement | null>;
  /** See Shortcut.inText. */
  readonly inText?: boolean;
  readonly overLayers?: boolean;
  readonly enabled?: boolean;
}

/** `useShortcut('E', markDone, { label: t('inbox.done') })`. The handler may change at each render; return false to pass the key on. */
export function useShortcut(
  keys: string,
  handler: (event: KeyEvent) => boolean | void,
  options: ShortcutOptions = {},
): void {
  const { shortcuts } = useServices();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  const { label, scope = 'screen', inText, overLayers = false, enabled = true } = options;
  useEffect(() => {
    if (!enabled) return undefined;
    const within = typeof scope === 'string' ? undefined : scope;
    return shortcuts.register({
      keys,
      label,
      group: scope === 'everywhere' ? 'everywhere' : 'screen',
      inText: inText ?? worksInText(keys),
      overLayers,
      when: within && (() => within.current?.contains(document.activeElement) === true),
      run: (event) => latest.current(event),
    });
  }, [shortcuts, keys, label, scope, inText, overLayers, enabled]);
}

function worksInText(keys: string): boolean {
  return parseKeys(keys).every(
    (stroke) => !isSingleKey(stroke) && (stroke.ctrl || stroke.alt || /^(F\d+|Escape)$/.test(stroke.key)),
  );
}
