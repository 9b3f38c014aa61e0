/**
 * Wording that may mean "stop" (rules.md 14.3, suspected): automatic texts wait until a person has read it.
 * Pausing costs nothing, so these are wide; they never act by themselves.
 */
import { rule } from './rule.ts';
import type { PatternRule } from './rule.ts';

export const HOLD_RULES: readonly PatternRule[] = [
  rule(
    'hold.alone',
    /^\W*(?:please )?(?:para|fin|salir|sair|parem|no more|enough|enough already|go away|not interested|im not interested|no interest|get lost|stfu|shut up|ya basta|basta|basta ya|dejame en paz|dejenme en paz|leave us alone|cease|desist|halt|no me interesa|f\w{0,3}\W* ?(?:off|you)|screw (?:off|you)|end it|knock it off|cut it out)\W*$/,
  ),
  rule(
    'hold.stopSomething',
    /^(?:please |pls |just |ok |hey )*(?:stop|quit) (?!by\b|in\b|at\b|over\b|off\b|taking\b|using\b|smoking\b|drinking\b|the (?:med|cream|pill|antibiotic)|my (?:med|cream|pill|job|antibiotic))/,
  ),
  rule('hold.removeFrom', /\b(?:remove|take|get|drop|delete) (?:me|us|my (?:name|number))(?: off| from)\b/),
  rule('hold.optOut', /\bopt(?:ing)?[ -]out\b|\bunsubscribe\b/),
  rule('hold.dontSend', /\b(?:dont|do not) send\b/),
  rule(
    'hold.wontStop',
    /\b(?:wont|never|cant|cant you|do you ever|why dont you)(?: you)?(?: ever)? stop (?:texting|messaging|sending|bothering|contacting)\b|\bkeeps? (?:on )?(?:texting|messaging|sending|bothering|contacting) (?:me|us)\b/,
  ),
  rule(
    'hold.dontContact',
    /\b(?:dont|do not|never|stop|quit)\b[^.?!\n]{0,20}\b(?:text|txt|message|contact)(?:ing)? (?:me|us)\b(?! (?:back|when|if|the|a|my))/,
  ),
  rule(
    'hold.dontWantTexts',
    /\b(?:dont|do not) (?:need|like|care for)(?: \w+){0,2} (?:texts?|texting|messages?|reminders?|notifications?)\b/,
  ),
  rule(
    'hold.complaint',
    /\bspam\w*|\bscam\w*|\bphishing\b|\breport(?:ing)? (?:you|this|it to|spam)\b|\bharass\w*|\b(?:my )?(?:lawyer|attorney)\b|\btcpa\b|\bsue (?:you|u)\b|\bannoying\b|\bblock(?:ing|ed)? (?:you|this number|u)\b/,
  ),
  rule(
    'hold.howGot',
    /\b(?:how|where) (?:did|do) (?:you|u|yall) (?:get|have|find) (?:my|this) (?:number|phone|info)\b|\bwho gave (?:you|u) (?:my|this) number\b|\b(?:never|didnt|did not|dont remember) (?:sign(?:ed|ing)?[ -]?up|subscrib\w*|opt(?:ed)? in|agree\w*|authoriz\w*|consent\w*)\b/,
  ),
  rule('hold.dontCall', /\b(?:dont|do not|never|stop|quit) call(?:ing)?\b|\bno me llam(?:e|en|es)\b/),
  rule('hold.tooMany', /\btoo many (?:texts?|messages?|reminders?|msgs?)\b|\bdemasiados mensajes\b/),
  rule('hold.noMore', /(?:^|[.,!?;\n] ?)(?:please )?no (?:more|mas)(?: please| pls)?\W*(?:$|[.!\n])/),
  // Anger at being written to, without an order in it.
  rule(
    'hold.anger',
    /^\W*(?:ugh|omg|wtf|seriously|again|really|another one)\b[^?]{0,20}\bagain\W*$|\b(?:annoy\w*|harass\w*|chingar|joder|fastidi\w+|hart[oa]s?|ya estuvo|so done|fed up|wtf|leave (?:me|us|it) (?:be|alone)|bullshit|stupid|idiots?|damn|stop it|(?:way |far )?too many|so many (?:texts?|messages?|reminders?)|every (?:single )?(?:day|hour|minute)|constant(?:ly)?|nonstop|non stop|sick of (?:this|these|you|your)|tired of (?:this|these|your))\b/,
  ),
  rule(
    'hold.es',
    /\bno (?:quiero|deseo) nada\b|\b(?:ya )?(?:dejen?|dejes)(?:me|nos) (?:en paz|tranquil\w+)\b|\bno me interesan?\b/,
  ),
];

/** A word or two that look like a slip of STOP or its like. */
export const SHORT_DOUBT =
  /\b(?:s+t+[aeiou]*p+\w*|sotp\w*|stp\w*|\w*(?:unsu|unsc|usub|nsubs|ubscr|suscri|unsib)\w*|opt\w*out\w*|op ?out|remov\w*|delet\w*|block\w*|bloq\w*|borr\w*|elimin\w*|quit\w*|par[ae]\w{0,2}|basta\w*|baja|cancela\w*|desactiv\w*|leave|spam\w*|no (?:texts?|more|mas|msgs?|messages?))\b/;

/** Declines an advertisement. */
export const DECLINES_OFFER =
  /^\W*(?:no|nope|nah|not|pass|ya tengo)\b(?! (?:sure|problem|yet))[^?]{0,30}$|\bim (?:good|all set|ok)\b\W*(?:thanks?|thx)?\W*$|^\W*(?:no|nope|nah|pass|no thanks?|no thank you|no gracias|not for me|not now|not today)\b\W*(?:thanks?|thank you|gracias|please)?\W*$/;
