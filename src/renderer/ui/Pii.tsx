/** Text about a patient: names, numbers, words of messages, kinds of visit. Blurred in privacy mode. Leaf text only. */
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface PiiProps {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** Put `data-reveal` on the row or bubble around it, so that pointing at or moving to the row shows it. */
export function Pii({ children, className }: PiiProps) {
  return <span className={cx('pii', className)}>{children}</span>;
}
