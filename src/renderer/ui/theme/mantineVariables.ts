/**
 * Mantine's CSS variables as a file: the strict CSP forbids the style element Mantine would make. Used by
 * tests/renderer/ui/mantineVariables.test.ts, which writes mantineVariables.css (`vitest -u`) and fails when it is old.
 */
import { convertCssVariables, defaultCssVariablesResolver } from '@mantine/core';
import { mergedDeskTheme } from './mantineTheme.ts';

/** The text of mantineVariables.css, not formatted. */
export function mantineVariablesCss(): string {
  const theme = mergedDeskTheme();
  const css = convertCssVariables(defaultCssVariablesResolver(theme), ':root');
  return `/* Generated from mantineTheme.ts by tests/renderer/ui/mantineVariables.test.ts. */\n${css}`;
}
