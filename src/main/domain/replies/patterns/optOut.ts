/**
 * Wishes to get no more texts, said in words (rules.md 14.2 row 2 e), and what only looks like one.
 * Matched against the matching copy after `NOT_A_STOP` has been cut out of it. English first, then Spanish.
 */
import { rule } from './rule.ts';
import type { PatternRule } from './rule.ts';

const TEXTS =
  '(?:texts?|texting|textin|texing|txts?|txting|txtin|messages?|messaging|msgs?|sms|mms|reminders?|reminding|notifications?|alerts?|promos?|promotions?|offers?|ads?|spam)';
const es = '(?:mensajes?|mensajitos|textos?|mensajeria|sms|recordatorios?|avisos|notificaciones|promociones)';
const DETERMINERS =
  '(?: (?:any|more|anymore|these|this|those|your|ur|all|the|to|get|getting|receive|receiving|be|from|you|u|such|so|many|sending|me|us|my|of))*';
const build = (id: string, source: string): PatternRule => rule(`opt_out.${id}`, new RegExp(source));

export const OPT_OUT_PHRASES: readonly PatternRule[] = [
  build(
    'stopTexts',
    `\\b(?:stop|quit|cease|desist|halt|discontinue|stahp|refrain)\\b[^.?!\\n]{0,25}\\b(?:${TEXTS}|text\\w*|txt\\w*|messag\\w*)`,
  ),
  build(
    'stopSending',
    '\\b(?:stop|quit|cease) (?:contacting|bothering|bugging|harassing|spamming|pestering|hounding|reminding (?:me|us)|writing (?:me|us|to me))\\b',
  ),
  build(
    'stopSendingMe',
    '\\b(?:stop|quit|cease) sending(?: (?:me|us|these|this|those|them|anything|stuff|things|any|to (?:me|this|my))\\b|\\W*$)',
  ),
  build('stopGetting', '\\b(?:stop|quit) (?:getting|receiving) (?:these|this|those|them|any|all|your)\\b'),
  build('stopAll', '\\bstop (?:all|everything|them all|all of (?:it|this|these|them))(?: now| please| pls)*\\W*$'),
  // "you never text me" is a complaint of the opposite; "I told you don't text me" is not.
  build(
    'dontText',
    `(?<!\\b(?:why|they|she|he|we) )(?<!(?<!told |asked |telling |want )\\b(?:you|u) )\\b(?:dont|do not|dnt|never|no longer)(?: (?:ever|please|you|u|want|want you to|want u to|wish|wish for|like|anyone to|wanna|want anyone to))* (?:text|txt|message|msg|contact|sms|send) (?:me|us|this (?:number|phone)|my (?:phone|number|cell)|anymore|any more|again|here)\\b(?! (?:the|my|a|an|any (?!more)|back|copy|results?|when|if|until|before|after)\\b ?(?!texts?|messages?))`,
  ),
  build(
    'dontWantYouTexting',
    '\\b(?:dont|do not) want (?:you|u|yall|anyone|anybody)(?: guys| people)? (?:texting|messaging|contacting|txting)\\b',
  ),
  build(
    'dontTextEnd',
    '(?<!\\b(?:why|they|she|he|we|you|u) )\\b(?:dont|do not|never) (?:ever )?(?:text|txt|message|msg|contact)(?:(?: or| and| nor) (?:call|email|contact|message|text))?(?: please| pls| ever| anymore| any more| again| at all| me)*\\W*$',
  ),
  build(
    'dontSend',
    `\\b(?:dont|do not|never) (?:ever )?send(?: me| us)?(?: any ?more| any| these| those| more| your| the| further)*(?: \\w+)? ${TEXTS}\\b`,
  ),
  build(
    'ratherNot',
    `\\b(?:prefer|rather|like)(?: (?:you|it if you|that you))? (?:not|didnt|dont|no)(?: to)?${DETERMINERS}(?: \\w+)? (?:${TEXTS}|texted|contacted|messaged)\\b|\\b(?:rather|prefer) (?:you )?(?:not|didnt|dont) (?:text|message|contact)\\b`,
  ),
  // "STOP I never signed up": the order first, the reason after it.
  build(
    'stopThenReason',
    '^\\W*(?:(?:please|pls|ok|hi|hello|hey)\\W+)*(?:stop|unsubscribe) (?:i|im|ive|id|we|weve|u|you|youre|wrong|who|why|dont|leave|no|never|he|she|they)\\b',
  ),
  build('pleaseStop', '\\b(?:please|pls|plz|just|said|asked you to|told you to) (?:stop|unsubscribe)[^\\w?]*$'),
  // Asked politely. "Why would you not text me" and "can you not text me the address" are something else.
  build(
    'couldYouNot',
    `(?<!\\b(?:why|how) )\\b(?:can|could|would|will) (?:you|u|yall|you all|you guys|somebody|someone) (?:please |pls |kindly |just )*not (?:ever )?(?:send(?: me| us)?(?: any| these| more| your| the)*(?: \\w+)? ${TEXTS}|(?:text|txt|message|contact) (?:me|us|this (?:number|phone|cell)))(?: any ?more| again| at all| please| ever| here| on this (?:number|phone|cell))*\\W*$`,
  ),
  build(
    'keepMeFrom',
    `\\b(?:block|bar|ban|exclude|exempt|excuse|omit) (?:me|us|my (?:number|phone|cell)) from (?:\\w+ ){0,3}?${TEXTS}\\b`,
  ),
  // A wish in the subjunctive: "it would be great if these messages stopped", "I'd appreciate it if you didn't text".
  build(
    'wouldBeGood',
    `\\b(?:if|wish|want|like|love) (?:all )?(?:the|these|your|this|those) ${TEXTS} (?:to |would |could |just )*(?:stop(?:ped)?|end(?:ed)?|ceased?|quit|went away|go away)\\b(?!.*\\?)`,
  ),
  build(
    'ifYouDidnt',
    '\\b(?:appreciate|prefer|like|love|grateful|great|nice|better|best)\\b[^.!?\\n]{0,20}\\bif (?:you|u|yall|they)(?: guys| all)? (?:(?:didnt|did not|dont|do not|wouldnt|would not|never|no longer) (?:text|message|contact|send|sent)|(?:stopped|quit) (?:texting|messaging|contacting|sending))',
  ),
  build(
    'makeSureNot',
    `\\b(?:make sure|ensure|see to it)\\b[^.!?\\n]{0,20}\\b(?:dont|do not|no longer|never) (?:get|receive)\\b(?: \\w+){0,3} (?:${TEXTS}|these)\\b`,
  ),
  // Leave taken, or refused.
  build(
    'youMayNot',
    '\\b(?:you|u|yall|nobody|your office) (?:may|must|shall|should|are) not (?:to )?(?:ever )?(?:text|message|contact) (?:me|us|this (?:number|phone|cell)|my (?:number|phone|cell))\\b',
  ),
  build(
    'decline',
    `\\b(?:i|we) (?:\\w+ )?(?:decline|refuse|object)(?: to)?(?: (?:get|getting|receive|receiving|accept|any|all|these|your|further|future|more|being|be))* (?:${TEXTS}|texted|contacted)\\b`,
  ),
  // A list of those who get none, the service as a whole, anything at all.
  build(
    'notTextList',
    '\\b(?:put|add|place) (?:me|us|(?:my|this|our) (?:number|phone|cell)) (?:on|to|in|into)(?: \\w+)? (?:do not|dont|no)[ -](?:text|contact|message|sms|disturb)\\b',
  ),
  build(
    'endService',
    '^\\W*(?:please |pls |kindly )*(?:stop|end|cancel|discontinue|terminate) (?:this |the |your |my )*(?:(?:text|texting|sms|message|messaging|reminder|alert) )?(?:service|subscription|enrollment|program)(?: please| now| thanks)*\\W*$',
  ),
  build(
    'sendNothing',
    '\\b(?:dont|do not|never) (?:ever )?send (?:(?:me|us) )?(?:anything|stuff|things)(?: (?:else|more|again|anymore|any more|further|ever|here|please|to (?:me|us|(?:this|my) (?:number|phone|cell))))*\\W*$',
  ),
  build(
    'doneGetting',
    `\\b(?:done|finished|through)(?: with)? (?:getting|receiving) (?:\\w+ ){0,3}?${TEXTS}(?! (?:set|to|done|fixed))\\b`,
  ),
  build(
    'turnTheseOff',
    '\\b(?:turn|shut|switch) (?:these|this thing|all this|all of (?:this|these)) (?:off|down)\\b|\\b(?:turn|shut|switch) off (?:these|all of these)\\W*$',
  ),
  // A threat. "If you text me the address" is none.
  build(
    'ifAgain',
    '\\bif (?:you|u|yall|they)(?: guys| all| people)? (?:ever |even )*(?:text|message|contact|send|write|txt|msg)\\w*\\b[^.!?\\n,]{0,25}\\b(?:again|one more|any ?more|another)\\b(?! (?:copy|link|form|reminder))',
  ),
  build('noMore', `\\bno (?:more|further) (?:\\w+ )?(?:${TEXTS}|text)\\b`),
  build('noTexts', `(?:^|[^\\w ] ?)(?:please )?no ${TEXTS}(?: (?:please|pls|thanks|thank you|ever|anymore))*\\W*$`),
  build(
    'dontWant',
    `\\b(?:dont|do not|no longer|never|didnt|did not) (?:want|wish|wanna|ask for|request|sign up for|signed up for|asked for|agree to|consent to|authorize)${DETERMINERS}(?: \\w+)? (?:${TEXTS}|texted|contacted|messaged)\\b`,
  ),
  build(
    'noLongerWish',
    '\\b(?:dont|do not|no longer|never) (?:want|wish|wanna)(?: to)? (?:receive|get|be getting|be receiving|be) (?:these|them|those|texted|contacted|messaged|anything from|any of these)\\b',
  ),
  build(
    'takeOff',
    '\\b(?:take|get|drop|cross|scratch) (?:me|us|my (?:number|name|phone|cell)(?: number)?|this number) off(?: (?:of )?(?:your|ur|the|this|that|these|all)(?: \\w+){0,2}? ?(?:lists?|texts?|messages?|system|database|thing|thread)\\b|(?: (?:please|pls|now|this|it))*\\W*$)',
  ),
  build(
    'offList',
    '\\boff (?:of )?(?:your|ur|this|these|the|all|that|ya) (?:\\w+ ){0,2}?(?:lists?|texts?|messages?)\\b',
  ),
  build(
    'removeMe',
    '\\b(?:remove|delete|erase|drop) (?:me|us)(?: from(?: (?:your|ur|the|this|that|these|all|any))?(?: \\w+){0,2}? ?(?:lists?|texts?|texting|messages?|messaging|sms|thing|thread|system|database|contacts|reminders?)\\b| please| pls| now)*\\W*$',
  ),
  build(
    'removeNumber',
    '\\b(?:remove|delete|erase|lose|forget|drop) (?:my|this|our) (?:(?:phone|cell|mobile) )?(?:number|phone|cell|contact info|contact)\\b',
  ),
  build(
    'removeFromList',
    '\\b(?:remove|delete|erase) (?:my |this )?(?:\\w+ )?from (?:your|ur|this|the) (?:\\w+ )?(?:texts?|texting|messages?|messaging|sms|mailing|contact|call) ?(?:lists?)?\\b',
  ),
  build('unsubscribe', '\\bunsub\\w*'),
  build('optMeOut', '\\bopt(?:ing)? (?:me|us|my number|this number) out\\b|\\boptout\\b'),
  build(
    'optOutOf',
    `\\bopt(?:ing|ed)?[ -]out(?: of| from)?(?: (?:all|any|the|these|this|those|your|ur|receiving|getting|future|further))* (?:${TEXTS}|texting)\\b|\\bopt(?:ing)?[ -]out of (?:these|this|it|them|all|everything|your (?:list|program|service))\\b`,
  ),
  build(
    'wantOptOut',
    '\\b(?:want|wish|like|need|choose|please|im|i am|ill|trying|going|gonna|how (?:do|can) i)(?: to)? opt(?:ing)?[ -]out(?: please| pls| now| thanks| thank you)*\\W*$',
  ),
  build(
    'revokeConsent',
    '\\b(?:revok(?:e|ing)|withdraw(?:ing)?|rescind(?:ing)?) (?:my |all |any )*(?:consent|permission|authorization)\\b(?! (?:for|to|of) (?:the |my |a )?(?!texts?|messages?|contact|be (?:texted|contacted)|texting|receive))',
  ),
  build(
    'noPermission',
    '\\b(?:dont|do not|never|didnt|did not) (?:have|had|gave|give|given)(?: you)?(?: my| any)? (?:consent|permission)\\b(?: to (?:text|message|contact))?',
  ),
  // The texts as the subject: "these messages need to stop".
  build(
    'textsStop',
    `\\b(?:these|this|your|ur|all|all the|those)(?: \\w+)? ${TEXTS} (?:to |must |have to |has to |needs? to |should |please |just |can )*(?:stop|end|cease)\\b`,
  ),
  build(
    'fromYourList',
    '\\b(?:removed?|delet(?:e|ed)|taken?|struck|strike|erased?) (?:\\S+ ){0,4}?(?:from|off|out)(?: of)? (?:your|ur|this|these|any|all)(?: \\w+){0,2}? (?:lists?|system|database|texts?|messages?)\\b',
  ),
  build(
    'consentGone',
    '\\b(?:consent|permission|authorization|consentimiento|permiso)(?: is| has been| hereby| queda)* (?:revoked|withdrawn|rescinded|removed|cancell?ed|revocado|retirado)\\b',
  ),
  build(
    'offThis',
    '\\b(?:get|be|want|taken)(?: me| us)? off (?:of )?(?:this|these|it|here)\\W*$|\\bmake (?:you|yall|u) stop\\b',
  ),
  build(
    'wantThemEnded',
    `\\b(?:like|want|need|wish|prefer) (?:\\w+ ){0,3}?${TEXTS} (?:to be |to )?(?:discontinued|stop(?:ped)?|cancell?ed|ended|disabled|turned off)\\b`,
  ),
  build(
    'textMeAgain',
    '^\\W*(?:you|u) (?:text|txt|message|contact) (?:me|us) again\\b|\\bget rid of (?:my|this) (?:number|phone|cell)\\b',
  ),
  build('fromList', '\\b(?:remove|delete|take)(?: me| us)? (?:from|off) (?:\\w+ )?lists?\\b'),
  build('es.dejarDeRecibir', `\\bdejar de recibir (?:\\w+ )?${es}\\b`),
  build('es.desuscribir', '\\bdesuscri\\w+'),
  build('blowingUp', '\\b(?:stop|quit) (?:blowing up|flooding|filling) (?:my|our) (?:phone|cell|inbox)\\b'),
  build('makeItStop', '\\bmake (?:these|this|it|them)(?: all)? stop\\b|\\btext (?:me|us) no more\\b'),
  build(
    'wantNone',
    '\\b(?:dont|do not|no longer) want (?:any of |any more of )?(?:these|those)(?: anymore| any more| please)*\\W*$',
  ),
  build(
    'contactList',
    '\\b(?:remove|delete|erase|take)(?: \\w+){0,4} (?:from|off)(?: \\w+){0,2} (?:contact|text|texting|messaging|mailing|sms|notification) lists?\\b',
  ),
  build('es.alto', `\\balto (?:a |con |de )?(?:los |las |estos |sus )?${es}\\b`),
  build('leaveAlone', '\\bleave (?:me|my (?:phone|cell|number)|this (?:phone|number)) alone\\b'),
  build(
    'hearFrom',
    '\\b(?:dont|do not|never|no longer)(?: (?:want|wanna|wish|care|need))(?: to)? hear from (?:you|u|your|yall|this)\\b',
  ),
  build(
    'es.recibirEsto',
    '\\bno (?:me |nos )?(?:interesa|quiero|deseo|gusta\\w*) (?:seguir )?recib\\w+ (?:esto|estos|nada|mas)\\b',
  ),
  build(
    'turnOff',
    `\\b(?:turn|shut|switch) (?:off|down)(?: \\w+){0,2} ${TEXTS}\\b|\\b(?:turn|shut|switch)(?: \\w+){1,2}? ${TEXTS} off\\b`,
  ),
  build(
    'cancelTexts',
    `\\b(?:cancel|cancelar|cancele|cancelen|cancela|end|detener|detenga|parar|pare|paren|pause)\\b(?:(?! (?:appointment|appt|apt|visit|session|cita|consulta)\\b(?! reminders?))(?: [\\w]+)){0,4} (?:${TEXTS}|subscription|suscripcion|${es})\\b`,
  ),
  build(
    'enoughTexts',
    `\\benough (?:with|of) (?:the|these|your|this|all)(?: \\w+){0,2} ${TEXTS}\\b|\\benough ${TEXTS}\\b`,
  ),
  build(
    'cantUnsubscribe',
    '\\b(?:cant|cannot|can not|unable to|trying to|tried to|how (?:do|can) i|wont let me)(?: \\w+)? (?:unsub\\w*|opt[ -]out|get off (?:this|your|the) (?:\\w+ )?list)',
  ),
  build(
    'es.noMas',
    `\\bno (?:quiero |deseo )?mas ${es}\\b|\\bbasta de ${es}\\b|\\b(?:no|sin) ${es} (?:mas|por favor)\\b`,
  ),
  build(
    'es.noMande',
    '\\b(?:no|nunca|ni) (?:me |nos )?(?:(?:vuelvan?|vuelvas) a |sigan? |sigas )?(?:mand(?:e|en|es|ar|ando)|envi(?:e|en|es|ar|ando)|escrib(?:a|an|as|ir|iendo)|text(?:ee|een)|contact(?:e|en|es|ar))(?:me|nos)?\\b(?! (?:la|el|una?|los|las|mi|al) (?!mensaj|texto))',
  ),
  build(
    'es.dejeDe',
    '\\b(?:deje?n?|dejes|paren?|para|deja) (?:ya )?de (?:mandar|enviar|escribir|molestar|textear|contactar)\\w*',
  ),
  build(
    'es.quiteme',
    '\\b(?:quit(?:e|a|en)|borr(?:e|a|en)|elimin(?:e|a|en)|saqu(?:e|en)|saca)(?:me|nos)\\b(?! (?:la|el|un|una|los) (?!lista))',
  ),
  build(
    'es.borreNumero',
    '\\b(?:quit(?:e|a|en|ar)|borr(?:e|a|en|ar)|elimin(?:e|a|en|ar)|saqu(?:e|en)|sacar) (?:mi|este) (?:numero|telefono|celular)\\b',
  ),
  build(
    'es.noQuiero',
    `\\b(?:ya )?no (?:quiero|deseo|quisiera|necesito) (?:(?:mas|que|recibir|sus|estos|los|tener|seguir recibiendo) )*(?:${es}|me (?:manden|envien|escriban|manden mensajes))\\b|\\b(?:ya )?no (?:quiero|deseo) (?:seguir )?recibi(?:r|endo)\\b(?! (?:la|el|mi|una?) )`,
  ),
  build('es.darDeBaja', '\\bd(?:ar|en|e|a|ame|eme|enme|ese|arse|arme|arnos|i|io|ado) de baja\\b'),
  build('es.noMoleste', '\\bno (?:me )?molest(?:e|en|es)\\b'),
];

