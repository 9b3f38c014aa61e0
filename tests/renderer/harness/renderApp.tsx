/** Puts a screen, or a single component, into a page with a core in memory. The only way renderer tests render. */
import { act, cleanup, configure, render } from '@testing-library/react';
import type { RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { App } from '../../../src/renderer/app/App.tsx';
import type { ScreenDefinition } from '../../../src/renderer/app/screenDefinition.ts';
import { en } from '../../../src/renderer/i18n/en.ts';
import { FormatContext } from '../../../src/renderer/i18n/useFormats.ts';
import { ServicesContext } from '../../../src/renderer/state/services.ts';
import type { Services } from '../../../src/renderer/state/services.ts';
import { stubDom } from './domStubs.ts';
import { whenTestEnds } from '../../fakes/testEnd.ts';
import type { Answers, MemoryCore } from './memoryTransport.ts';
import { createTestServices } from './testServices.ts';

export interface TestPage extends RenderResult {
  readonly core: MemoryCore;
  readonly services: Services;
}

stubDom();
// Ends only a wait that hangs: a busy computer may take long over a dialog's first showing.
configure({ asyncUtilTimeout: 15_000 });
whenTestEnds(cleanup);

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

/** The whole window with `screens`; resolves when its code is loaded and its first answers are in. */
export async function renderWindow(screens: readonly ScreenDefinition[], answers: Answers = {}): Promise<TestPage> {
  const { core, services } = createTestServices(answers);
  const result = await act(async () => render(<App services={services} screens={screens} />));
  return { ...result, core, services };
}
