/**
 * Wishes to get no more texts in the other languages of the regions (rules.md 10): German, French, Italian, Dutch, the Spanish of Spain, Hindi and
 * Hinglish. We write in none of them but Spanish, so these know clear wishes alone; everything else in these languages is for a person. Words
 * as people write them: they are brought into the form of a matching copy here. Data and that form only.
 */
import { matching, rule } from './rule.ts';
import type { PatternRule } from './rule.ts';

/** As in a matching copy: lower case, no accents, no signs that combine. */
function asMatched(list: string): readonly string[] {
  const copy = list
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
  return copy.split(',').map((words) => words.trim());
}

/** The whole text, politeness aside. */
export const OTHER_KEYWORDS: readonly string[] = [
  // Run together, and with what is to stop.
  ...asMatched('stopsms, stop sms, stoptext, stoptexts, stopmsg, stop msg, stop pub, stoppub, stop nachrichten'),
  ...asMatched(
    'stoppen, abmelden, abmeldung, abbestellen, austragen, aufhören, hören sie auf, hör auf, sms abbestellen',
  ),
  ...asMatched('arrêt, arrêter, arrêtez, désinscrire, désinscription, désinscrivez moi, désabonner, désabonnement'),
  ...asMatched(
    'disiscrivi, disiscrivimi, disiscrivermi, disiscrizione, cancellami, cancellatemi, fermatevi, smettetela',
  ),
  ...asMatched('uitschrijven, uitschrijving, afmelden, afmelding, stop ermee'),
  ...asMatched('parad, parad ya, dadme de baja, no más sms'),
  ...asMatched('band karo, band kro, band karein, band karen, band kar do, band kijiye, bandh karo'),
  ...asMatched('बंद करो, बंद करें, बंद कर दो, बंद कीजिए, स्टॉप'),
];

/** Of these, what people also say about a visit. */
export const OTHER_AMBIGUOUS: readonly string[] = asMatched(
  'abmelden, abmeldung, austragen, uitschrijven, afmelden, afmelding, band karo, band kro, cancellami, cancellatemi',
);

const de = '(?:sms|nachrichten?|textnachrichten?|mitteilungen|erinnerungen|benachrichtigungen)';
const fr = '(?:sms|messages?|textos?|rappels?|notifications?)';
const it = '(?:sms|messagg\\w+|promemoria|notifiche|avvisi)';
const nl = '(?:sms|smsjes|berichten|berichtjes|herinneringen|meldingen)';
const hi = '(?:sms|msgs?|messages?|massage|texts?|reminders?)';
/** A clause begins. */
const at = '(?:^|[.!?,;:\\n] ?)';
const near = '[^.!?\\n]{0,25}';
const build = (id: string, source: string): PatternRule => rule(`opt_out.${id}`, new RegExp(source));
/** Any of these parts of a sentence. */
const any = (id: string, list: string): PatternRule => build(id, asMatched(list).join('|'));

