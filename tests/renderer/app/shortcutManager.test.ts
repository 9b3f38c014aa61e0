import { beforeEach, describe, expect, it } from 'vitest';
import { createShortcutManager } from '../../../src/renderer/app/shortcuts/shortcutManager.ts';
import type { Shortcut, ShortcutManager } from '../../../src/renderer/app/shortcuts/shortcutManager.ts';

let manager: ShortcutManager;
let singleKeys: boolean;
let now: number;
let ran: string[];

beforeEach(() => {
  singleKeys = true;
  now = 0;
  ran = [];
  document.body.innerHTML = '';
  manager = createShortcutManager({ singleKeys: () => singleKeys, monotonic: () => now });
});

function register(keys: string, more: Partial<Shortcut> = {}): () => void {
  const base = { keys, group: 'screen', inText: false, overLayers: false } as const;
  return manager.register({ ...base, run: () => void ran.push(more.label ?? keys), ...more });
}

function press(key: string, init: KeyboardEventInit = {}, target: Element = document.body): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  let taken = false;
  const listen = (seen: KeyboardEvent): void => void (taken = manager.handle(seen));
  document.addEventListener('keydown', listen);
  target.dispatchEvent(event);
  document.removeEventListener('keydown', listen);
  return taken;
}

function field(markup: string): Element {
  document.body.innerHTML = markup;
  const element = document.body.firstElementChild;
  if (!element) throw new Error('no element');
  return element;
}

describe('single keys', () => {
  it('act when no field has focus, small or capital', () => {
    register('E');
    expect(press('e')).toBe(true);
    expect(ran).toEqual(['E']);
  });

  it.each(['<textarea></textarea>', '<input>', '<select></select>', '<div contenteditable="true"></div>'])(
    'never act in %s',
    (markup) => {
      register('E');
      expect(press('e', {}, field(markup))).toBe(false);
    },
  );

  it('act on a checkbox, which takes no letters', () => {
    register('X');
    expect(press('x', {}, field('<input type="checkbox">'))).toBe(true);
  });

  it('never act while an input method composes', () => {
    register('E');
    expect(press('e', { isComposing: true })).toBe(false);
  });

  it('never act when they are switched off, while Ctrl keys still do', () => {
    register('E');
    register('Ctrl+K', { inText: true });
    singleKeys = false;
    expect(press('e')).toBe(false);
    expect(press('k', { ctrlKey: true })).toBe(true);
  });

  it('do not act with Ctrl or Alt held', () => {
    register('E');
    expect(press('e', { ctrlKey: true })).toBe(false);
    expect(press('e', { altKey: true })).toBe(false);
  });

  it('with Shift are others than without', () => {
    register('J');
    register('Shift+J');
    press('J', { shiftKey: true });
    press('j');
    expect(ran).toEqual(['Shift+J', 'J']);
  });

  it('like ? act whether or not the keyboard needs Shift for them', () => {
    register('?');
    expect(press('?', { shiftKey: true })).toBe(true);
    expect(press('?')).toBe(true);
  });
});

describe('combinations', () => {
  it('act in text fields too when they say so', () => {
    register('Ctrl+K', { inText: true });
    expect(press('k', { ctrlKey: true }, field('<textarea></textarea>'))).toBe(true);
  });

  it('work with Command where there is no Ctrl', () => {
    register('Ctrl+K');
    expect(press('k', { metaKey: true })).toBe(true);
  });

  it('find letters by place on keyboards with other alphabets', () => {
    register('Ctrl+K');
    register('E');
    expect(press('л', { ctrlKey: true, code: 'KeyK' })).toBe(true);
    expect(press('у', { code: 'KeyE' })).toBe(true);
  });

  it('go by the letter, not the place, on Latin keyboards', () => {
    register('Q');
    expect(press('a', { code: 'KeyQ' })).toBe(false);
    expect(press('q', { code: 'KeyA' })).toBe(true);
  });

  it('of Enter leave buttons alone', () => {
    register('Enter');
    expect(press('Enter', {}, field('<button>Send</button>'))).toBe(false);
    expect(press('Enter')).toBe(true);
  });
});

describe('sequences', () => {
  it('act when the second key follows in time', () => {
    register('G I');
    expect(press('g')).toBe(false);
    now = 1_000;
    expect(press('i')).toBe(true);
    expect(ran).toEqual(['G I']);
  });

  it('are forgotten after a second and a half', () => {
    register('G I');
    press('g');
    now = 2_000;
    expect(press('i')).toBe(false);
  });

  it('win over a single key of the same letter', () => {
    register('R');
    register('G R');
    press('g');
    press('r');
    press('r');
    expect(ran).toEqual(['G R', 'R']);
  });
});

describe('who gets the key', () => {
  it('is the newest registration, until it goes', () => {
    register('E', { label: 'old' });
    const stop = register('E', { label: 'new' });
    press('e');
    stop();
    press('e');
    expect(ran).toEqual(['new', 'old']);
  });

  it('is the next one when the first returns false or does not apply', () => {
    register('E', { label: 'third' });
    register('E', { label: 'second', run: () => false });
    register('E', { label: 'first', when: () => false });
    expect(press('e')).toBe(true);
    expect(ran).toEqual(['third']);
  });

  it('is the dialog while one is open', () => {
    register('E', { label: 'below' });
    register('Ctrl+Shift+H', { label: 'everywhere', overLayers: true });
    const close = manager.pushLayer();
    expect(press('e')).toBe(false);
    expect(press('H', { ctrlKey: true, shiftKey: true })).toBe(true);
    const stop = register('E', { label: 'dialog' });
    press('e');
    stop();
    close();
    press('e');
    expect(ran).toEqual(['everywhere', 'dialog', 'below']);
  });
});
