/** Opens one of the product's screens in the whole window, over the desk's sample answers. */
import { act, waitFor } from '@testing-library/react';
import type { RenderResult } from '@testing-library/react';
import axe from 'axe-core';
import { expect } from 'vitest';
import type { Route } from '../../../src/renderer/app/router.ts';
import { screens } from '../../../src/renderer/app/screens.tsx';
import { deskAnswers } from './deskAnswers.ts';
import type { Answers, MemoryCore } from './memoryTransport.ts';
import { renderWindow } from './renderApp.tsx';
import type { TestPage } from './renderApp.tsx';

/** Resolves when `route` is on screen. */
export async function openScreen(route: Route, answers: Answers = {}): Promise<TestPage> {
  const only = screens.filter((screen) => screen.id === route.screen);
  // Screens are loaded on demand; ahead here, so that no test waits for the disk.
  await Promise.all(only.map((screen) => screen.load()));
  const page = await renderWindow(only, { ...deskAnswers, ...answers });
  await act(async () => page.services.router.go(route));
  return page;
}

/** What the page asked of `procedure`, in order, without the ids it makes. */
export function asked(core: MemoryCore, procedure: string): readonly Record<string, unknown>[] {
  return core.calls
    .filter((call) => call.procedure === procedure)
    .map((call) => {
      const { commandId: _commandId, ...input } = call.input as Record<string, unknown>;
      return input;
    });
}

/** Resolves when `procedure` was called, with its last input. */
export async function untilAsked(core: MemoryCore, procedure: string): Promise<Record<string, unknown>> {
  await waitFor(() => expect(asked(core, procedure).length).toBeGreaterThan(0));
  return asked(core, procedure).at(-1) ?? {};
}

/** No violation of WCAG A and AA that jsdom can see (it knows no colours and no sizes). */
export async function expectAccessible({ container }: Pick<RenderResult, 'container'>): Promise<void> {
  const { violations } = await axe.run(container.ownerDocument.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
    resultTypes: ['violations'],
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}
