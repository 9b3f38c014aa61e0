/** What every step of the first run is given. Forms carry `formId`, so that Continue and Enter submit them; the others go on by themselves. */
import type { GatewaySummary, Settings } from '../../contract.ts';
import type { Method } from './steps.ts';

export interface StepProps {
  readonly settings: Settings;
  readonly gateways: readonly GatewaySummary[];
  readonly formId: string;
  readonly onDone: () => void;
  /** Goes to connecting by this way. */
  readonly onMethod: (method: Method) => void;
}
