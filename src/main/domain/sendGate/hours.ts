/** Rows 16b, 24 and 26 of rules.md 13.2: which hours apply to which message, and whether it is open now. */
import type { GateInput } from '../../../contract/gate.ts';
import { dailyHours, narrow } from '../quietHours.ts';
import type { OpenHours } from '../quietHours.ts';
import { isUnitedStates } from '../regions/regions.ts';
import { careLimits, marketingHours } from './countryHours.ts';
import { NOTHING, block, confirm } from './finding.ts';
import type { Rule } from './finding.ts';
import { stateHours } from './stateHours.ts';
import { hoursDelay } from './wait.ts';

/** Null when the hour does not matter: answers to the person, and safety messages a manager has confirmed. */
export function hoursFor(input: GateInput): OpenHours | null {
  const own = dailyHours(input.window.start, input.window.end);
  switch (input.purpose) {
    case 'employee':
      return own;
    case 'employee_emergency':
      return null;
    case 'marketing':
      return usesStateTable(input) ? stateTable(input) : marketingHours(input.country);
    case 'system':
      // An opt-in request is the one system message that answers nobody: it keeps the hours of care (stricter than 13.2).
      return input.systemKind === 'optin_request' ? narrow(own, careLimits(input.country)) : null;
    default:
      return narrow(own, careLimits(input.country));
  }
}

/** Row 16b (section 0, ruling 4). */
export const marketingStateUnknown: Rule = ({ input }) => {
  const { address, areaCode } = input.states;
  const unknown = usesStateTable(input) && address === null && areaCode === null;
  return input.purpose === 'marketing' && unknown ? block('MARKETING_STATE_UNKNOWN') : NOTHING;
};

/** Row 24. Only a zone on file answers it; confirming does not (section 0, ruling 8). */
export const zoneNoOverlap: Rule = ({ opensAt, wait }) =>
  opensAt === null || wait.kind === 'never' ? confirm('ZONE_NO_OVERLAP') : NOTHING;

/** Row 26. */
export const quietHours: Rule = (facts) => {
  const { input, opensAt } = facts;
  if (opensAt === null || opensAt === input.now) return NOTHING;
  const decision = hoursDelay(facts) ? 'delay' : 'confirm';
  return [{ code: 'QUIET_HOURS', decision, until: opensAt, params: { now: input.now, opensAt } }];
};

function usesStateTable(input: GateInput): boolean {
  return input.marketingWindow === 'state_table' && isUnitedStates(input.country);
}

/** The stricter of address state and area-code state (section 3). */
function stateTable(input: GateInput): OpenHours {
  const states = [input.states.address, input.states.areaCode].filter((state) => state !== null);
  return states.map(stateHours).reduce(narrow, stateHours('federal'));
}