const PHRASES: readonly PatternRule[] = [
  build(
    'de.keine',
    `${at}(?:bitte |ab sofort |ich bitte um )*keine (?:weiteren |weitere |mehr )*${de}(?: mehr)?(?: bitte| danke)*\\W*$`,
  ),
  build('de.willKeine', `\\b(?:mochten?|will|wollen|wunschen?|brauche)\\b${near}\\bkeine (?:weiteren |solchen )?${de}`),
  build(
    'de.schickeKeine',
    `\\b(?:schick|schicke|schicken|schickt|sende|senden|schreib|schreiben|schreibt)(?: sie| du| ihr)?(?: mir| uns)?(?: bitte)? (?:keine (?:weiteren )?${de}|nicht mehr)\\b`,
  ),
  build(
    'de.aufhoeren',
    `\\b(?:horen|hor|hort) (?:sie |bitte |sofort |endlich )*auf\\b${near}(?:zu schreiben|zu schicken|zu senden|${de})`,
  ),
  build(
    'de.loeschen',
    `\\b(?:losche|loschen|streiche|streichen|entfernen|nehmen)(?: sie)?(?: bitte)? (?:meine (?:handy|telefon|mobil)?nummer|mich (?:aus|von) ${near}(?:liste|verteiler|system))`,
  ),
  build(
    'fr.plusDe',
    `${at}(?:svp |stp |merci |sil vous plait )*(?:plus (?:de|aucun)|stop aux|assez de|fini les) ${fr}${near}(?:$|[.!\\n])`,
  ),
  build('fr.veuxPlus', `\\b(?:veux|voudrais|souhaite|souhaitons|voulons|desire) (?:plus|pas|aucun)\\b${near}${fr}`),
  build(
    'fr.envoyezPlus',
    '\\b(?:ne (?:me |nous )?|n)(?:menvoyez|envoyez|menvoie|envoie|mecrivez|ecrivez|contactez|derangez) (?:plus|pas)\\b(?! (?:le|la|les|mon|ma)\\b)',
  ),
  build('fr.nePlus', '\\bne plus (?:me |nous )?(?:menvoyer|envoyer|mecrire|ecrire|contacter|recevoir)\\b'),
  build(
    'fr.arretez',
    `(?<!\\bn(?:e )?)\\b(?:arretez|arrete|cessez|cesse|stoppez)\\b${near}(?:${fr}|envoyer|ecrire|mecrire|contacter)\\b`,
  ),
  build(
    'fr.desinscrire',
    '\\b(?:desinscri|desabonn)\\w+|\\b(?:retirez|supprimez|enlevez|effacez)[- ](?:moi de|nous de|mon numero|ce numero)\\b',
  ),
  build(
    'it.niente',
    `${at}(?:per favore |per cortesia )*(?:niente|basta|nessun)(?: piu)?(?: con)?(?: i| gli| questi| altri)? ${it}${near}(?:$|[.!\\n])`,
  ),
  build(
    'it.nonVoglio',
    `\\bnon (?:voglio|vogliamo|desidero|vorrei) (?:piu )?(?:ricevere )?(?:piu )?(?:i |altri |questi |vostri |i vostri )?${it}`,
  ),
  build(
    'it.nonInviate',
    '\\bnon (?:mi |ci )?(?:inviate|inviare|mandate|mandare|scrivete|scrivere|contattate|contattare)(?:mi|ci)?(?: piu)?\\b(?! (?:il|la|lo) )',
  ),
  build(
    'it.smettete',
    `\\b(?:smettete|smettetela|smettila|smetti|smetta|finitela)\\b${near}(?:${it}|mandar\\w+|inviar\\w+|scriver\\w+)`,
  ),
  build(
    'it.cancellate',
    '\\b(?:cancella|eliminate|elimini|elimina|rimuovi|togli|cancellate|rimuovete|togliete)(?:mi)? (?:il mio numero|questo numero|dalla lista|dalle? vostr\\w+)',
  ),
  build(
    'nl.geen',
    `${at}(?:graag |aub |alstublieft )*geen ${nl}(?: meer)?(?: sturen| aub| alstublieft| graag| bedankt)*\\W*$`,
  ),
  build(
    'nl.wilGeen',
    `\\b(?:wil|willen|wens|wensen)\\b(?: \\w+){0,3} geen ${nl}|\\b(?:stuur|sturen|stuurt)(?: mij| me| ons)?(?: aub)? geen ${nl}`,
  ),
  build('nl.houdOp', `\\b(?:stop|hou|houd) (?:op )?(?:aub )?met ${near}(?:${nl}|sturen|smsen)`),
  build(
    'nl.verwijder',
    `\\b(?:verwijder|wis) mijn nummer\\b|\\b(?:haal|verwijder|schrijf) (?:mij|me) ${near}(?:lijst|bestand)|\\bschrijf (?:mij|me) uit\\b`,
  ),
  build(
    'es.vosotros',
    '\\bno (?:me |nos )?(?:mandeis|envieis|escribais|contacteis|molesteis)\\b(?! (?:la|el|una?|los|las|mi|al) (?!mensaj|sms|texto))',
  ),
  build(
    'es.dejad',
    '\\bdejad (?:ya )?de (?:mandar|enviar|escribir|molestar|contactar)\\w*|\\b(?:quitad|borrad|eliminad|sacad)(?:me|nos)\\b(?! (?:la|el) (?!lista))|\\bdadme de baja\\b',
  ),
  build(
    'hi.band',
    `\\b${hi}(?: (?!mat\\b|na\\b|nahi\\b|nahin\\b)\\w+){0,2} (?:band|bandh) (?:kar|karo|kro|kare|karein|karen|kardo|kijiye|kariye)\\b`,
  ),
  build(
    'hi.matBhejo',
    `\\b${hi}(?: (?!band\\b|bandh\\b)\\w+){0,1} (?:mat|na) (?:bhej\\w*|kar|karo|kro|karna|karein|kijiye)\\b|\\bmat bhej(?:o|na|iye|ein|iyega)(?: \\w+){0,1} ${hi}\\b`,
  ),
  build('hi.nahiChahiye', `\\b${hi}(?: \\w+){0,1} (?:nahi|nahin|nhi) (?:chahiye|chaiye|chahie)\\b`),
  build(
    'hi.hatao',
    '\\b(?:mera|mere|hamara) (?:mobile |phone )?(?:number|no|nambar)(?: ko)? (?:hata\\w*|nikal\\w*|delete kar\\w*|remove kar\\w*)|\\b(?:pareshan|tang) (?:mat|na) kar\\w*',
  ),
  any('hi.bandKare', 'मैसेज बंद क, मेसेज बंद क, संदेश बंद क, एसएमएस बंद क'),
  any('hi.matBheje', 'मैसेज मत भेज, मेसेज मत भेज, संदेश मत भेज, एसएमएस मत भेज, मैसेज न भेज, संदेश न भेज, मैसेज मत कर'),
  any('hi.chahiyeNahi', 'मैसेज नहीं चाहिए, संदेश नहीं चाहिए, एसएमएस नहीं चाहिए, मेरा नंबर हटा'),
];

