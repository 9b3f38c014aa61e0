/** In place of the window when there is nothing to show: not signed in, or the page is older than the program. */
import { LogIn, RotateCw } from 'lucide-react';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { useLook } from './useLook.ts';
import styles from './shell/shell.module.css';

export function Gate({ phase }: { readonly phase: 'signedOut' | 'outdated' }) {
  const t = useT();
  useLook();
  const outdated = phase === 'outdated';
  return (
    <main className={styles.gate}>
      <Empty
        icon={outdated ? RotateCw : LogIn}
        title={t(outdated ? 'gate.outdated' : 'gate.signedOut')}
        help={t(outdated ? 'gate.outdatedHelp' : 'gate.signedOutHelp')}
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            {t('gate.reload')}
          </Button>
        }
      />
    </main>
  );
}
