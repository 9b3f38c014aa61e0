/** One person who signs in: name, role, PIN, last seen, and what can be done. */
import { MoreHorizontal } from 'lucide-react';
import type { Account } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import type { MenuItem } from '../../../ui/menuController.ts';
import styles from './team.module.css';

const MINUTE_MS = 60_000;

export interface AccountRowProps {
  readonly account: Account;
  readonly onEdit: () => void;
  readonly onReset: () => void;
}

export function AccountRow({ account, onEdit, onReset }: AccountRowProps) {
  const t = useT();
  const { menu } = useServices();
  const unlock = useCommand('accounts.unlockAccount');
  const disable = useCommand('accounts.setDisabled');
  const { id, name, self, disabled, waitMs, hasPin } = account;
  const items: readonly MenuItem[] = [
    { key: 'edit', label: t('team.edit'), run: onEdit },
    ...(self ? [] : [{ key: 'reset', label: t(hasPin ? 'team.reset' : 'team.setPin'), run: onReset }]),
    ...(waitMs > 0 ? [{ key: 'unlock', label: t('team.unlock'), run: () => void unlock.run({ id }) }] : []),
    ...(self
      ? []
      : [
          {
            key: 'disable',
            label: t(disabled ? 'team.switchOn' : 'team.switchOff'),
            separated: true,
            run: () => void disable.run({ id, disabled: !disabled }),
          },
        ]),
  ];
  return (
    <li className={cx(styles.row, disabled && styles.off)}>
      <Avatar name={name} size={32} staff />
      <span className={styles.who}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>
          <Facts account={account} />
        </span>
      </span>
      {account.manageable ? (
        <IconButton
          label={t('team.editOf', { name })}
          aria-haspopup="menu"
          onClick={(event) => menu.open(event.currentTarget, { label: t('team.editOf', { name }), items })}
        >
          <MoreHorizontal size={16} aria-hidden="true" />
        </IconButton>
      ) : null}
    </li>
  );
}

function Facts({ account }: { readonly account: Account }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const { role, hasPin, lastSeenAt, self, disabled, waitMs } = account;
  return [
    t(`role.${role}`),
    self ? t('team.you') : null,
    disabled ? t('team.off') : t(hasPin ? 'team.pin' : 'team.noPin'),
    waitMs > 0 ? t('team.waiting', { minutes: Math.ceil(waitMs / MINUTE_MS) }) : null,
    lastSeenAt === null ? t('team.never') : t('team.seen', { when: formats.when(lastSeenAt, clock.now()) }),
  ]
    .filter((words) => words !== null)
    .join(' · ');
}
