/** The page: words, services, and either the frame, the lock, or the one sentence why there is none. */
import { useEffect, useState } from 'react';
import { IntlProvider } from 'react-intl';
import { useStore } from 'zustand';
import { LockScreen } from '../features/accounts/index.ts';
import { en } from '../i18n/en.ts';
import { ServicesContext } from '../state/services.ts';
import type { Services } from '../state/services.ts';
import { Frame } from './Frame.tsx';
import { Gate } from './Gate.tsx';
import { screens as allScreens } from './screens.tsx';
import type { ScreenDefinition } from './screenDefinition.ts';
import { createScreenLoader } from './shell/screenLoader.ts';

export interface AppProps {
  readonly services: Services;
  /** The screens there are; tests bring their own. */
  readonly screens?: readonly ScreenDefinition[];
}

export function App({ services, screens = allScreens }: AppProps) {
  const [loader] = useState(createScreenLoader);
  const { phase, locked } = useStore(services.client.connection);
  useEffect(() => {
    services.client.start();
    return () => services.client.stop();
  }, [services]);
  const closed = phase === 'signedOut' || phase === 'outdated';
  return (
    <IntlProvider locale="en" messages={en} onError={throwError}>
      <ServicesContext value={services}>
        {closed ? <Gate phase={phase} /> : locked ? <LockScreen /> : <Frame screens={screens} loader={loader} />}
      </ServicesContext>
    </IntlProvider>
  );
}

/** A missing word is a defect of the build, not something to print into a console. */
function throwError(error: Error): never {
  throw error;
}
