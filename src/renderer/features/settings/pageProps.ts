/** What every page of the settings is given. */
import type { Settings } from '../../contract.ts';

export interface PageProps {
  readonly settings: Settings;
  /** The person signed in may not change what concerns everybody. */
  readonly locked: boolean;
}
