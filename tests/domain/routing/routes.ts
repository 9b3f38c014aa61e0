/** Routes and questions that routing tests start from. */
import type { Route, RoutingInput } from '../../../src/main/domain/routing/route.ts';

export const NOON = Date.UTC(2026, 10, 20, 17, 0, 0);
export const MINUTE = 60_000;

export const PHONE: Route = {
  gatewayId: 'phone',
  label: 'Front desk phone',
  ownNumber: '+12065550101',
  traits: { answersKeywords: false, carriesMarketing: false, carriesWhatsApp: false, carriesMedia: false },
  closed: null,
  failing: null,
  capped: null,
  newPeopleUntil: null,
};
export const TWILIO: Route = {
  gatewayId: 'twilio',
  label: 'Twilio',
  ownNumber: '+12065550102',
  traits: { answersKeywords: true, carriesMarketing: true, carriesWhatsApp: true, carriesMedia: true },
  closed: null,
  failing: null,
  capped: null,
  newPeopleUntil: null,
};

export function down(route: Route, minutes: number, why: 'down' | 'refused' | 'paused' = 'down'): Route {
  return { ...route, closed: { since: NOON - minutes * MINUTE, why } };
}
export function capped(route: Route): Route {
  return { ...route, capped: { until: NOON + 12 * 60 * MINUTE, why: 'day' } };
}

export function failing(route: Route, minutes: number): Route {
  return { ...route, failing: { since: NOON - minutes * MINUTE, probeAt: NOON + MINUTE } };
}

export const wrote = (route: Route, more: { ownNumber?: string; sim?: number } = {}) => ({
  gatewayId: route.gatewayId,
  ownNumber: more.ownNumber ?? route.ownNumber,
  sim: more.sim ?? null,
});

export function question(
  more: Partial<Omit<RoutingInput, 'text' | 'policy'>> & {
    text?: Partial<RoutingInput['text']>;
    policy?: Partial<RoutingInput['policy']>;
  } = {},
): RoutingInput {
  const { text, policy, ...rest } = more;
  return {
    now: NOON,
    routes: [PHONE, TWILIO],
    lastWroteTo: null,
    known: null,
    bound: null,
    ...rest,
    text: { channel: 'sms', purpose: 'care', trigger: 'manual', hasMedia: false, ...text },
    policy: {
      preferredGatewayId: null,
      failover: true,
      failoverAfterMs: 10 * MINUTE,
      spill: false,
      whatsApp: false,
      ...policy,
    },
  };
}
