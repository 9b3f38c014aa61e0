/** Wishes to get no more texts, said in Spanish or in Spanish mixed with English (rules.md 14.2 row 2 e). Matched as those in optOut.ts. */
import { rule } from './rule.ts';
import type { PatternRule } from './rule.ts';
import { MENSAJES, TEXTS } from './textWords.ts';

const build = (id: string, source: string): PatternRule => rule(`opt_out.${id}`, new RegExp(source));

/** Each of the Spanish phrases has one of these: most English texts have none, and need not be compared. */
export const SPANISH_TELLTALE =
  /\b(?:ya|me|nos|mi|no|ni|nunca|sin|que|basta|alto|dar|den|de|d(?:e|a|ame|eme|enme|ese|arse|arme|arnos|i|io|ado) de|dejar|deje?n?|dejes|deja|paren?|para|mas|desuscri\w+|quit(?:e|a|en)(?:me|nos)|(?:borr|elimin|saqu|sac|remuev|retir|quit|ces|susp)\w+|mensaj\w+|sms|recordatorios?|avisos?|textos?|celular|telefono)\b/;

export const OPT_OUT_PHRASES_ES: readonly PatternRule[] = [
  build('es.dejarDeRecibir', `\\bdejar de recibir (?:\\w+ )?${MENSAJES}\\b`),
  build('es.desuscribir', '\\bdesuscri\\w+'),
  build('es.alto', `\\balto (?:a |con |de )?(?:los |las |estos |sus )?${MENSAJES}\\b`),
  build(
    'es.recibirEsto',
    '\\bno (?:me |nos )?(?:interesa|quiero|deseo|gusta\\w*) (?:seguir )?recib\\w+ (?:esto|estos|nada|mas)\\b',
  ),
  build(
    'es.noMas',
    `\\bno (?:quiero |deseo )?mas ${MENSAJES}\\b|\\bbasta de ${MENSAJES}\\b|\\b(?:no|sin) ${MENSAJES} (?:mas|por favor)\\b`,
  ),
  build(
    'es.noMande',
    '\\b(?:no|nunca|ni) (?:me |nos )?(?:(?:vuelvan?|vuelvas) a |sigan? |sigas )?(?:mand(?:e|en|es|ar|ando)|envi(?:e|en|es|ar|ando)|escrib(?:a|an|as|ir|iendo)|text(?:ee|een)|contact(?:e|en|es|ar))(?:me|nos)?\\b(?! (?:la|el|una?|los|las|mi|al) (?!mensaj|texto))(?! (?:(?:mas|tanta?s?|tod[ao]s?|esas?|esos?|sus|con|otr[oa]s?) )*(?:cartas?|facturas?|correos?|e-?mails?|papel\\w*|paquete\\w*|medic\\w*|pastilla\\w*|receta\\w*|a (?:otr[oa]|la|el|un|mi)|con|por (?:correo|email|e-mail|carta)|bills?)\\b)',
  ),
  build(
    'es.dejeDe',
    '\\b(?:deje?n?|dejes|paren?|para|deja) (?:ya )?de (?:mandar|enviar|escribir|molestar|textear|contactar)\\w*',
  ),
  build(
    'es.quiteme',
    '\\b(?:quit(?:e|a|en)|borr(?:e|a|en)|elimin(?:e|a|en)|saqu(?:e|en)|saca)(?:me|nos)\\b(?! (?:la|el|un|una|los|las|mi|esa|ese|del) (?!lista))(?! de (?:la |mi |esa |esta |su )?(?:cita|agenda|lista de|lista del|horario|turno|\\w+ a las))',
  ),
  build(
    'es.borreNumero',
    '\\b(?:quit(?:e|a|en|ar)|borr(?:e|a|en|ar)|elimin(?:e|a|en|ar)|saqu(?:e|en)|sacar) (?:mi|este) (?:numero|telefono|celular)\\b',
  ),
  build(
    'es.noQuiero',
    `\\b(?:ya )?no (?:quiero|deseo|quisiera|necesito) (?:(?:mas|que|recibir|sus|estos|los|tener|seguir recibiendo) )*(?:${MENSAJES}|me (?:manden|envien|escriban|manden mensajes))\\b|\\b(?:ya )?no (?:quiero|deseo) (?:seguir )?recibi(?:r|endo)\\b(?! (?:la|el|mi|una?) )`,
  ),
  build('es.darDeBaja', '\\bd(?:ar|en|e|a|ame|eme|enme|ese|arse|arme|arnos|i|io|ado) de baja\\b'),
  build(
    'es.remueva',
    `\\b(?:remuev[ae]n?|remover|retir(?:e|en|a)|elimin(?:e|en|a|ar)|borr(?:e|en|a|ar)|quit(?:e|en|a|ar)|saqu(?:e|en)|saca)(?:me|nos|lo|la)?(?: de una (?:buena )?vez| ya| por favor)* (?:de (?:su|tu|la|esta|sus|esa) (?:lista|sistema|base|registro|${MENSAJES})|(?:mi|este|ese) (?:cel\\w*|num\\w*|tel\\w*|contacto)|my (?:phone|number|cell))`,
  ),
  build(
    'es.quitaran',
    '\\b(?:me|nos|lo) (?:quit(?:en|e|aran|ara)|borr(?:en|e|aran|ara)|elimin(?:en|e|aran|ara)|saquen|sacaran|dieran?|den|retiren|retiraran) (?:de baja|de (?:la|su|esa|esta|tu) (?:lista|base|sistema))',
  ),
  build(
    'es.noQueSigan',
    `\\bno (?:quiero|deseo|queremos|quieren|keremos|quisiera|hay (?:necesidad|razon)|necesito|hace falta|es necesario)(?: de)? que (?:me |nos |le |les )?(?:sigan?|esten?|vuelvan? a|manden?|envien?|escriban?|lleguen?|contacten?)\\b`,
  ),
  build(
    'es.yaNoMas',
    `\\b(?:ya )?no (?:quiero|deseo|queremos|keremos|quisiera)(?: volver a)? (?:ver|recibir|nada de|saber nada)? ?(?:mas )?(?:ni )?(?:un |una |de |otro |otra |los |sus |mas )*(?:${MENSAJES}|recados?)\\b`,
  ),
  build(
    'es.yaNoLleguen',
    `\\b(?:ya no|que no|no) (?:me |nos |le |les )?(?:lleguen?|llegen|manden?|envien?|escriban?|busquen|contacten?|comuniquen)(?: mas)? ?(?:a )?(?:estos|mas|por|los|sus|al|aqui|nada|este|a|ya)? ?(?:mi |este |mas )?(?:${MENSAJES}|mensaje|cel\\w*|tel\\w*|numero|por texto)\\b`,
  ),
  build(
    'es.noVuelvan',
    '\\b(?:no|nunca) (?:me |nos |le )?(?:vuelvan?|vuelvas) a (?:mandar|enviar|escribir|comunicar|contactar|molestar|llamar ni|textear)\\w*',
  ),
  build(
    'es.cese',
    `\\b(?:cese|cesar|suspension|suspender|cancelacion|cancelar|baja) (?:inmediat[oa] )?(?:de |en )?(?:toda |el envio |todo |los |las |sus |estos )*(?:de )?(?:${MENSAJES}|comunicacion\\w*)`,
  ),
  build(
    'mix.noMore',
    `\\bno more (?:\\w+ )?${MENSAJES}\\b|\\bno mas (?:\\w+ )?${TEXTS}\\b|\\b(?:stop|quit) (?:\\w+ ){0,3}?(?:${MENSAJES}|mi (?:phone|telefono|cel|celular))\\b`,
  ),
  build('es.noMoleste', '\\bno (?:me )?molest(?:e|en|es)\\b'),
];