/** Each of the phrases has one of these words: most texts have none, and need not be compared. */
const TELLTALE =
  /\b(?:keine|nicht|mich|meine|auf|plus|ne|n\w+ez|n\w+ie|assez|aux|finis|arrete\w*|cess\w+|stoppez|desin\w+|desabo\w+|retirez|supprimez|enlevez|effacez|niente|basta|nessun|non|smett\w+|finitela|cancell\w+|elimin\w+|rimuov\w+|togli\w*|geen|met|verwijder|wis|haal|schrijf|\w+[ae]is|dejad|quitad\w*|borrad\w*|eliminad\w*|sacad\w*|dadme|bandh?|mat|na|nahin?|nhi|mera|mere|hamara)\b|[\u0900-\u097f]/;

/** The phrases of other languages in a matching copy, by their ids. */
export function otherWishes(text: string): readonly string[] {
  return TELLTALE.test(text) ? matching(PHRASES, text) : [];
}

/** A sentence with one of these says when, whether or why, tells what has not come, or is about the visit: a person reads it. */
const HALF: readonly RegExp[] = [
  /\b(?:wenn|falls|ausser|solange|bevor|warum|wieso|weshalb|habe ich|ich habe|wir haben|termin|warteliste)\b|\bnicht (?:auf\w*|stoppen|ab\w+)\b/,
  /\b(?:si|sauf|sinon|tant que|pourquoi|avant|nai|jai|rendez|rdv|d?attente)\b|\b(?:arretez|desinscri\w+|desabonn\w+) (?:moi )?pas\b/,
  /\b(?:se|salvo|tranne|finche|perche|prima|ricevuto|perdere|appuntamento|d?attesa)\b|\bnon (?:smett|ferm|cancell|disiscriv)\w*/,
  /\b(?:als|tenzij|behalve|zolang|waarom|voordat|heb|hebben|krijg ik|afspraak|wachtlijst)\b|\bniet (?:stoppen|uitschrijven|afmelden)\b/,
  /\b(?:salvo|excepto|cuando|antes|despues|cita|lista de espera)\b/,
  /\b(?:agar|jab|kyun|kyon|kyu|appointment|se pehle|ke baad|raat)\b/,
  new RegExp(asMatched('अगर, क्यों, जब').join('|')),
];

/** Whether a sentence asks for it in another language, but only sometimes, or about something else. */
export function otherHalfWish(sentence: string): boolean {
  return TELLTALE.test(sentence) && HALF.some((pattern) => pattern.test(sentence)) && otherWishes(sentence).length > 0;
}

/** May mean it: automatic texts wait (rules.md 14.3). */
export const OTHER_DOUBT: RegExp = new RegExp(
  `^\\W*(?:${asMatched(
    'schluss jetzt, schluss damit, es reicht, lassen sie mich in ruhe, lasst mich in ruhe, ende, ça suffit, laissez moi tranquille, fichez moi la paix, lasciatemi in pace, lasciami in pace, non mi interessa, laat me met rust, genoeg, kein interesse, pas intéressé, geen interesse, dejadme en paz, mat bhejo, mat bhejiye, roko, ruko, nahi chahiye, dnd, रोको, मत भेजो, नहीं चाहिए',
  ).join('|')})\\W*$`,
);
