/** Who is here, at the right of the title bar: lock, switch, one's own PIN. Ctrl+L locks from everywhere. */
import { KeyRound, Lock, Repeat, Users } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useCommands } from '../../app/palette/useCommands.ts';
import type { PaletteCommand } from '../../app/palette/commandRegistry.ts';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import type { MenuItem } from '../../ui/menuController.ts';

const ChangePinDialog = lazy(async () => ({ default: (await import('./ChangePinDialog.tsx')).ChangePinDialog }));

export function UserMenu({ name, className }: { readonly name: string; readonly className: string | undefined }) {
  const t = useT();
  const { menu } = useServices();
  const place = useQuery('accounts.getSession', {}, { invalidateOn: ['account.changed'] });
  const [changing, setChanging] = useState(false);
  const account = place.data?.account ?? null;
  const lock = useLockNow(account !== null);
  const openPeople = useOpenPeople();
  const items: readonly MenuItem[] =
    account === null
      ? [{ key: 'people', label: t('me.people'), icon: Users, run: openPeople }]
      : [
          { key: 'lock', label: t('me.lock'), icon: Lock, keys: 'Ctrl+L', run: lock },
          { key: 'switch', label: t('me.switch'), icon: Repeat, run: lock },
          { key: 'pin', label: t('me.pin'), icon: KeyRound, separated: true, run: () => setChanging(true) },
          { key: 'people', label: t('me.people'), icon: Users, run: openPeople },
        ];
  const shown = account?.name ?? name;
  return (
    <>
      <button
        type="button"
        className={className}
        aria-haspopup="menu"
        onClick={(event) => menu.open(event.currentTarget, { label: t('me.menu'), items })}
      >
        <Avatar name={shown} size={24} staff />
        <span className="visuallyHidden">
          {account
            ? t('me.roleOf', { name: account.name, role: t(`role.${account.role}`) })
            : t('title.user', { name })}
        </span>
        <span aria-hidden="true">{shown.split(' ')[0]}</span>
      </button>
      {changing ? (
        <Suspense>
          <ChangePinDialog onClose={() => setChanging(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Ctrl+L and the palette; nothing where nobody is signed in. */
function useLockNow(possible: boolean): () => void {
  const t = useT();
  const { run } = useCommand('accounts.lock');
  const lock = useCallback(() => void run({}), [run]);
  useShortcut('Ctrl+L', lock, { scope: 'everywhere', label: t('me.lock'), enabled: possible, overLayers: true });
  const list = useMemo<readonly PaletteCommand[]>(
    () =>
      possible
        ? [
            {
              id: 'me.lock',
              group: 'settings',
              title: t('me.lock'),
              icon: Lock,
              keys: 'Ctrl+L',
              synonyms: ['sign out', 'switch person'],
              run: lock,
            },
          ]
        : [],
    [possible, t, lock],
  );
  useCommands(list);
  return lock;
}

function useOpenPeople(): () => void {
  const { router } = useServices();
  return useCallback(() => router.go({ screen: 'settings', section: 'team' }), [router]);
}
