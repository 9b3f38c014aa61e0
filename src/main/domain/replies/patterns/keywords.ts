/**
 * Word lists of reply understanding (rules.md 14.5), as they stand in a matching copy: lower case, no accents, no
 * apostrophes. Data only. English, Spanish and the few words of other languages that carriers honour.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s*,\s*/));

/** Dropped before a text is compared with a keyword. */
export const POLITE_WORDS = words(
  'asap, bye, dear, favor, folks, gracias, hello, hey, hi, hola, immediately, maam, now, please, plis, pliss, plox, pls, plz, por, porfa, porfas, porfavor, sir, thank, thanks, thx, tks, ty, tysm, ya, you',
);

/** Whole core. */
export const OPT_OUT_KEYWORDS = words(
  'alto, arret, baja, estop, cancel, cancelar, desuscribir, desuscribirme, detener, end, no mas, opt out, optout, parar, pare, paren, quit, remove, revoke, stop, stop all, stop it, stop this, stop2end, stopall, stopp, stopstop, unscribe, unsubscribe',
);

/** After an appointment question these may have meant the visit. */
export const AMBIGUOUS_KEYWORDS = words('baja, cancel, cancelar, end, quit, remove');

/** Never mean anything else when they stand alone in a short text, a sentence or a clause. */
export const STRONG_KEYWORDS = words('alto, optout, revoke, stop, stopall, unsubscribe');

/** May stand beside a strong keyword in a text of up to three words. */
export const KEYWORD_FILLER = words(
  '2, again, ahi, alerts, all, already, and, can, end, everything, i, it, just, me, mensajes, message, messages, messaging, msg, msgs, no, notifications, ok, okay, promos, reminders, reply, right, away, period, punto, exclamation, point, omg, forever, comma, coma, said, sms, spam, text, texting, texts, that, the, them, these, this, those, txt, txts, u, want, yes',
);

/** Real words one letter from STOP. */
export const NOT_STOP_WORDS = words(
  'atop, estop, scop, shop, slop, sop, step, stock, stoa, stob, stomp, stoop, stops, store, story, stoup, stow, strop, swop, top',
);

export const OPT_IN_KEYWORDS = words(
  'alta, empezar, iniciar, inicio, opt in, optin, resume, start, subscribe, suscribir, suscribirme, unstop',
);

export const HELP_KEYWORDS = words('ayuda, help, info, informacion');

export const NO_WORDS = words('n, nah, no, nope, no way, no quiero');

/** A plain yes is made of these alone. */
export const YES_WORDS = words(
  'absolutely, definitely, of course, perfect, perfecto, esta bien, ahi estare, alli estare, be there, claro, claro que si, confirm, confirmado, confirmar, confirmed, confirming, confirmo, correct, de acuerdo, i confirm, i will be there, ill be there, k, kk, ok, okay, por supuesto, s, si, sounds good, sure, vale, we will be there, well be there, will be there, will do, y, yea, yeah, yep, yes, yes i will, yup',
);

export const YES_EMOJI = words('✅, ✔, 👌, 👍');
export const GOOD_EMOJI = words(
  '✅, ✔, 👌, 👍, 🙏, ❤, ♥, 😊, 🙂, 😀, 😃, 😄, 😁, 🥰, 😍, 💕, 💙, 💚, 💜, 🧡, 💛, 👏, 🎉, 💯, 🤗, ☺, 🙌, 🤝, 🫶',
);
export const STOP_EMOJI = words('🛑, ⛔, 🚫');
export const NO_EMOJI = words('👎, ❌, 🙅, ✖');

/** May surround thanks without asking for anything: everything else in a thank-you is for a person to read. */
export const THANKS_FILLER = words(
  'a, again, alot, all, amable, amables, amazing, and, appreciate, appreciated, are, awesome, best, bless, buen, buena, buenas, cool, day, de, dia, doc, doctor, dr, everyone, everything, for, getting, god, good, got, great, have, help, i, igualmente, info, information, it, its, kind, know, kindly, la, letting, lot, lots, love, mas, me, mil, much, muchas, mucho, muy, my, nice, no problem, noche, noted, of, ok, okay, one, perfect, perfecto, que, really, received, remind, reminder, reminding, so, team, tarde, tenga, the, this, that, to, todo, todos, tomorrow, too, u, us, very, we, weekend, week, evening, night, morning, welcome, well, wonderful, your, youre, yes',
);
