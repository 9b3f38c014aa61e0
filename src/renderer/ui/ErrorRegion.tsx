/** A region whose question failed: one sentence and "Try again", inside the region and nowhere else (ux.md 4.3). */
import { CircleAlert } from 'lucide-react';
import type { CallError } from '../client/callError.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { useT } from '../i18n/useT.ts';
import { Button } from './Button.tsx';
import { Empty } from './Empty.tsx';

export interface ErrorRegionProps {
  readonly error: CallError;
  readonly onRetry: () => void;
}

export function ErrorRegion({ error, onRetry }: ErrorRegionProps) {
  const t = useT();
  const errorText = useErrorText();
  return (
    <div role="alert">
      <Empty
        icon={CircleAlert}
        title={errorText(error)}
        action={<Button onClick={onRetry}>{t('common.tryAgain')}</Button>}
        fill
      />
    </div>
  );
}
