/**
 * Wishes to get no more texts, said in words (rules.md 14.2 row 2 e), and what only looks like one.
 * Matched against the matching copy after `NOT_A_STOP` has been cut out of it. Spanish is in optOutSpanish.ts.
 */
import { rule } from './rule.ts';
import type { PatternRule } from './rule.ts';
import { MENSAJES, TEXTS } from './textWords.ts';

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
  build('blowingUp', '\\b(?:stop|quit) (?:blowing up|flooding|filling) (?:my|our) (?:phone|cell|inbox)\\b'),
  // "leave me off of these", "strike my name off", "take this phone off", "remueva este numero".
  build(
    'leaveOff',
    `\\b(?:leave|keep|cross|strike|scratch|knock|take|get|pull|drop|unplug|remove|delete|erase|wipe) (?:me|us|him|her|(?:my|this|our|her|his|their|that)(?: \\w+){0,2}? (?:number|name|phone|cell|line|info|hash)s?)(?: tf| the hell)? (?:off|outta|out of|from)(?: of)? (?:these|this|that|dis|whatever|whichever|anything|all|any|y?allse?|yalls|(?:your|ur|ya|the|my)(?: \\w+){0,2}? (?:list|texts?|texting|messages?|system|machine|blast|thing|thread|database|contacts?))\\b(?! (?:side|hook|phone plan))`,
  ),
  build(
    'numberOff',
    '\\b(?:take|strike|scratch|cross|unplug|pull|knock|leave|get) (?:my|this|her|his|their|our|that)(?: \\w+)? (?:number|name|phone|cell|hash)(?: off| out)(?: so\\b[^.!?\\n]*| please| pls| now| too| thanks?| thank you)*\\W*(?:$|[.!,\\n])',
  ),
  build(
    'wantOff',
    '\\b(?:want|wanna|like|wish|need|get me|let me) (?:to (?:be|get) )?off (?:of )?(?:the|this|your|ur|ya|dis|these|that) (?:\\w+ )?(?:lists?|texts?|messages?|thing|thread)\\b',
  ),
  build(
    'removeTheirs',
    '\\b(?:remove|delete|erase|block) (?:(?:my|her|his|their|our) (?:\\w+ ){0,2}?)(?:number|phone|cell|hash)\\b(?! and (?:add|use|put|replace))(?!.*\\b(?:new|instead)\\b)',
  ),
  // "these messages have got to go", "get these texts shut off", "for the texts to end", "make these quit coming".
  build(
    'textsMustGo',
    `\\b${TEXTS} (?:(?:just|really|all|please) )*(?:needs?|ha(?:ve|s)|got|must|gotta|should|better)(?: got)?(?: to)? (?:just |really )?(?:go|quit|stop|end|cease)(?: coming| now| please| already)*\\W*(?:$|[.!,\\n])(?<!\\?\\W*)|\\b(?:get|have|want|need|like) (?:all )?(?:of )?(?:these|the|your|those|this|my) ${TEXTS} (?:to )?(?:be )?(?:shut|turned|switched|cut) off\\b|\\bmake (?:these|them|it|this|those|em)(?: ${TEXTS})? (?:quit|stop|end)\\b|\\b(?:for|like|want|need) (?:the|these|your|those|all) ${TEXTS} to (?:end|stop|cease|quit)\\b`,
  ),
  build(
    'doneWithTexts',
    `\\b(?:done|finished|through) with (?:all )?(?:of )?(?:the|these|your|those|yalls?|this) (?:\\w+ )?${TEXTS}\\b`,
  ),
  // Politely, without saying stop.
  build(
    'ratherYouDidnt',
    `\\b(?:just as soon|rather|sooner|prefer(?:red)? (?:it )?(?:if )?|thank|obliged if|appreciate it if|nice if|better if) ?(?:that )?(?:you|yall|u|they)(?: all| guys)? (?:didnt|did not|dont|do not|would not|wouldnt|not to|not) (?:ever )?(?:text|txt|message|contact|send (?:me |us |it |this phone |anything |any |more |these )|write)\\w*`,
  ),
  build(
    'noNeedToText',
    `\\bno (?:need|call|reason|point|use)(?: at all)? (?:for|in) (?:you|u|yall|your office|them)(?: folks| people| guys| all)? (?:to (?:be )?|be )?(?:text|messag|contact|send|remind|writ)\\w*`,
  ),
  build(
    'neverAnother',
    `\\b(?:never|dont ever|not ever|not one more|not another|dont want another|dont need another|no)(?: want| wish| need)?(?: to)? (?:receive|get|see|hear|have) (?:even )?(?:another|one more|any more|any other|anymore|a single|one single)(?: single| damn| one of (?:these|your))? ?(?:${TEXTS}|text)\\b`,
  ),
  build(
    'lastOne',
    `\\b(?:this|that|it)(?: text| message)?(?: is| was| be| were| better be| should be| had better be| will be)? (?:the )?(?:very )?last (?:one|text|message|time)(?: of (?:these|those|them|your ${TEXTS}))? (?:i|we|you|yall) (?:got|get|receive|ever|want|text|send|message|hear)`,
  ),
  build(
    'forgetNumber',
    '\\bforget (?:that )?(?:you|u|yall) (?:ever |even )*(?:had|have|got|knew) (?:my|this|our) (?:number|phone|cell|hash|digits)\\b',
  ),
  build(
    'hitUp',
    '\\b(?:dont|do not|never|stop|quit) hit(?:ting|tin)? (?:me|us|my (?:phone|line|cell))(?: up| again| no more)',
  ),
  build(
    'notTextMe',
    `\\b(?:and|just|please|pls|rather|prefer|ahead) (?:to )?(?:\\w+ )?not (?:to )?(?:ever )?(?:text|txt|message|contact) (?:me|us|this (?:number|phone)|anymore|any more)\\b`,
  ),
  build(
    'notThisWay',
    `\\b(?:email|call|phone|ring|mail|write)(?: me| us)?(?: only| instead)? (?:instead of|rather than|not|over) (?:text\\w*|txt\\w*|messag\\w*|sms)\\b|\\bno (?:sms|texts?|text messages?)(?: whatsoever| at all| period| please| from (?:now|here|this point)| ever| going forward)+\\b`,
  ),
  build(
    'beExcluded',
    `(?<!\\b(?:not|never|dont|didnt|nobody|who|wont|should i) )\\b(?:wish|want|like|ask|request|asking|prefer|need) to be (?:excluded|removed|deleted|unsubscribed|taken off|dropped|left (?:off|out)|exempt(?:ed)?|unenrolled|opted out|disenrolled)\\b(?! (?:of|from|off) (?:the |my |your |this )?(?:schedule|waitlist|study|appointment|plan|trial|class))`,
  ),
  build(
    'blastOptOut',
    '\\b(?:pero|but|sorry|just|so|yes|pls|please|and) opt(?: me| us)?(?: tf| the hell| the heck)? out\\b(?! of (?:the |my |an? )?(?!texts?|messages?|these|this|this list|your list|it))|\\bopt (?:me|us|this) (?:\\w+ )?(?:\\w+ )?out\\b(?! of (?:the |my |an? )?(?:x|study|trial|plan))',
  ),
  build(
    'freeMe',
    '\\b(?:free|spare|release|excuse|save) (?:me|us|my (?:phone|inbox)) (?:from|of) (?:the|these|this|your|those|any|all) (?:\\w+ )?(?:lists?|texts?|messages?|ads|spam|blasts?)\\b',
  ),
  build('makeItStop', '\\bmake (?:these|this|it|them)(?: all)? stop\\b|\\btext (?:me|us) no more\\b'),
  build(
    'wantNone',
    '\\b(?:dont|do not|no longer) want (?:any of |any more of )?(?:these|those)(?: anymore| any more| please)*\\W*$',
  ),
  build(
    'contactList',
    '\\b(?:remove|delete|erase|take)(?: \\w+){0,4} (?:from|off)(?: \\w+){0,2} (?:contact|text|texting|messaging|mailing|sms|notification) lists?\\b',
  ),
  build('leaveAlone', '\\bleave (?:me|my (?:phone|cell|number)|this (?:phone|number)) alone\\b'),
  build(
    'hearFrom',
    '\\b(?:dont|do not|never|no longer)(?: (?:want|wanna|wish|care|need))(?: to)? hear from (?:you|u|your|yall|this)\\b',
  ),
  build(
    'turnOff',
    `\\b(?:turn|shut|switch) (?:off|down)(?: \\w+){0,2} ${TEXTS}\\b|\\b(?:turn|shut|switch)(?: \\w+){1,2}? ${TEXTS} off\\b`,
  ),
  build(
    'cancelTexts',
    `\\b(?:cancel|cancelar|cancele|cancelen|cancela|end|detener|detenga|parar|pare|paren|pause)\\b(?:(?! (?:appointment|appt|apt|visit|session|cita|consulta)\\b(?! reminders?))(?: [\\w]+)){0,4} (?:${TEXTS}|subscription|suscripcion|${MENSAJES})\\b`,
  ),
  build(
    'enoughTexts',
    `\\benough (?:with|of) (?:the|these|your|this|all)(?: \\w+){0,2} ${TEXTS}\\b|\\benough ${TEXTS}\\b`,
  ),
  build(
    'cantUnsubscribe',
    '\\b(?:cant|cannot|can not|unable to|trying to|tried to|how (?:do|can) i|wont let me)(?: \\w+)? (?:unsub\\w*|opt[ -]out|get off (?:this|your|the) (?:\\w+ )?list)',
  ),
];

