/** People in the palette, from every screen: by name or digits; Enter opens the conversation. Paints nothing. */
import { useCallback } from 'react';
import { usePaletteProvider } from '../../app/palette/useCommands.ts';
import type { PaletteCommand, PaletteProvider } from '../../app/palette/commandRegistry.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';

const MOST_FOUND = 6;

export function PeoplePalette() {
  const formats = useFormats();
  const { client, clock, router } = useServices();
  const open = useCommand('conversations.openConversation').run;
  const provider = useCallback<PaletteProvider>(
    async (query, signal) => {
      const { items } = await client.query('people.listPeople', { search: query.trim(), limit: MOST_FOUND });
      if (signal.aborted) return [];
      return items.map((person): PaletteCommand => {
        const visit = person.nextVisitAt === null ? null : formats.when(person.nextVisitAt, clock.now());
        return {
          id: `person.${person.id}`,
          group: 'people',
          title: person.name,
          detail: [person.primaryDisplay, visit].filter((part) => part !== null).join(', '),
          person: true,
          run: () => {
            // Without a number there is nobody to text: People then shows who it is.
            if (person.primaryNumber === null) return router.go({ screen: 'people', selection: person.id });
            void open({ personId: person.id }).then((outcome) => {
              if (outcome.ok) router.go({ screen: 'inbox', selection: outcome.value.id });
            });
          },
        };
      });
    },
    [client, clock, formats, router, open],
  );
  usePaletteProvider(provider);
  return null;
}
