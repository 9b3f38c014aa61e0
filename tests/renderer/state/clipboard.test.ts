import { describe, expect, it } from 'vitest';
import { CLIPBOARD_MS, createClipboard } from '../../../src/renderer/state/clipboard.ts';

function openClipboard() {
  const state = { held: '', readable: true, focused: true };
  const bells: { at: number; ring: () => void; live: boolean }[] = [];
  const waiting: (() => void)[] = [];
  let now = 0;
  const clipboard = createClipboard({
    timers: {
      after: (ms, ring) => {
        const bell = { at: now + ms, ring, live: true };
        bells.push(bell);
        return () => void (bell.live = false);
      },
    },
    system: () => ({
      writeText: async (text) => {
        if (!state.focused) throw new Error('not focused');
        state.held = text;
      },
      readText: async () => {
        if (!state.readable) throw new Error('not allowed');
        return state.held;
      },
    }),
    onceFocused: (then) => waiting.push(then),
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    for (const bell of bells.filter(({ at, live }) => live && at <= now)) {
      bell.live = false;
      bell.ring();
    }
    await settle();
  };
  const focus = async (): Promise<void> => {
    state.focused = true;
    for (const then of waiting.splice(0)) then();
    await settle();
  };
  return { clipboard, state, pass, focus };
}

describe('a text that was copied', () => {
  it('is gone from the clipboard after a minute, and not before', async () => {
    const { clipboard, state, pass } = openClipboard();
    await clipboard.copy('See you Friday');
    await pass(CLIPBOARD_MS - 1);
    expect(state.held).toBe('See you Friday');
    await pass(1);
    expect(state.held).toBe('');
  });

  it('has its whole minute when it was copied twice', async () => {
    const { clipboard, state, pass } = openClipboard();
    await clipboard.copy('a');
    await pass(CLIPBOARD_MS - 1);
    await clipboard.copy('a');
    await pass(CLIPBOARD_MS - 1);
    expect(state.held).toBe('a');
    await pass(1);
    expect(state.held).toBe('');
  });

  it('takes nothing away that was copied elsewhere meanwhile', async () => {
    const { clipboard, state, pass } = openClipboard();
    await clipboard.copy('a');
    state.held = 'something else';
    await pass(CLIPBOARD_MS);
    expect(state.held).toBe('something else');
  });

  it('is taken off also where the page may not look, and as soon as the page has the focus again', async () => {
    const { clipboard, state, pass, focus } = openClipboard();
    await clipboard.copy('a');
    Object.assign(state, { readable: false, focused: false });
    await pass(CLIPBOARD_MS);
    expect(state.held).toBe('a');
    await focus();
    expect(state.held).toBe('');
  });
});