/** Only looks like a wish to stop. Cut out before the phrases are tried, so that the rest of the text still counts. */
export const NOT_A_STOP: readonly RegExp[] = [
  /\b(?:unsub\w*|opt(?:ed|ing)?[ -]out|remove[ds]?|delete[ds]?)(?: me| us| my \w+)? (?:from|of|de) (?:(?:your|the|my|being|all|these|an?|those|yalls) )*(?:e-?mails?\b(?! and text)|(?:e-?mail )?newsletters? by e-?mail|email newsletter|life|wallet|adult\w*|x-?rays?|study|trial|insurance|fluoride|robo\w*|voicemails?|portal|mailing|paper|phone tree|calls?)/g,
  /\b(?:my (?:\w+ )?(?:neighbou?r|friend|coworker|cousin|buddy)|(?:neighbou?r|friend)s?) (?:says?|said|wants?|told|is|asked)\b[^.!?\n]*/g,
  /\bstop(?: it)?,? (?:yall|you(?: guys)?|u|ur|youre)(?: guys| all)? (?:are|re|making me|so|too|have been so)\b/g,
  /\b(?:take|get|drop|remove|scratch) (?:me|us|him|her|my \w+) (?:off|from) (?:\w+ )?(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?|tomorrows?|todays?|next weeks?|the \w+s|the morning|the afternoon)\b(?: list)?/g,
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
  /\b(?:cancel\w*|ended|turned|stopped|blocked|opted out|unsub\w*|hit|pressed|replied|sent|typed|put|cut|mande|puse)\b[^!?\n]*\b(?:accidentally|by accident|by mistake|on accident|accident|sin querer|por error|didnt mean|did not mean)\b|\b(?:accidentally|by accident|by mistake|on accident|sin querer|por error|didnt mean|did not mean)\b[^.!?\n]*\b(?:cancel\w*|end(?:ed)?|turn(?:ed)?|stop(?:ped)?|block(?:ed)?|opt(?:ed)?|unsub\w*|hit|pressed|replied|sent|typed|put|mande|puse)\b/,
  /\b(?:did|has|have) (?:someone|somebody|anyone|anybody|i|we|my \w+|yall|you) (?:accidentally |maybe )?(?:unsub|stop|opt|remov|delet|cancel)\w*/,
  /\b(?:i|we|my \w+|(?:he|she)) (?:must have |may have |mightve |mustve |might have |believe i |think i |accidentally |just )*(?:stopped|cut off|unsubscribed|opted out|hit stop|typed stop|pressed stop|sent stop|said stop|put in stop)\b[^.!?\n]*\b(?:accident\w*|mistake|didnt mean|did not mean|by error|playing|back on|turn (?:them|it|these) back)\b/,
  /\b(?:unless|except|as long as|only (?:if|when|for))\b|\buntil (?!further notice|hell\b)/,
  /\b(?:text|texts|texting|message|messages|messaging|again|contact|contacting|them|these|reminders) (?:me |us )?(?:(?:before|after|past|between) (?:\d|noon|midnight|dark|bed|hours|work)|during|at (?:night|work|\d)|on (?:weekends?|sundays?|saturdays?)|while|when)\b/,
  /\bif (?:i|we) (?:ever )?(?:wanted|want|wish|wished|decide|needed|have)\b[^.!]*\?|\bhow would (?:i|we|one|someone)\b|\bwhat (?:happens|if)\b[^.!]*\?/,
  /^\W*(?:so |hey |hi |ok )*(?:did|have|has|are|were|was|why did|when did|when will|will|does) (?:you|u|yall|the|these|my|your|it|they)\b[^.!]*\b(?:stop|stopped|quit|end|ended|cancel\w*|disabled?|turned? off|remove\w*|take|taken)\b[^.!]*\?/,
  /\b(?:is|was) that (?:right|correct|true|so)\b|\b(?:i was|i am|im) told (?:you|that|the)\b/,
  /\b(?:text|texting|txt|txting|message|messaging|contact|contacting|send|sending)(?: (?:them|these|those|this|it|texts|messages|reminders))?(?: to)? (?:him|her|my (?:\w+ )?(?:mom|mother|dad|father|wife|husband|daughter|son|kid|kids|brother|sister|old|other|previous|work)|(?:the|our|that) (?:old|other|previous))\b(?=.*\b(?:instead|not me|text me|message me|send (?:it|them) to me|use (?:this|my|the new)|this (?:one|number) (?:is|instead)|new (?:number|one))\b)/,
  // The program's own future: what would make somebody ask for it.
  /\b(?:i|we) (?:will|would|may|might|wont|ll) (?:have to |just |probably )?(?:opt out|unsubscribe|stop|block)\b/,
];

/** Our texts are welcome: whatever is to end, it is not all of them. */
export const LIKES_TEXTS =
  /\b(?:dont|do not) mind (?:getting )?(?:the |these |your )*(?:texts?|texting|messages?|reminders?)\b|\b(?:texts?|texting|these texts|reminders|messages) (?:are|is|r) (?:ok|okay|fine|good|great|helpful|welcome)\b|\bhappy with (?:these|the texts|texts)\b|\b(?:keep|still want|want to keep|keep on) (?:the |my |these |your )?(?:text(?:s|in|ing)?|messages?|messaging|reminders?)\b(?: coming)?|\bkeep (?:them|em|these) coming\b|\bturn (?:them|these|it|my \w+) back on\b/;

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
