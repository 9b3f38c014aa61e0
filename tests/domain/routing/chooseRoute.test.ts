import { describe, expect, test } from 'vitest';
import { chooseRoute } from '../../../src/main/domain/routing/chooseRoute.ts';
import type { RouteChoice, RoutingInput } from '../../../src/main/domain/routing/route.ts';
import { capped, down, failing, MINUTE, NOON, PHONE, question, TWILIO, wrote } from './routes.ts';

const RETRIED = [{ outcome: 'retry', tookMs: 50 }] as const;
const IN_DOUBT = [{ outcome: 'unknown', tookMs: 30_000 }] as const;

/** `kind gateway why` of a choice, or `none code`. */
function say(choice: RouteChoice): string {
  return choice.kind === 'none' ? `none ${choice.reason.code}` : `${choice.kind} ${choice.gatewayId} ${choice.why}`;
}

const table: readonly (readonly [string, RoutingInput, string])[] = [
  ['a first text goes by the oldest gateway', question(), 'go phone first'],
  [
    'a first text goes by the practice’s preference',
    question({ policy: { preferredGatewayId: 'twilio' } }),
    'go twilio preferred',
  ],
  ['an answer goes by the route they wrote to', question({ lastWroteTo: wrote(TWILIO) }), 'go twilio lastWroteTo'],
  [
    'what they wrote to beats the preference',
    question({ lastWroteTo: wrote(PHONE), policy: { preferredGatewayId: 'twilio' } }),
    'go phone lastWroteTo',
  ],
  [
    'a route that was removed is forgotten',
    question({ routes: [PHONE], lastWroteTo: wrote(TWILIO) }),
    'go phone first',
  ],
  [
    'a preference that was removed is forgotten',
    question({ policy: { preferredGatewayId: 'gone' } }),
    'go phone first',
  ],
  ['nothing is connected', question({ routes: [] }), 'none noGateway'],
  ['nothing usable is connected', question({ routes: [{ ...PHONE, traits: null }] }), 'none noGateway'],
  [
    'advertising never goes by the phone',
    question({ lastWroteTo: wrote(PHONE), text: { purpose: 'marketing' } }),
    'go twilio first',
  ],
  [
    'advertising with only a phone goes nowhere',
    question({ routes: [PHONE], text: { purpose: 'marketing' } }),
    'none noMarketingRoute',
  ],
  ['WhatsApp needs the switch', question({ text: { channel: 'whatsapp' } }), 'none whatsAppOff'],
  [
    'WhatsApp goes where it is carried',
    question({ text: { channel: 'whatsapp' }, policy: { whatsApp: true } }),
    'go twilio first',
  ],
  [
    'WhatsApp without a carrier goes nowhere',
    question({ routes: [PHONE], text: { channel: 'whatsapp' }, policy: { whatsApp: true } }),
    'none noWhatsAppRoute',
  ],
  [
    'a picture goes where it is carried',
    question({ lastWroteTo: wrote(PHONE), text: { hasMedia: true } }),
    'go twilio first',
  ],
  [
    'a picture with no carrier goes nowhere',
    question({ routes: [PHONE], text: { hasMedia: true } }),
    'none noMediaRoute',
  ],
  ['a route closed a moment ago is waited for', question({ routes: [down(PHONE, 9), TWILIO] }), 'wait phone first'],
  ['a route closed for long is gone around', question({ routes: [down(PHONE, 10), TWILIO] }), 'go twilio failover'],
  [
    'the other way round, too',
    question({ routes: [PHONE, down(TWILIO, 10)], lastWroteTo: wrote(TWILIO) }),
    'go phone failover',
  ],
  [
    'a refused route counts as closed',
    question({ routes: [down(PHONE, 30, 'refused'), TWILIO] }),
    'go twilio failover',
  ],
  ['a paused route counts as closed', question({ routes: [down(PHONE, 30, 'paused'), TWILIO] }), 'go twilio failover'],
  [
    'failover can be switched off',
    question({ routes: [down(PHONE, 999), TWILIO], policy: { failover: false } }),
    'wait phone first',
  ],
  ['both are closed: it waits', question({ routes: [down(PHONE, 30), down(TWILIO, 1)] }), 'wait phone first'],
  [
    'both are closed: it waits where it is',
    question({ routes: [down(PHONE, 30), down(TWILIO, 1)], bound: { gatewayId: 'twilio', attempts: [] } }),
    'wait twilio bound',
  ],
  [
    'advertising nobody waits for does not move',
    question({
      routes: [PHONE, down(TWILIO, 99), { ...TWILIO, gatewayId: 'second' }],
      lastWroteTo: wrote(TWILIO),
      text: { purpose: 'marketing', trigger: 'automatic' },
    }),
    'wait twilio lastWroteTo',
  ],
  ['the day is used up: it waits', question({ routes: [capped(PHONE), TWILIO] }), 'wait phone first'],
  [
    'the day is used up and spilling is allowed',
    question({ routes: [capped(PHONE), TWILIO], policy: { spill: true } }),
    'go twilio spill',
  ],
  [
    'Android has no room left for half an hour and spilling is allowed',
    question({
      routes: [{ ...PHONE, capped: { until: NOON + MINUTE, why: 'halfHour' } }, TWILIO],
      policy: { spill: true },
    }),
    'go twilio spill',
  ],
  [
    'texts fail one after the other: automatic ones wait',
    question({ routes: [failing(PHONE, 5), TWILIO], text: { trigger: 'automatic' } }),
    'wait phone first',
  ],
  [
    'texts have failed for long: automatic ones go around',
    question({ routes: [failing(PHONE, 11), TWILIO], text: { trigger: 'automatic' } }),
    'go twilio failover',
  ],
  [
    'texts fail one after the other: a person may still try',
    question({ routes: [failing(PHONE, 11), TWILIO], text: { trigger: 'manual' } }),
    'go phone first',
  ],
  [
    'spilling finds no open route',
    question({ routes: [capped(PHONE), down(TWILIO, 1)], policy: { spill: true } }),
    'wait phone first',
  ],
  [
    'a text that was turned away honestly may move',
    question({ routes: [down(PHONE, 10), TWILIO], bound: { gatewayId: 'phone', attempts: RETRIED } }),
    'go twilio failover',
  ],
  [
    'a text in doubt never moves',
    question({ routes: [down(PHONE, 999), TWILIO], bound: { gatewayId: 'phone', attempts: IN_DOUBT } }),
    'wait phone mayBeOut',
  ],
  [
    'a text in doubt does not move back either',
    question({ bound: { gatewayId: 'twilio', attempts: IN_DOUBT } }),
    'go twilio mayBeOut',
  ],
  [
    'the first route is up again: back',
    question({ bound: { gatewayId: 'twilio', attempts: RETRIED } }),
    'go phone first',
  ],
];

