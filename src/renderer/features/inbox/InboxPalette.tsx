/** What the inbox adds to the palette from every screen: words in texts, and writing a new one. Paints nothing. */
import { MessageSquareText, SquarePen } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useCommands, usePaletteProvider } from '../../app/palette/useCommands.ts';
import type { PaletteCommand, PaletteProvider } from '../../app/palette/commandRegistry.ts';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { plainSnippet } from './snippet.ts';

const MOST_FOUND = 6;
const SHORTEST = 2;

export function InboxPalette() {
  const t = useT();
  const formats = useFormats();
  const { client, clock, router } = useServices();
  const provider = useCallback<PaletteProvider>(
    async (query, signal) => {
      const text = query.trim();
      if (text.length < SHORTEST) return [];
      const { items } = await client.query('conversations.searchMessages', { text, limit: MOST_FOUND });
      if (signal.aborted) return [];
      return items.map((hit): PaletteCommand => ({
        id: `message.${hit.messageId}`,
        group: 'messages',
        title: t('inbox.palette.hit', { snippet: plainSnippet(hit.snippet) }),
        detail: t('inbox.palette.from', { name: hit.name, day: formats.day(hit.at, clock.now()) }),
        icon: MessageSquareText,
        run: () => router.go({ screen: 'inbox', selection: hit.conversationId, section: `m-${hit.messageId}` }),
      }));
    },
    [client, clock, formats, router, t],
  );
  usePaletteProvider(provider);

  const newText = useCallback(() => router.go({ screen: 'inbox', section: 'new' }), [router]);
  useShortcut('Ctrl+N', newText, { scope: 'everywhere', label: t('inbox.newText') });
  const commands = useMemo<readonly PaletteCommand[]>(
    () => [
      {
        id: 'inbox.newText',
        group: 'actions',
        title: t('inbox.newText'),
        keys: 'C',
        synonyms: ['SMS', 'message', 'write', 'send'],
        icon: SquarePen,
        run: newText,
      },
    ],
    [newText, t],
  );
  useCommands(commands);
  return null;
}
