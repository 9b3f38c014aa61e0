/** What people call our texts, as parts of patterns: English, Spanish. Data only. */
export const TEXTS =
  '(?:texts?|texting|textin|texing|txts?|txting|txtin|messages?|messaging|msgs?|sms|mms|reminders?|reminding|notifications?|alerts?|promos?|promotions?|offers?|ads?|spam)';

export const MENSAJES =
  '(?:mensajes?|mensajitos|textos?|mensajeria|sms|recordatorios?|avisos|notificaciones|promociones)';
