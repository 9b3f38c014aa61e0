/** What every page of the settings is given, and what the settings of one gateway are. */
import type { GatewaySummary, Settings } from '../../contract.ts';

export interface PageProps {
  readonly settings: Settings;
  /** The person signed in may not change what concerns everybody. */
  readonly locked: boolean;
}

export interface GatewaySettingsProps {
  readonly gateway: GatewaySummary;
  readonly locked: boolean;
}
