/**
 * The page in a browser with canned answers, to look at it without a core:
 * `npx vite tests/renderer/harness`, then `?screen=today&look=dark`, `?sheet` for the component sheet.
 */
import { createRoot } from 'react-dom/client';
import '../../../src/renderer/ui/theme/tokens.css';
import '../../../src/renderer/ui/theme/scale.css';
import '../../../src/renderer/ui/theme/global.css';
import '../../../src/renderer/ui/theme/kit.css';
import { App } from '../../../src/renderer/app/App.tsx';
import { screens } from '../../../src/renderer/app/screens.tsx';
import type { ScreenId } from '../../../src/renderer/app/screenDefinition.ts';
import type { Look } from '../../../src/renderer/state/prefs.ts';
import { frameScreens } from './frameScreens.tsx';
import { deskAnswers } from './deskAnswers.ts';
import { createTestServices } from './testServices.ts';
import { visits } from './visitSamples.ts';
import { createDesk, ours, row, text } from '../inbox/desk.ts';

const query = new URLSearchParams(location.search);
const rows = visits.map(({ conversationId, personName }) => row(conversationId ?? personName, personName));
const texts = rows.flatMap(({ id }) => [
  text(`in-${id}`, '1:15 please! Could you also send directions?', { conversationId: id }),
  ours(`out-${id}`, 'Your visit is on Thu 19 Nov at 10:30 AM. Reply 1 to confirm.', { conversationId: id }),
]);
const { services } = createTestServices({ ...createDesk({ rows, texts }).answers, ...deskAnswers });
services.router.go({
  screen: (query.get('screen') ?? 'inbox') as ScreenId,
  ...(query.has('section') ? { section: query.get('section') ?? '' } : {}),
});
services.prefs.setState({ look: (query.get('look') ?? 'light') as Look });
const root = document.getElementById('root');
if (root) {
  const shown = query.has('sheet') || screens.length === 0 ? frameScreens : screens;
  createRoot(root).render(<App services={services} screens={shown} />);
}
