/** People and PINs: who signs in, in which role, and when Deskbell locks by itself. */
import { UserPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Account } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ChoiceSetting, OnOffSetting } from './fields.tsx';
import type { PageProps } from './pageProps.ts';
import { AccountRow } from './team/AccountRow.tsx';
import styles from './team/team.module.css';

const AccountDialog = lazy(async () => ({ default: (await import('./team/AccountDialog.tsx')).AccountDialog }));
const ResetPinDialog = lazy(async () => ({ default: (await import('./team/ResetPinDialog.tsx')).ResetPinDialog }));

/** The dialog that is open: for somebody in the list, for somebody new, or for the first owner. */
type Open = { readonly kind: 'edit' | 'reset'; readonly account: Account } | { readonly kind: 'add' | 'owner' };

export function TeamPage({ settings, locked }: PageProps) {
  const t = useT();
  const place = useQuery('accounts.getSession', {}, { invalidateOn: ['account.changed'] });
  const list = useQuery('accounts.listAccounts', locked ? null : {}, { invalidateOn: ['account.changed'] });
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const device = place.data?.state === 'device';
  return (
    <>
      <p>{t('team.help')}</p>
      {device ? (
        <Banner
          tone="warn"
          icon={UserPlus}
          actions={<Button onClick={() => setOpen({ kind: 'owner' })}>{t('team.addOwner')}</Button>}
        >
          {t('team.device')}
        </Banner>
      ) : null}
      {locked ? null : list.data ? (
        <ul className={styles.list} aria-label={t('team.list')}>
          {list.data.accounts.map((account) => (
            <AccountRow
              key={account.id}
              account={account}
              onEdit={() => setOpen({ kind: 'edit', account })}
              onReset={() => setOpen({ kind: 'reset', account })}
            />
          ))}
        </ul>
      ) : list.error ? (
        <ErrorRegion error={list.error} onRetry={list.refetch} />
      ) : (
        <Skeleton rows={3} />
      )}
      {locked || device ? null : (
        <Button icon={<UserPlus size={16} />} className={styles.add} onClick={() => setOpen({ kind: 'add' })}>
          {t('team.add')}
        </Button>
      )}
      <LockSettings settings={settings} locked={locked} />
      <Suspense>
        {open?.kind === 'reset' ? (
          <ResetPinDialog account={open.account} onClose={close} />
        ) : open ? (
          <AccountDialog
            account={'account' in open ? open.account : null}
            first={open.kind === 'owner'}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </>
  );
}

const MINUTES = [1, 2, 3, 5, 10, 15, 30, 0] as const;

function LockSettings({ settings: { privacy }, locked }: PageProps) {
  const t = useT();
  const choices = [...new Set([...MINUTES, privacy.lockAfterMinutes])];
  return (
    <>
      <ChoiceSetting
        name={t('team.lockAfter')}
        help={t('team.lockAfterHelp')}
        value={String(privacy.lockAfterMinutes)}
        options={choices.map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t('team.lockNever') : t('team.lockMinutes', { minutes }),
        }))}
        patch={(minutes) => ({ privacy: { lockAfterMinutes: Number(minutes) } })}
        disabled={locked}
      />
      <OnOffSetting
        name={t('team.lockWithSystem')}
        help={t('team.lockWithSystemHelp')}
        on={privacy.lockWithSystem}
        patch={(lockWithSystem) => ({ privacy: { lockWithSystem } })}
        disabled={locked}
      />
    </>
  );
}