/** Only looks like a wish to stop. Cut out before the phrases are tried, so that the rest of the text still counts. */
export const NOT_A_STOP: readonly RegExp[] = [
  /\bstop(?:ping)? (?:by|in|at|over|off|into|through)\b(?! once)/g,
  /\b(?:bus|pit|truck|train|metro|subway|rest|next|last|full|non)[- ]?stop\b/g,
  /\b(?:dont|do not|cant|cannot|can not|couldnt|wont|never|didnt|did not|doesnt|does not|wouldnt|shouldnt|should not|must not|please not|not|without|hard to|hes not|unable to)(?: want(?: you)? to| want| ever| need to| have to| going to| plan to)? (?:stop(?:ping)?|quit(?:ting)?|remove|removing|delete|erase|cease|cancel)\b/g,
  /\b(?:dont|do not|never|please not)(?: want(?: you)? to| want| ever| need to)? (?:unsub\w*|opt(?:ing)?(?: (?:me|us))? out|turn off|take me off)\b/g,
  /\b(?:didnt|did not|never|wasnt|not)(?: \w+){0,2}? (?:say|said|mean|meant|ask|asked|want|type|typed|send|sent|text|texted|request|trying)(?: (?:you|for|it|them|u|to))* (?:stop|unsubscribe|opt out)\b/g,
  /\b(?:stop|quit) (?:texting|messaging|txting)(?: and| while| when| n)? (?:driv\w+|behind)/g,
  /\b(?:stop|quit|stopping|quitting) (?:taking|using|eating|drinking|smoking|vaping|running|exercis\w+|bleeding|hurting|itching|working|coughing|crying|breathing|feeding|nursing|breastfeeding|giving (?:him|her|it|them)|wearing|worrying|lifting|throbbing|spinning)\b/g,
  /\b(?:stop|quit)(?: (?:the|my|this|these|his|her|all|our|any|giving))*(?: \w+)? (?:med\w*|pills?|antibiotic\w*|cream|ointment|exercises?|treatment|therapy|tablets?|drops|dose|dosage|insulin|thinners?|steroids?|prescriptions?|vitamins?|shots?|injections?|autopay|auto pay|job)\b(?! (?:reminders?|texts?|messages?|alerts?|notifications?))/g,
  /\bno (?:me |nos )?(?:quit|borr|elimin|cancel|saqu)(?:e|en|es)\w*/g,
  /\bno (?:quiero (?:que )?)?(?:dejen?|dejes|paren?) de\b/g,
];

