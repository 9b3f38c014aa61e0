/** Puts a screen, or a single component, into a page with a core in memory. The only way renderer tests render. */
import { render } from '@testing-library/react';
import type { RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { App } from '../../../src/renderer/app/App.tsx';
import { createServices } from '../../../src/renderer/app/createServices.ts';
import type { ScreenDefinition } from '../../../src/renderer/app/screens.tsx';
import { en } from '../../../src/renderer/i18n/en.ts';
import { FormatContext } from '../../../src/renderer/i18n/useFormats.ts';
import { ServicesContext } from '../../../src/renderer/state/services.ts';
import type { Services } from '../../../src/renderer/state/services.ts';
import { createMemoryCore } from './memoryTransport.ts';
import type { Answers, MemoryCore } from './memoryTransport.ts';
import { NOW, shellAnswers } from './shellAnswers.ts';

export interface TestPage extends RenderResult {
  readonly core: MemoryCore;
  readonly services: Services;
}

/** Services over a core that answers the frame's questions and `answers`. The client is started. */
export function createTestServices(answers: Answers = {}): { core: MemoryCore; services: Services } {
  const core = createMemoryCore({ ...shellAnswers, ...answers });
  const services = createServices({
    transport: core.transport,
    storage: undefined,
    start: { screen: 'inbox' },
    wall: () => NOW,
  });
  return { core, services };
}

/** One component with everything around it, without the frame. */
export function renderPart(part: ReactNode, answers: Answers = {}): TestPage {
  const { core, services } = createTestServices(answers);
  services.client.start();
  const result = render(
    <IntlProvider locale="en" messages={en}>
      <ServicesContext value={services}>
        <FormatContext value={{ locale: 'en-US', zone: 'America/Los_Angeles', clock: '12h' }}>{part}</FormatContext>
      </ServicesContext>
    </IntlProvider>,
  );
  return { ...result, core, services };
}

/** The whole window with `screens`. */
export function renderWindow(screens: readonly ScreenDefinition[], answers: Answers = {}): TestPage {
  const { core, services } = createTestServices(answers);
  return { ...render(<App services={services} screens={screens} />), core, services };
}
