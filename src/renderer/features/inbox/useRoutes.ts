/** The routes there are, as the inbox speaks of them. */
import type { GatewaySummary, MessageRoute } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';

export interface Routes {
  readonly all: readonly GatewaySummary[];
  /** Texts have a choice: the way they take is worth saying. */
  readonly several: boolean;
  /** "the phone", "Twilio"; by name where there are several of a kind. */
  readonly nameOf: (route: Pick<MessageRoute, 'gatewayKind' | 'label'>) => string;
}

const NONE: readonly GatewaySummary[] = [];

export function useRoutes(): Routes {
  const t = useT();
  const all = useQuery('system.getHealth', {}, { invalidateOn: ['gateway.changed'] }).data?.gateways ?? NONE;
  return {
    all,
    several: all.length > 1,
    nameOf: ({ gatewayKind, label }) =>
      all.filter(({ kind }) => kind === gatewayKind).length > 1 ? label : t(`inbox.route.${gatewayKind}`),
  };
}