/**
 * A wish that holds only sometimes, or for somebody else: the sentence it stands in opts nobody out, a person reads it ("unless it is about my
 * results", "stop texting my mom, text me instead", "did you stop the reminders?").
 */
export const HALF_A_WISH: readonly RegExp[] = [
  /\b(?:unless|except|as long as|only (?:if|when|for))\b|\buntil (?!further notice|hell\b)/,
  /\b(?:text|texts|texting|message|messages|messaging|again|contact|contacting|them|these|reminders) (?:me |us )?(?:(?:before|after|past|between) (?:\d|noon|midnight|dark|bed|hours|work)|during|at (?:night|work|\d)|on (?:weekends?|sundays?|saturdays?)|while|when)\b/,
  /\bif (?:i|we) (?:ever )?(?:wanted|want|wish|wished|decide|needed|have)\b[^.!]*\?|\bhow would (?:i|we|one|someone)\b|\bwhat (?:happens|if)\b[^.!]*\?/,
  /^\W*(?:so |hey |hi |ok )*(?:did|have|has|are|were|was|why did|when did|when will|will|does) (?:you|u|yall|the|these|my|your|it|they)\b[^.!]*\b(?:stop|stopped|quit|end|ended|cancel\w*|disabled?|turned? off|remove\w*|take|taken)\b[^.!]*\?/,
  /\b(?:is|was) that (?:right|correct|true|so)\b|\b(?:i was|i am|im) told (?:you|that|the)\b/,
  /\b(?:text|texting|txt|txting|message|messaging|contact|contacting|send|sending)(?: (?:them|these|those|this|it|texts|messages|reminders))?(?: to)? (?:him|her|my (?:\w+ )?(?:mom|mother|dad|father|wife|husband|daughter|son|kid|kids|brother|sister|old|other|previous|work)|(?:the|our|that) (?:old|other|previous))\b(?=.*\b(?:instead|not me|text me|message me|send (?:it|them) to me|use (?:this|my|the new)|this (?:one|number) (?:is|instead)|new (?:number|one))\b)/,
  // The program's own future: what would make somebody ask for it.
  /\b(?:i|we) (?:will|would|may|might|wont|ll) (?:have to |just |probably )?(?:opt out|unsubscribe|stop|block)\b/,
];

