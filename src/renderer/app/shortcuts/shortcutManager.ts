/**
 * The keyboard map (ux.md 4.6): who wants which key, and who gets it. The newest registration wins; a dialog's layer
 * hides what is below it; single keys never act while a text field, a select or an input method has the focus.
 */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { isSingleKey, matchesStroke, parseKeys } from './keyStrokes.ts';
import type { KeyEvent, Stroke } from './keyStrokes.ts';

export interface Shortcut {
  /** "E", "Shift+J", "Ctrl+K", "G I" (one after the other), "Alt+ArrowDown", "?". */
  readonly keys: string;
  /** What it does, for the sheet behind "?". Left out: not listed. */
  readonly label?: string | undefined;
  readonly group: 'everywhere' | 'screen';
  /** Also while a text field has the focus. Default: yes with Ctrl or Alt, F keys and Escape; no for single keys. */
  readonly inText: boolean;
  /** Works over dialogs too. */
  readonly overLayers: boolean;
  /** Acts only while this says so: focus in a region, a row selected. */
  readonly when?: (() => boolean) | undefined;
  /** Return false to let the next one have the key. */
  readonly run: (event: KeyEvent) => boolean | void;
}

export interface ShortcutManager {
  /** The registered shortcuts, newest last, for the sheet. */
  readonly store: StoreApi<{ readonly shortcuts: readonly Shortcut[] }>;
  register(shortcut: Shortcut): () => void;
  /** Everything registered before is out of reach until the returned function is called. */
  pushLayer(): () => void;
  /** Offers a key press; true when someone took it (its default action is then prevented). */
  handle(event: KeyEvent): boolean;
}

export interface ShortcutDeps {
  /** Whether single keys are switched on (setting, WCAG 2.1.4). */
  readonly singleKeys: () => boolean;
  /** ms, any origin; for sequences. */
  readonly monotonic: () => number;
}

/** The second key of a sequence must come within, in ms. */
const SEQUENCE_MS = 1_500;

interface Registered {
  readonly shortcut: Shortcut;
  readonly strokes: readonly Stroke[];
  readonly layer: number;
}

/** A manager without shortcuts. It listens to nothing: give it the key presses. */
export function createShortcutManager(deps: ShortcutDeps): ShortcutManager {
  const store = createStore<{ readonly shortcuts: readonly Shortcut[] }>(() => ({ shortcuts: [] }));
  let registered: readonly Registered[] = [];
  let layers: readonly number[] = [];
  let nextLayer = 1;
  let prefix: { stroke: KeyEvent; at: number } | undefined;

  const change = (next: readonly Registered[]): void => {
    registered = next;
    store.setState({ shortcuts: next.map(({ shortcut }) => shortcut) });
  };
  const top = (): number => layers.at(-1) ?? 0;

  const mayRun = ({ shortcut, strokes, layer }: Registered, inText: boolean): boolean =>
    (layer >= top() || shortcut.overLayers) &&
    (shortcut.inText || !inText) &&
    (deps.singleKeys() || !strokes.every(isSingleKey)) &&
    shortcut.when?.() !== false;

  const run = (event: KeyEvent, strokes: 1 | 2): boolean => {
    const inText = isTextTarget(event);
    for (const candidate of [...registered].reverse()) {
      if (candidate.strokes.length !== strokes || !mayRun(candidate, inText)) continue;
      const [first, second] = candidate.strokes;
      const last = strokes === 1 ? first : second;
      if (!last || !matchesStroke(last, event)) continue;
      if (strokes === 2 && !(first && prefix && matchesStroke(first, prefix.stroke))) continue;
      if (candidate.shortcut.run(event) !== false) return true;
    }
    return false;
  };

  return {
    store,
    register(shortcut) {
      const entry = { shortcut, strokes: parseKeys(shortcut.keys), layer: top() };
      change([...registered, entry]);
      return () => change(registered.filter((other) => other !== entry));
    },
    pushLayer() {
      const layer = nextLayer++;
      layers = [...layers, layer];
      return () => {
        layers = layers.filter((other) => other !== layer);
      };
    },
    handle(event) {
      if (event.isComposing || event.defaultPrevented || isModifier(event.key)) return false;
      if (isPressedControl(event)) return false;
      const inTime = prefix !== undefined && deps.monotonic() - prefix.at <= SEQUENCE_MS;
      const taken = (inTime && run(event, 2)) || run(event, 1);
      prefix = taken ? undefined : { stroke: event, at: deps.monotonic() };
      return taken;
    },
  };
}

function isModifier(key: string): boolean {
  return key === 'Control' || key === 'Shift' || key === 'Alt' || key === 'Meta' || key === 'AltGraph';
}

/** Text fields, selects and editable text: where single keys mean letters. */
function isTextTarget({ target }: KeyEvent): boolean {
  if (!(target instanceof Element)) return false;
  const field = target.closest(
    'input, textarea, select, [contenteditable=""], [contenteditable=true], [role=combobox]',
  );
  if (!(field instanceof HTMLInputElement)) return field !== null;
  return !['checkbox', 'radio', 'button', 'submit', 'range', 'file'].includes(field.type);
}

/** Enter and Space on a button or link belong to that button. */
function isPressedControl({ key, target, ctrlKey, altKey, metaKey }: KeyEvent): boolean {
  if ((key !== 'Enter' && key !== ' ') || ctrlKey || altKey || metaKey) return false;
  return target instanceof Element && target.closest('button, a[href], summary, [role=button]') !== null;
}
