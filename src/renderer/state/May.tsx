/** Shows its children to those who may do what they are for; nobody sees a button that only leads to a refusal. */
import type { ReactNode } from 'react';
import type { ProcedureName } from '../../contract/index.ts';
import { useMay } from './useMay.ts';

export interface MayProps {
  /** What the children call. */
  readonly call: ProcedureName;
  readonly children: ReactNode;
}

export function May({ call, children }: MayProps) {
  return useMay(call) ? children : null;
}
