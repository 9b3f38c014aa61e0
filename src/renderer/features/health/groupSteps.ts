/** What a person can do about a group of texts that did not go out. Pure: state and code in, buttons out, the likeliest first. */
import type { QueueExplanation } from '../../contract.ts';
import { offersFor } from '../inbox/index.ts';

/**
 * `route`: settings of gateways. `resume`: end the pause of its route. `limits`: most texts a day. `plan`: where reminders are switched
 * on. `reminders`: where their pause is ended.
 */
export type HealthStep =
  'open' | 'settle' | 'tryAgain' | 'route' | 'connect' | 'resume' | 'limits' | 'reminders' | 'plan';

/** Where the cause lies outside of the text. */
const BY_CODE: Readonly<Record<string, readonly HealthStep[]>> = {
  noGateway: ['connect'],
  routeDown: ['route'],
  routeRefused: ['route'],
  routePaused: ['resume', 'route'],
  routeCapped: ['limits'],
  noMarketingRoute: ['route'],
  noMediaRoute: ['open', 'route'],
  noWhatsAppRoute: ['open', 'route'],
  whatsAppOff: ['open', 'route'],
  remindersPaused: ['reminders'],
  remindersOff: ['plan'],
  clockSkew: ['route'],
  wrongPassword: ['route'],
  suspended: ['route'],
  refused: ['route'],
  unreachable: ['route'],
  PROVIDER_NOT_READY: ['route'],
  inLine: [],
  slowDown: [],
};

export function stepsFor({ state, code }: Pick<QueueExplanation, 'state' | 'code'>): readonly HealthStep[] {
  switch (state) {
    case 'needsReview':
      return ['open', 'settle'];
    case 'failed':
      return ['open', ...failedSteps(code)];
    case 'held':
    case 'waiting':
      return BY_CODE[code] ?? ['open'];
    case 'checking':
    case 'later':
      return [];
  }
}

function failedSteps(code: string): readonly HealthStep[] {
  const offers = offersFor(code);
  const steps: HealthStep[] = [];
  if (offers.includes('openSettings')) steps.push('route');
  if (offers.includes('tryAgain')) steps.push('tryAgain');
  return steps;
}

/** The three parts of the list, each with its states. */
export const PARTS = [
  { key: 'you', states: ['needsReview', 'failed', 'held'] },
  { key: 'waiting', states: ['waiting', 'checking'] },
  { key: 'later', states: ['later'] },
] as const satisfies readonly { key: string; states: readonly QueueExplanation['state'][] }[];

/** How many texts of `items` are in one of `states`. */
export function countIn(items: readonly QueueExplanation[], states: readonly QueueExplanation['state'][]): number {
  return items.reduce((sum, { state, count }) => (states.includes(state) ? sum + count : sum), 0);
}
