/** Ready-made texts and auto-replies in the palette, on every screen. Paints nothing. */
import { FileText, MessageSquareReply } from 'lucide-react';
import { useMemo } from 'react';
import type { PaletteCommand } from '../../app/palette/commandRegistry.ts';
import { useCommands } from '../../app/palette/useCommands.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';

export function TemplatesPalette() {
  const t = useT();
  const { router } = useServices();
  const commands = useMemo<readonly PaletteCommand[]>(
    () => [
      {
        id: 'templates.edit',
        group: 'actions',
        title: t('templates.palette'),
        synonyms: ['template', 'snippet', 'canned', 'wording', 'spanish', 'translation'],
        icon: FileText,
        run: () => router.show('templates'),
      },
      {
        id: 'autoReplies.edit',
        group: 'actions',
        title: t('rules.palette'),
        synonyms: ['keyword', 'rule', 'automatic answer', 'out of hours', 'bot', 'opening hours'],
        icon: MessageSquareReply,
        run: () => router.show('autoReplies'),
      },
    ],
    [router, t],
  );
  useCommands(commands);
  return null;
}
