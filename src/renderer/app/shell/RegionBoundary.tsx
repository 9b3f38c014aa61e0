/** A defect in one region stays in that region: one sentence, try again, details for support (never patient data). */
import { CircleAlert } from 'lucide-react';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './shell.module.css';

interface BoundaryState {
  readonly fault: Error | null;
}

export class RegionBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { fault: null };

  static getDerivedStateFromError(thrown: unknown): BoundaryState {
    return { fault: thrown instanceof Error ? thrown : new Error('unknown') };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    return <Fault fault={fault} onRetry={() => this.setState({ fault: null })} />;
  }
}

function Fault({ fault, onRetry }: { readonly fault: Error; readonly onRetry: () => void }) {
  const t = useT();
  const { toasts } = useServices();
  const copy = (): void => {
    void navigator.clipboard.writeText(details(fault)).then(() => {
      toasts.show({ icon: 'copied', message: t('fault.copied') });
    });
  };
  return (
    <div className={styles.fault} role="alert">
      <CircleAlert size={20} aria-hidden="true" />
      <span>{t('fault.region')}</span>
      <div className={styles.faultActions}>
        <Button onClick={onRetry}>{t('fault.retry')}</Button>
        <Button variant="ghost" onClick={copy}>
          {t('fault.copy')}
        </Button>
      </div>
    </div>
  );
}

/** Where it happened, not what with: messages of errors may hold data, stacks of our own code do not. */
function details(fault: Error): string {
  const frames = (fault.stack ?? '').split('\n').filter((line) => /^\s*at /.test(line));
  return [fault.name, ...frames.slice(0, 12)].join('\n');
}
