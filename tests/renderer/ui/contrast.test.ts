// @vitest-environment node
/** The contrast table of the design tokens: every pair that carries text or a mark, in all three themes, by the WCAG formula. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src/renderer/ui/theme/tokens.css', import.meta.url), 'utf8');

/** Foreground, ground, least contrast. */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ['text', 'surface', 7],
  ['text', 'bg', 7],
  ['text-2', 'surface', 4.5],
  ['text-2', 'bg', 4.5],
  ['text-2', 'surface-3', 4.5],
  ['text-3', 'surface', 4.5],
  ['text-3', 'surface-2', 4.5],
  ['text-3', 'bg', 4.5],
  ['text-3', 'surface-3', 4.5],
  ['text-2', 'accent-soft', 4.5],
  ['text-3', 'accent-soft', 4.5],
  ['accent-text', 'surface', 4.5],
  ['accent-text', 'bg', 4.5],
  ['accent-text', 'accent-soft', 4.5],
  ['accent-text', 'accent-soft-2', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-hover', 4.5],
  ['ok', 'ok-soft', 4.5],
  ['ok', 'surface', 4.5],
  ['warn', 'warn-soft', 4.5],
  ['warn', 'surface', 4.5],
  ['bad', 'bad-soft', 4.5],
  ['bad', 'surface', 4.5],
  ['auto', 'auto-soft', 4.5],
  ['auto', 'surface', 4.5],
  ['note', 'note-soft', 4.5],
  ['neutral', 'neutral-soft', 4.5],
  ['bubble-in-text', 'bubble-in', 7],
  ['bubble-out-text', 'bubble-out', 4.5],
  ['bubble-auto-text', 'bubble-auto', 7],
  ['border-strong', 'surface', 3],
  ['border-strong', 'bg', 3],
  ['focus', 'surface', 3],
  ['focus', 'bg', 3],
  ['ok-line', 'surface', 3],
  ['warn-line', 'surface', 3],
  ['bad-line', 'surface', 3],
  ['auto-line', 'surface', 3],
  ['note-line', 'note-soft', 3],
  ['toast-text', 'toast', 7],
  ['toast-action', 'toast', 4.5],
  ['text', 'overlay', 7],
  ['text-2', 'overlay', 4.5],
  ['text', 'segment-on', 4.5],
  ['av0t', 'av0', 4.5],
  ['av1t', 'av1', 4.5],
  ['av2t', 'av2', 4.5],
  ['av3t', 'av3', 4.5],
  ['av4t', 'av4', 4.5],
];

function tokensOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\s*;/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

describe.each(['light', 'dark', 'hc'])('the %s theme', (theme) => {
  const tokens = tokensOf(theme);

  it.each(PAIRS)('shows %s on %s with a contrast of at least %d', (front, ground, least) => {
    const [a, b] = [tokens.get(front), tokens.get(ground)];
    expect(a, front).toBeDefined();
    expect(b, ground).toBeDefined();
    expect(contrast(a ?? '', b ?? '')).toBeGreaterThanOrEqual(least);
  });

  it('shows white numbers on the red badge with a contrast of at least 4.5', () => {
    expect(contrast('#ffffff', tokens.get('bad-solid') ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});

it('gives every theme the same tokens', () => {
  const names = (theme: string) => [...tokensOf(theme).keys()].sort();
  expect(names('dark')).toEqual(names('light'));
  expect(names('hc')).toEqual(names('light'));
});
