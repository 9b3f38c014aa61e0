/** What staff read about the way of a text: why it goes another one, and what it waits for. Codes are stable, sentences are not. */
import type { Reason } from '../../../contract/common.ts';
import { limitReason } from '../sendLimits/words.ts';
import type { CappedWhy, ClosedWhy, Route, RoutingInput } from './route.ts';

const NO_ROUTE = {
  noGateway: 'No phone or Twilio account is connected that can send this. Connect one in Settings.',
  noMarketingRoute: 'Advertising never goes through the office phone. Connect Twilio for it.',
  whatsAppOff: 'WhatsApp is switched off. Send a text instead, or switch it on in Settings.',
  noWhatsAppRoute: 'WhatsApp is not set up. Send a text instead.',
  noMediaRoute: 'No route can send pictures now. Send the words alone, or see Settings for what is missing.',
} as const;

/** Why no gateway can carry this text. */
export function noRouteReason({ routes, text, policy }: RoutingInput): Reason {
  const of = (code: keyof typeof NO_ROUTE): Reason => ({ code, text: NO_ROUTE[code] });
  const able = routes.flatMap(({ traits }) => traits ?? []);
  if (able.length === 0) return of('noGateway');
  if (text.channel === 'whatsapp' && !policy.whatsApp) return of('whatsAppOff');
  if (text.channel === 'whatsapp' && !able.some(({ carriesWhatsApp }) => carriesWhatsApp)) return of('noWhatsAppRoute');
  if (text.purpose === 'marketing' && !able.some(({ carriesMarketing }) => carriesMarketing)) {
    return of('noMarketingRoute');
  }
  return of(text.hasMedia ? 'noMediaRoute' : 'noGateway');
}

const CLOSED: Readonly<Record<ClosedWhy, string>> = {
  down: 'has not answered',
  refused: 'has taken no texts',
  paused: 'has been paused',
  failing: 'has got no text out',
};

const USED_UP: Readonly<Record<CappedWhy, string>> = {
  day: 'has sent all it may today',
  halfHour: 'has sent as much as Android allows in half an hour',
  people: 'has texted as many different people today as a SIM card should',
};

/** Why the text leaves by `other` although it belongs to `home`. */
export function failoverReason(moved: {
  readonly home: Route;
  readonly other: Route;
  readonly why: ClosedWhy;
  readonly minutes: number;
}): Reason {
  const { home, other, why, minutes } = moved;
  return {
    code: 'movedFailover',
    text: `Goes by ${other.label}: ${home.label} ${CLOSED[why]} for ${duration(minutes)}.`,
  };
}

/** Why the text leaves by `other`: a limit of `home` is used up. */
export function spillReason(home: Route, other: Route, why: CappedWhy): Reason {
  return { code: 'movedSpill', text: `Goes by ${other.label}: ${home.label} ${USED_UP[why]}.` };
}

/** What a text waits for whose route has a limit used up. Told once, so without a time that would grow old. */
export function cappedReason({ label }: Route, why: CappedWhy): Reason {
  switch (why) {
    case 'day':
      return { code: 'routeCapped', text: `Waiting. ${label} has sent all it may today; this leaves after midnight.` };
    case 'halfHour':
      return limitReason('halfHourFull', label);
    case 'people':
      return limitReason('recipientsFull', label);
  }
}

/** What a text waits for whose route is closed to it. */
export function closedReason({ label }: Route, why: ClosedWhy): Reason {
  switch (why) {
    case 'failing':
      return limitReason('sendsFail', label);
    case 'down':
      return { code: 'routeDown', text: `Waiting. ${label} does not answer; this leaves by itself when it does.` };
    case 'refused':
      return { code: 'routeRefused', text: `Waiting. ${label} takes no texts now. See Settings for what to do.` };
    case 'paused':
      return { code: 'routePaused', text: `Waiting. ${label} is paused.` };
  }
}

/** The way back: the first route takes texts again and this one has not left. */
export function backReason(label: string): Reason {
  return { code: 'movedBack', text: `Goes by ${label} again, as usual.` };
}

function duration(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes === 1) return '1 minute';
  if (minutes < 120) return `${String(minutes)} minutes`;
  return `${String(Math.floor(minutes / 60))} hours`;
}
