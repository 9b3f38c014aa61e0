/** Entry of the page: chooses the way to the core, makes the services, paints. */
import { createRoot } from 'react-dom/client';
import { createIpcTransport } from '../client/ipcTransport.ts';
import { browserTimers } from '../client/transport.ts';
import type { Transport } from '../client/transport.ts';
import { createWebSocketTransport } from '../client/webSocketTransport.ts';
import '../ui/theme/tokens.css';
import '../ui/theme/scale.css';
import '../ui/theme/global.css';
import '../ui/theme/kit.css';
import { App } from './App.tsx';
import { createServices } from './createServices.ts';

function chooseTransport(): Transport {
  if (window.deskbell) return createIpcTransport(window.deskbell);
  const url = new URL('ws', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return createWebSocketTransport({ url: url.href, timers: browserTimers, fraction: () => Math.random() });
}

/** Local storage, or nothing where the browser refuses it. */
function openStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
const services = createServices({
  transport: chooseTransport(),
  storage: openStorage(),
  start: { screen: 'inbox' },
  pathOf: window.deskbell?.pathOf,
});
createRoot(root).render(<App services={services} />);