/** About something else that has lists and plans, unless texts are named too. */
export const OTHER_TOPIC =
  /\bwait-? ?list\b|\bwaiting list\b|\bschedule\b|\bstudy\b|\binsurance\b|\bplans?\b|\bmedications?\b|\btrial\b|\blist for (?:the )?(?:appointment|surgery)|\blista de espera\b|\bseguro\b/;
export const NAMES_TEXTS = /\btext|\btxt|\bmessag|\bmsg|\bsms\b|\breminder|\bnotification|\bmensaj/;

const SCOPE_LEAD =
  '\\b(?:stop|quit|cease|no more|end|cancel|unsubscribe|unsub|opt out|opt me out|remove me|take me off|dont want|do not want|dont send|do not send|no longer want|no quiero|dejen de|basta de|no mas|no me manden|no me envien|no manden|no envien)\\b';
const SCOPE_LINK =
  '(?: (?:sending|send|me|us|the|these|those|this|your|ur|any|more|anymore|getting|receiving|receive|get|to|texting|text|texts|messages|messaging|msgs|reminders|contacting|with|about|regarding|from|for|on|of|off|out|all|my|our|mandar|mandarme|enviar|enviarme|mensajes|de|sobre|recibir|mas|sus|las|los|list))*';
export const MARKETING_SCOPE = new RegExp(
  `${SCOPE_LEAD}${SCOPE_LINK} (?:promos?|promotion\\w*|offers?|ads?|advertis\\w*|marketing|sales?|specials?|newsletters?|deals?|coupons?|promociones|ofertas|publicidad|anuncios)\\b`,
);
export const BILLING_SCOPE = new RegExp(
  `${SCOPE_LEAD}${SCOPE_LINK} (?:bills?|billing|payments?|invoices?|balance|facturas?|pagos?|cobros?)\\b`,
);