test.each(table)('%s', (_name, input, expected) => {
  expect(say(chooseRoute(input))).toBe(expected);
});

describe('the number it leaves by', () => {
  test('is the one they wrote to, and the same SIM', () => {
    const lastWroteTo = wrote(PHONE, { ownNumber: '+12065550109', sim: 2 });
    expect(chooseRoute(question({ lastWroteTo, known: lastWroteTo }))).toMatchObject({
      from: '+12065550109',
      sim: 2,
      prefixPracticeName: false,
    });
  });

  test('is the usual one on another route, and the text then says who writes', () => {
    const lastWroteTo = wrote(PHONE, { sim: 2 });
    const input = question({ routes: [down(PHONE, 20), TWILIO], lastWroteTo, known: lastWroteTo });
    expect(chooseRoute(input)).toMatchObject({ gatewayId: 'twilio', from: null, sim: null, prefixPracticeName: true });
  });

  test('needs no name for somebody who has never heard from us: the first text has it anyway', () => {
    expect(chooseRoute(question())).toMatchObject({ prefixPracticeName: false });
  });

  test('is the same after a phone was replaced whose SIM moved along', () => {
    const known = { gatewayId: 'old phone', ownNumber: PHONE.ownNumber, sim: null };
    expect(chooseRoute(question({ known }))).toMatchObject({ prefixPracticeName: false });
  });

  test('is taken for another where neither number is known and the gateway is another', () => {
    const routes = [{ ...PHONE, ownNumber: null }];
    const known = { gatewayId: 'old phone', ownNumber: null, sim: null };
    expect(chooseRoute(question({ routes, known }))).toMatchObject({ prefixPracticeName: true });
  });
});

test('every way around says so in words, with both names and the time; a text that waits says for whom', () => {
  const moved = chooseRoute(question({ routes: [down(PHONE, 25), TWILIO] }));
  expect(moved).toMatchObject({
    reason: { code: 'movedFailover', text: 'Goes by Twilio: Front desk phone has not answered for 25 minutes.' },
  });
  const waits = chooseRoute(question({ routes: [down(PHONE, 3), TWILIO] }));
  expect(waits).toMatchObject({
    reason: {
      code: 'routeDown',
      text: 'Waiting. Front desk phone does not answer; this leaves by itself when it does.',
    },
  });
});
