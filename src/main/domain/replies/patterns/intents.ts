/** What people want with their visit, and other everyday messages (rules.md 14.2 rows 3, 5 to 11). English, then Spanish. */
import { rule } from './rule.ts';
import type { PatternRule } from './rule.ts';
import { WRONG_NUMBER_DOUBT, WRONG_NUMBER_RULES } from './wrongNumber.ts';

const DAYS =
  '(?:today|tomorrow|tonight|tmrw|tmw|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|this week|next week)';
/** What is cancelled without a visit being meant. */
const NOT_A_VISIT =
  '(?! (?:(?:my|the|our|this|that|his|her|auto|automatic|repeat|old|other) ){0,2}(?:\\w+ )?(?:refills?|repeats?|prescriptions?|scripts?|rx|orders?|insurance|plan|cards?|subscription|membership|autopay|auto|payment|delivery|gym|policy|card|referral|credit))';
const VISIT = '(?:appointments?|appts?|apts?|visits?|sessions?|bookings?|check-?up|cleaning|consult\\w*)';
const DIAS = '(?:manana|hoy|lunes|martes|miercoles|jueves|viernes|sabado|domingo)';
const CITA = '(?:cita|consulta|turno|visita)';
const build = (id: string, source: string): PatternRule => rule(id, new RegExp(source));

const WHEN = `(?:\\d{1,2}(?::\\d\\d)?(?: ?[ap]m)?|${DAYS}|mornings?|afternoons?|evenings?|noon|week(?:end)?|earlier|later|sooner)`;
const CUANDO = `(?:${DIAS}|tarde|temprano|semana|mes|hora|manana)`;

/** Only while a visit is asked about: alone they say nothing of a visit. */
export const RESCHEDULE_WHEN_ASKED: readonly PatternRule[] = [
  build('reschedule.resch', '\\bre-?sc?h\\w{0,9}\\b'),
  build(
    'reschedule.offered',
    `\\b(?:any|anything|something|have|got|other|more|there an?)(?: \\w+){0,3} (?:openings?|availability|available|open|free|slots?|times?|spots?|${WHEN})\\b`,
  ),
  build('reschedule.insteadOf', `\\binstead\\b|\\bwhat about ${WHEN}|\\bhow about (?:\\w+ )?${WHEN}`),
  build(
    'reschedule.better',
    `\\b${WHEN}(?: \\w+){0,3} (?:better|best|easier|instead)\\b|\\b(?:better|easier|rather|prefer|could do|free|available)(?: \\w+){0,4} ${WHEN}\\b`,
  ),
  build(
    'reschedule.doesNotFit',
    `\\b(?:doesnt|does not|wont|isnt going to|not going to|dont) work\\b(?! (?:at|here))|\\b(?:have to|gotta|must|im|i) work(?:ing)? (?:that|then|${DAYS})`,
  ),
  build(
    'reschedule.dayNoGood',
    `\\b${WHEN}s? (?:is |are )?(?:no|not|aint) (?:good|great|gonna work|possible)\\b|\\bno good (?:for me )?(?:on )?${WHEN}|\\b(?:cant|cannot|no puedo) (?:do|at|el|a las) (?:\\w+ )?(?:\\d|${DAYS}|${DIAS})[^.!?\\n]{0,30}\\b(?:but|can|could|how|maybe|pero|si)\\b|\\b(?:after|next|maybe|how bout|what about) (?:the )?(?:\\d{1,2}(?:st|nd|rd|th)|${DAYS})\\b(?: (?:plz|please|pls|work|instead))?\\W*$|\\bwrong (?:day|time|date)\\b`,
  ),
  build('reschedule.swap', `\\b(?:swap|trade|exchange|shift|delay|put off|push)\\b`),
  build(
    'reschedule.ask',
    `\\b(?:possible|chance|way|ok|able|can|could|may)(?: \\w+){0,3} (?:come|do|see|in)(?: \\w+){0,3} (?:earlier|later|sooner|instead|morning|afternoon|evening|another)\\b`,
  ),
  build(
    'reschedule.es.when',
    `\\b(?:mas|muy) (?:tarde|temprano)\\b(?! (?:me|te|le) )|\\b(?:tienen?|hay|habra|podria|puedo|puede|mejor|prefiero|mover|muevan?|cambi\\w+)(?: \\w+){0,5} (?:otr[oa]s?|para (?:el|la|otr[oa])|${CUANDO} (?:que viene|proxim\\w+|siguiente)|(?:el )?${DIAS})\\b`,
  ),
];

/** Only while a visit is asked about. */
export const CANCEL_WHEN_ASKED: readonly PatternRule[] = [
  build('cancel.afterYes', '^\\W*(?:yes|yeah|yep|si|ok)\\W+(?:\\w+\\W+){0,2}cancel\\w*\\W*(?:$|[.!,])'),
  build('cancel.done', '\\b(?:i|we|already|have|ive) (?:already )?cancel+ed\\b|\\bya cancele\\b'),
  build(
    'cancel.notNeeded',
    `\\b(?:dont|do not|no longer|wont|will not) need (?:to (?:come|be seen)|(?:the|my|this|that|it)\\b(?: ${VISIT})?)|\\bya no (?:la )?necesito\\b`,
  ),
  build(
    'cancel.elsewhere',
    `\\b(?:out of (?:town|the (?:country|state))|on vacation|have to skip|skip(?:ping)? (?:this|my|it)|cant attend|wont attend|not attend\\w*|wont be attending|fuera de la ciudad|de viaje)\\b`,
  ),
  build(
    'cancel.notThere',
    `\\b(?:cant|cannot|wont|no puedo|no podemos|no podre) (?:get|be|drive|make|leave|go|llegar|ir)\\b(?: (?:there|in|it|over))?`,
  ),
  build('cancel.end', '[,.;-] ?(?:so |please |pls )*cancel(?: please| pls| it)*\\W*$'),
  build(
    'cancel.cameUp',
    '\\b(?:something (?:has |just )?(?:came|come) up|called in(?:to)?(?: to)? work|(?:have|gonna|going|got|need|gotta)(?: to)? (?:pass|bail|skip|back out|sit this one out)|give (?:my|the|his|her|our) (?:slot|spot|time|place) (?:away|to|up)|(?:found|going to|went with|seeing|switched to|going with) (?:another|a different|a new|someone else|somebody else|elsewhere)|not (?:happening|this time)|cant (?:today|tomorrow|tonight|do it|swing|get off|get away|get out|go|afford)|(?:cleared up|fixed itself|got better|went away) (?:on its own|by itself)|wont be (?:making|needing|showing|in)|bailing|not (?:going|gonna) (?:to )?(?:work out|happen)|(?:no|dont have a) (?:ride|babysitter|sitter|transportation)|got (?:the flu|covid|strep|called in)|in the (?:hospital|er)\\b|out sick)\\b',
  ),
  build(
    'cancel.es.salio',
    '\\b(?:no (?:me )?(?:alcanza|dieron permiso|sera posible|se va a poder|se va poder|se pudo|alcanzo)|me salio (?:algo|un)|me es imposible|(?:esta|estoy|amanecio|amaneci) enferm[oa]|no tengo (?:quien me lleve|ride|carro|como ir)|ya me (?:cure|alivie|compuse)|ya no (?:hace falta|va a ser))\\b',
  ),
  build('cancel.key', '^\\W*(?:ex|letra x|letter x)\\W*$'),
  build('cancel.slip', `\\b(?:canel|cancle|cansel|cancell|cancal)(?:ed|ing)?\\b`),
];

/** On the way, for somebody who is asked about a visit. */
export const LATE_WHEN_ASKED: readonly PatternRule[] = [
  build('late.delayed', '\\b(?:delayed|stuck (?:behind|in|on|at)|held up|behind schedule|lost|traffic|accident on)\\b'),
  build(
    'late.near',
    '\\b(?:parking|parked|pulling (?:in|up)|walking (?:in|over)|right there|be right in|in the lot|outside|downstairs|estacion\\w+)\\b',
  ),
  build(
    'late.minutes',
    '\\b(?:give me|need|in|about|like|maybe|another|running|runing) (?:about )?\\d+(?: more)? ?(?:min\\w*)?\\b(?! (?:days?|weeks?|months?|years?|hours?|pm|am|instead))|\\b\\d+ ?min\\w* (?:out|late|away|tarde)\\b',
  ),
  build(
    'late.es.hurry',
    '\\b(?:se me hizo tarde|atorad[oa]|ya (?:casi )?(?:llego|voy|vengo)|ando (?:cerca|llegando)|estoy llegando|demorad[oa]|buscando estacionamiento)\\b',
  ),
];

/** A visit is asked about, and this keeps it. */
export const CONFIRM_WHEN_ASKED: readonly PatternRule[] = [
  build(
    'confirm.still',
    `\\bstill (?:coming|on|good|planning|able|plan)\\b|\\b(?:good|set|all set|on|ready) for (?:\\w+ )?(?:${WHEN}|my|our|it|the)\\b`,
  ),
  build(
    'confirm.forward',
    '\\blooking forward\\b|\\b(?:that|it|time|day|works|works for)(?: \\w+)? works?\\b|\\bworks (?:for|great|fine|well|perfect)\\b|\\b(?:i|we) (?:can|will|plan to|am going to|are going to) (?:make it|come|attend|be)\\b|\\bboth (?:of us|kids|are|will)\\b',
  ),
  build(
    'confirm.ownWords',
    '^\\W*(?:ok(?:ay)? |yes |yeah |si |sure )?(?:bet|simon|sim[oó]n|word|fo sho|for sure|roger|10 ?4|ten four|copy|aye|si se puede|see|sea|cee|sip|sii|c\\w?nfi\\w+|co[bmn]?firm\\w*|cofirm\\w*|letter c\\b.*|letra c\\b.*|(?:i|we) (?:will )?come|im in|we in|were in|ahi vamos|ahi voy|alli voy|ahi andamos|will attend|attending)\\b(?!.*\\b(?:not|cant|but|pero|no)\\b)|\\b(?:wouldnt|would not|wont) miss it\\b|^\\W*(?:ok(?:ay)?|sure|yes|yep|si)[,. ]+(?:\\w+ )?(?:mon|tues?|wed|thurs?|fri|sat|sun|tomorrow|manana|lunes|martes|miercoles|jueves|viernes)\\w*\\W*$|\\bwill (?:be )?attend(?:ing)?\\b|\\b(?:we|i|shell|he|she)(?:ll)? (?:be|will be|gone be|gon be|gonna be) there\\b',
  ),
  build(
    'confirm.es.go',
    '\\b(?:voy a ir|si (?:voy|vamos|llego|asisto|puedo)|(?:los|las) (?:dos|tres)|ahi (?:voy|llegamos)|estaremos|estare|asistire(?:mos)?|iremos|ire)\\b',
  ),
];

/** A complaint or a threat about what we do to their visits: no wish for another time. Cut out before. */
export const MOVED_BY_US =
  /\b(?:(?:if|when|every time|one more time) (?:you|u|yall|they)|(?:you|u|yall|they) (?:keep|kept|always|all keep)|si (?:me|nos) (?:siguen|vuelven)|dont stop)\b[^.!?\n]{0,40}/g;

export const RESCHEDULE_RULES: readonly PatternRule[] = [
  build(
    'reschedule.word',
    '\\bre-? ?sch?ed\\w*|\\bresh?ed\\w*|\\breschu?d\\w*|\\brebook\\w*|\\bpostpone\\w*|\\bpush (?:it |my \\w+ )?back\\b',
  ),
  build(
    'reschedule.move',
    `\\b(?:move|change|switch|push|bump) (?:my|the|our|it|this|that)\\b(?: \\w+){0,2}? ?(?:${VISIT}|time|day|date|back|up|to)\\b|\\b(?:move|change|switch) it\\b`,
  ),
  build(
    'reschedule.other',
    `\\b(?:another|different|new|later|earlier|sooner|other|better|alternative) (?:days?|times?|dates?|slots?|openings?|${VISIT})\\b|\\b(?:come|be seen|get in)(?: in)? (?:earlier|later|sooner|another)\\b`,
  ),
  build(
    'reschedule.gotta',
    `\\b(?:need|needs|gotta|got to|have to|want|like|trying|hoping)(?: to| 2)? (?:move|change|switch|shift|swap|push|get off)(?: \\w+){0,4} (?:${VISIT}|slot|spot|time|mine|his|hers|ours|day)\\b|\\b(?:gotta|need to|have to|can (?:i|we|you)) (?:move|shift|change|swap) (?:mine|his|hers|ours)\\b|\\b(?:date|day|time)s? mixed up\\b|\\b(?:what|anything|whatever|got anything|something) else (?:have|do|you|yall|is there|available|open)\\b[^.!?\\n]{0,20}\\b(?:got|have|open|available|free)\\b|\\bgot anything (?:after|before|on|around|later|earlier|else|next)\\b|\\bcan (?:you|u|we|yall) (?:shift|bump|slide|move) (?:it|me|us|that|this)\\b|\\bput (?:me|us|him|her) (?:down |in )?(?:for|on) (?:another|a different|the next|next)\\b`,
  ),
  build(
    'reschedule.can',
    `\\b(?:can|could|may) (?:we|i) (?:do|come|move|switch|change|push|make it)\\b|\\b(?:can|could) (?:you|u) (?:move|change|switch|push|fit|squeeze|see (?:me|us|him|her) (?:on |at |in |another|earlier|later|${DAYS}))\\b|\\b${DAYS}(?: \\w+)? instead\\b|\\banything (?:sooner|earlier|later|else (?:open|available))\\b`,
  ),
  build(
    'reschedule.es',
    `\\b(?:mas tardecito|mas tempranito|hay cupo|cambial\\w* (?:eso|esa|la)|para (?:el |la )?(?:${DIAS}|otr[oa]) (?:en|por|mejor))\\b|\\breprogram\\w*|\\breagend\\w*|\\b(?:cambi\\w+|mover|mueva|pasar|posponer|aplazar)(?: \\w+){0,2} (?:${CITA}|hora|dia|fecha|horario)\\b|\\botra (?:hora|fecha)\\b|\\botro (?:dia|horario)\\b|\\b(?:otra|nueva) ${CITA}\\b|\\b(?:podria|puede|podra) ser (?:el|a las|mas|otro|por la)\\b|\\bpara otro dia\\b`,
  ),
];

export const CANCEL_RULES: readonly PatternRule[] = [
  build(
    'cancel.object',
    `\\bcancel+(?:ing)?${NOT_A_VISIT} (?:my|the|our|this|that|it|for|on|at|me|his|her|${DAYS}\\w*|${VISIT})\\b`,
  ),
  build(
    'cancel.wish',
    '\\b(?:need|have|want|going|like|gotta|got|trying|wanna|must)(?: to)? cancell?\\b|\\bcancell?ing\\b|\\b(?:im|i am|ill be|i will be|we are|well be) out of (?:town|state|the country)\\b|\\b(?:take|get) (?:me|us|him|her) off (?:the|your) (?:schedule|calendar|books?)\\b|^\\W*cancel+ed\\W*$|\\bcalled to cancel\\b',
  ),
  build(
    'cancel.cant',
    `\\b(?:cant|cannot|can not|couldnt|unable to|not able to|wont be able to|will not be able to|not be able to|dont think i can|dont think ill|not gonna|not going to be able to)(?: \\w+)? (?:make (?:it|the|my|our|that|to|${DAYS})|make\\W*$|come|attend|get there|be there|keep (?:my|the|our))\\b`,
  ),
  build(
    'cancel.cantMake',
    '\\b(?:cant|cannot|can not) (?:make|come)\\b|\\b(?:unable|not able|be able) to (?:make|come|attend)\\b(?<!\\bill be able to (?:make|come|attend))(?<!\\b(?:should|will|would|might|may|am|well|i) be able to (?:make|come|attend))',
  ),
  build(
    'cancel.wont',
    '\\b(?:wont|will not|not going to|not gonna) (?:make|come|be (?:there|coming|in|attending|able to (?:make|come)))\\b|\\b(?:not coming|not attending)\\b|\\b(?:have|going|gonna|need)(?: to)? miss (?:my|the|our|it|tomorrow|today)\\b',
  ),
  build(
    'cancel.noComing',
    `\\b(?:no (?:need|sense|point|use|reason) (?:in |for |to )?(?:me |us |my |him |her )?(?:to )?(?:com(?:e|ing)|hold (?:my|the|our)|keep (?:my|the)|see (?:me|him|her)))\\b|\\b(?:scratch|take|drop|pull|remove|cross|erase|wipe|strike|get)(?: \\w+){1,3} (?:off|from|out of|outta) (?:the|your|yall|ur|tomorrows?|todays?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?) ?(?:schedule|books?|calendar|diary|list)?\\b(?<=schedule|books?|calendar|diary|days? list|days)|\\b(?:remove|delete|scratch|drop|kill|scrap|nix) (?:my|the|our|that|this|his|her) (?:\\w+ )?${VISIT}|\\b(?:aint|not|never|no) (?:gone|gon|going to|gonna|finna) (?:be able to )?(?:make it|come|be there|show)\\b|\\b(?:i|we) can no (?:come|go|make)\\b|\\bgive (?:it|this one|the appointment|that one) a miss\\b|\\bcount (?:me|us) out\\b|\\b(?:someone|somebody) else can have (?:the|my) (?:slot|spot|time|place)\\b|\\bdont want (?:the|my|this|that|an) ${VISIT}|\\bcall (?:it|the ${VISIT}) off\\b`,
  ),
  build(
    'cancel.es.noContar',
    `\\bno (?:cuenten|cuente|me esperen|me espere)\\b|\\b(?:borr(?:e|en|a)|quit(?:e|en|a)|elimin(?:e|en|a)|cancel(?:e|en|a))(?:me|nos)? (?:mi|la|el|nuestra|esa) (?:${CITA}|appt|appointment)\\b|\\bno (?:va|vamos|van) a (?:ir|llegar|poder ir)\\b`,
  ),
  build(
    'cancel.es',
    `\\bno (?:puedo|podre|podria|podemos|podremos|voy a poder|vamos a poder) (?:ir|llegar|asistir|venir|acudir)\\b|\\bcancel(?:ar|e|en|o|amos) (?:mi|la|una|el|nuestra|su|esa) ?${CITA}\\b|\\b(?:tengo que|debo|necesito|quiero|quisiera|voy a|vamos a) cancelar\\b(?! (?:los |las |estos |mis |mi |el )?(?:mensajes|textos|seguro|plan|suscripcion|membresia|tarjeta))|\\bya no (?:voy|puedo ir|podre|vamos)\\b|\\b${DIAS} no puedo\\b|\\bno puedo ${DIAS}\\b|\\bno (?:voy a|vamos a) (?:ir|asistir|llegar)\\b|\\bno (?:ire|asistire|llegare)\\b`,
  ),
];

/** Takes a cancellation back: the visit is kept. Cut out before the cancel rules are tried. */
export const KEEP =
  /\b(?:dont|do not|never|please not|not|didnt|did not)(?: want to| need to| going to| ask to| have to| mean to| trying to)? cancel+(?:ing|ed)?\b(?! (?:my |the |these |your )?(?:texts?|messages?|reminders?))|\bno (?:me |la |quiero |vayan? a )?cancel(?:e|en|es|ar|o)\b/g;

export const LATE_RULES: readonly PatternRule[] = [
  build(
    'late.late',
    '(?<!\\b(?:too|any|cancel|canceling|cancelling|cancelled|my|her|his|the|of) )\\blate\\b(?! (?:slots?|wife|wifes|husband\\w*|mother\\w*|father\\w*|mom|dad|night|fees?|charges?|payments?|reply|replies|response|answer|notice|cancel\\w*|last|at night|appointments?|in the))',
  ),
  build(
    'late.onTheWay',
    '\\bstuck in traffic\\b|\\bon (?:my|the|our) way\\b|\\botw\\b|\\bomw\\b|\\bbe there in (?:about |like )?(?:\\d+|an?|ten|five|fifteen|twenty)\\b|\\brunning behind\\b|\\b(?:\\d+|five|ten|a few) ?min(?:ute)?s? (?:away|out|behind)\\b|\\balmost there\\b',
  ),
  build(
    'late.nearby',
    '\\b(?:im |i am |were |we are |just |now |still )(?:\\w+ )?(?:parking|pulling (?:in|up|off)|pullin (?:in|up|off)|looking for (?:a )?(?:parking|spot)|lookin (?:for )?(?:a )?(?:parking|spot)|walking (?:in|over|the rest)|walkin (?:in|over|the rest)|leaving (?:now|the house|work))\\b|\\b(?:in|at) the parking lot\\b(?=.*\\b(?:now|minutes?|mins?|coming|trying|give|getting|with)\\b)|\\b(?:be )?there (?:in |by |about |around |round )*(?:bout|about|like|maybe|around|prob\\w*) (?:\\d+|ten|five|fifteen|twenty|half)|\\b(?:give|gimme) (?:me |us )?(?:a (?:few|couple)|\\d+|five|ten)\\b(?: more)?(?: minutes?| mins?)?\\W*(?:$|[.!,])|\\bpull(?:ing|in) (?:in|up|off) now\\b|\\b(?:bus|car|train|truck|tire|subway)(?: \\w+)? (?:broke down|is late|is stuck|delayed|running late|flat)\\b|\\brunnin(?:g)? (?:a )?(?:lil |little |bit |few |about )*(?:late|behind)\\b|\\bleave the light on\\b|\\bhad to stop for\\b[^?]{0,40}\\bbe there\\b',
  ),
  build(
    'late.es.caigo',
    '\\b(?:ahi|ahorita|ya) (?:le |les )?(?:caigo|voy saliendo|salgo|mero llego|llego)\\b|\\b(?:voy|vamos) (?:saliendo|llegando|para alla)\\b|\\bya (?:mero|casi) (?:llego|llegamos)\\b',
  ),
  build(
    'late.es',
    '\\b(?:voy|llego|llegare|llegamos|vamos)(?: \\w+){0,3} tarde\\b|\\ben camino\\b|\\b(?:atrasad|retrasad)[oa]s?\\b|\\bme (?:atraso|retraso)\\b|\\btrafico\\b|\\bllego en \\d+',
  ),
];

export const QUESTION_RULES: readonly PatternRule[] = [
  build('question.mark', '[?\\u00bf]'),
  build(
    'question.start',
    '^\\W*(?:(?:hi|hello|hey|ok|hola|good (?:morning|afternoon|evening)|so|and|also|buenos dias|buenas tardes)\\W+)*(?:what|wat|wut|whats|wats|when|whens|where|wheres|who|whos|how|hows|why|which|whose|do (?:you|u|i|we)|does|did (?:you|i|my|the|we)|will (?:you|i|my|the|it|they|we|he|she|dr|there|someone)|would (?:you|i|it|that|the|my)|should (?:i|we|my)|has (?:my|the|anyone)|have (?:you|my|the)|is (?:my|it|there|the|this|that|dr|anyone|he|she)|are (?:you|there|the|my|we)|am i|can (?:you|u|yall|my|someone)|could (?:you|u|someone)|que(?! dios)|cual|cuales|cuando|donde|cuanto|cuanta|cuantos|quien|como|a que hora|puedo|pueden?|tienen|hay|necesito saber)\\b(?! (?:confirm|si confirmo))',
  ),
  // Verb first, then who or what: a question in English, with or without a mark.
  build(
    'question.inverted',
    '(?:^|[.!?\\n]|\\b(?:hi|hello|hey|ok|and|also|but|so|thanks|thank you|yes),?) ?\\W*(?:is|are|was|were|am|does|did|has|have|had|will|would|should|could|can|may|must|shall|isnt|arent|cant|do) (?!(?<=\\b(?:can|could|may|do) )(?:i|we)\\b)(?:i|you|u|yall|we|they|he|she|it|there|this|that|these|someone|anyone|somebody|anybody|any|dr|doctor|the (?:doctor|dr|office|clinic|results?|nurse)|my \\w+|your \\w+|his|her|our)\\b(?<!\\b(?:do (?:it|this|that|these|any)|can (?:he|she|it)))',
  ),
  build(
    'question.asks',
    '\\b(?:any (?:idea|word|update|news|chance)|tell me (?:what|if|when|where|how|who|why)|please (?:advise|let me know)|do you know|curious (?:if|about|whether)|wondering|is there|how (?:much|long|many|soon|early|late)|what (?:time|is|are|should|do|does)|whats the|status of|me (?:puede|pueden|podria|podrian) (?:decir|informar|explicar)|sabes?n? si|quiero saber|hace falta|se necesita)\\b',
  ),
  build(
    'question.buried',
    '\\b(?:do|does|did|can|could|should|will|would|is|are|am) (?:i|he|she|we|yall|you|u|they|it|my \\w+) (?:need|have|got|still|bring|eat|drink|take|supposed|quit|come|pay|get|gotta|allowed|park|wear|has)\\b|\\b(?:wanting|want|like|trying|curious|need) to (?:know|find out|ask|see) (?:if|whether|when|what|how|can|about|why|who|where|is|does|do)?\\b|\\bjust (?:checking|asking|wondering|curious)\\b|\\bhow (?:do|can|would|should) (?:i|we)\\b|\\bwill (?:there|somebody|someone|anybody|anyone) be\\b|\\bque (?:hago|debo|puedo|tengo que)\\b|\\b(?:do|does) (?:yall|you all) (?:have|got|take|do|sell|offer)\\b|\\bwhat (?:do|should|can) i do\\b|\\bis it (?:ok|okay|cheaper|safe|normal|too late|possible|alright)\\b|\\bor (?:no|not|nah|todavia)\\W*$',
  ),
  build(
    'question.es.start',
    '^\\W*(?:(?:hola|buenos dias|buenas tardes|disculpe|perdon|oiga)\\W+)*(?:aceptan?|atienden?|abren?|cierran?|hacen|venden|cobran|ofrecen|debo|tengo que (?:llevar|traer|hacer|pagar|estar|llegar|ir en|venir)|con (?:que|quien|cual)|en que|a que|de que|por que|para que|ya (?:esta|estan|llego|llegaron|salio)|podrian?|sabe|saben|es (?:necesario|posible|obligatorio)|necesito (?:ir|llevar|traer|estar|llegar) (?:en|con|mi|los|las|algun\\w*|algo|alg))\\b',
  ),
  build(
    'question.phrase',
    '\\bwho is this\\b|\\bwho dis\\b|\\bwhos this\\b|\\bi need help (?:with|on|to)\\b|\\bquestions? (?:about|for|on)\\b|\\bquien es\\b|\\b(?:wondering|not sure|wanted to know|like to know|need to know) (?:if|what|when|how|whether)\\b|\\blet me know (?:if|when|what)\\b|\\btengo una (?:pregunta|duda)\\b|\\bquisiera saber\\b',
  ),
];

/** "Can I ..." asks something, unless it is the wish for another time. */
export const ASKS_PERMISSION: readonly PatternRule[] = [
  build('question.canI', '^\\W*(?:(?:hi|hello|hey|ok)\\W+)?(?:can|could|may|should|am|do) (?:i|we)\\b'),
];

export const CONFIRM_RULES: readonly PatternRule[] = [
  build(
    'confirm.there',
    '\\b(?:ill|i will|well|we will|will|shell|hell|she will|he will)(?: both| all| definitely| still| for sure)? be there\\b(?! in \\d)|\\b(?:im|i am|were|we are|ill be|be) coming\\b|\\bcount (?:me|us) in\\b|\\bill make it\\b|\\bplan(?:ning)? (?:to be|on being) there\\b',
  ),
  build(
    'confirm.seeYou',
    '\\bsee (?:you|u|ya|yall)\\b(?! (?:guys )?(?:sent|texted|called))|\\bc (?:you|u|ya)\\b|\\bcya\\b',
  ),
  build('confirm.word', '\\bconfirm(?:ed|ing|s|o|ado|amos|ada)?\\b'),
  build(
    'confirm.es',
    '\\bahi (?:estare|estaremos|nos vemos)\\b|\\balli estare\\b|\\bnos vemos\\b|\\bsi (?:voy|ire|asistire|vamos)\\b',
  ),
];

/** Begins with yes; counts only while an appointment question is open. */
export const BEGINS_WITH_YES =
  /^\W*(?:yes|yep|yeah|yea|yup|sure|absolutely|definitely|of course|perfect|perfecto|claro|por supuesto|that works|works for me|sounds (?:good|great)|si(?=[,.! \n]*(?:$|[,.!]|gracias|claro|confirmo|por favor|ahi|voy|ire|senor|esta bien|perfecto|alli)))\b/;

export const GRATITUDE_RULES: readonly PatternRule[] = [
  build(
    'gratitude.word',
    '\\bthanks?\\b|\\bthank (?:you|u|ya)\\b|\\bthx\\b|\\btks\\b|\\bty\\b|\\btysm\\b|\\bappreciate (?:it|that|you|your)\\b|\\bmuch (?:appreciated|obliged)\\b|\\bpreciate\\b|\\bcheers\\b|\\bthnx\\b|\\bthanx\\b|\\bgod bless|\\byou(?:re| are) the best\\b',
  ),
  build(
    'gratitude.es',
    '\\bgra(?:cias|sias|x|cs)\\b|\\bdios (?:me )?(?:la|lo|le|los|las|te) (?:me )?bendiga\\b|\\bdios (?:le|los|te) bendiga\\b|\\bmuy amables?\\b',
  ),
  rule('gratitude.emoji', /[\u{1f64f}\u2764]/u),
];
/** "No thanks" thanks for nothing. */
export const NOT_GRATITUDE =
  /\bthank (?:god|goodness|heavens|the lord|fully)\b|\bno (?:thanks?|thank (?:you|u)|gracias)\b|\bthanks for nothing\b/g;

export const OPT_IN_RULES: readonly PatternRule[] = [
  build(
    'opt_in.start',
    '\\b(?:start|resume|restart|begin) (?:texting|sending|messaging)\\b|\\b(?:start|resume|restart) (?:my |the |these |your )?(?:texts?|messages?|reminders?)\\b',
  ),
  build(
    'opt_in.signUp',
    '\\bsign me (?:back )?up\\b(?! for (?:the |a )?(?:class|study|trial|visit|appointment))|\\bopt(?:ing)? (?:me )?(?:back )?in\\b|\\bre-?subscribe\\b|\\bturn (?:the |my |these )?(?:texts?|messages?|reminders?) back on\\b|\\bput me back on\\b',
  ),
  build(
    'opt_in.mayText',
    '\\b(?:you|u) (?:can|may) (?:text|message) (?:me|us)\\b(?! (?:when|the|if|my|back|about|a|once|as))|(?<!\\b(?:is it|not|it) )\\b(?:ok|okay|fine|happy) (?:to (?:text|message)|with (?:texts?|texting))\\b|\\b(?:pueden?|puedes) (?:mandarme|enviarme|escribirme)\\b',
  ),
  build(
    'opt_in.keepThem',
    '\\b(?:i|we) (?:do |still |really |actually )*(?:want|need|like) (?:to keep (?:getting )?)?(?:the|my|your|these|those) (?:reminders?|texts?|messages?)\\b(?! (?:to|gone|off|stopped|ended|deleted|out))|\\bkeep (?:them|em|these|the (?:texts|reminders|messages)) coming\\b|\\bdid(?:nt| not) (?:want|mean|ask|try)(?: to)? (?:unsub\\w*|stop|opt out|be taken off|send stop|text stop)|\\bturn (?:them|these|it|my \\w+|the \\w+) back on\\b|\\bput (?:me|us) back\\b|\\bsign (?:me|us|my \\w+|him|her|\\w+) up for (?:the |your |these )?(?:text\\w*|reminders?|messages?|alerts?)|\\b(?:send|text) (?:my |the |our |all |any )?(?:texts?|reminders?|messages?) (?:here|to this (?:number|one|phone))\\b|\\b(?:you|u|yall) can (?:start )?(?:text\\w*|messag\\w*)(?: (?:me|us))? again\\b|\\b(?:want|like) (?:the |my |these |your )?(?:texts?|reminders?|messages?) (?:again|back)\\b',
  ),
  build(
    'opt_in.es.avisen',
    '\\b(?:para que|pa que) (?:me|nos) (?:avisen|manden|recuerden|escriban)\\b|\\b(?:siganme|sigan) (?:mandando|avisando|enviando)\\b|\\b(?:quiero|deseo) (?:mis|los|sus) (?:mensajes|recordatorios|avisos)\\b',
  ),
  build(
    'opt_in.es',
    '\\bquiero (?:volver a )?recibir (?:\\w+ )?(?:mensajes|recordatorios)\\b|\\bvuelvan? a (?:mandar|enviar|escribir)\\w*',
  ),
];
/** From an opted-out number only: they want them back, in whatever words. */
export const WANTS_THEM_BACK =
  /\b(?:again|back|resume|restart|reactivate|re-?enable|turn on|undo|accident\w*|mistake|by error|did ?nt mean|otra vez|volver|de nuevo|sin querer|por error|reactiv\w+)\b[^.!?\n]{0,45}\b(?:text\w*|message\w*|msgs?|reminder\w*|stop\w*|mensaj\w+|recordator\w+)\b|\b(?:text\w*|message\w*|msgs?|reminder\w*|stop|opted|mensaj\w+|recordator\w+)\b[^.!?\n]{0,45}\b(?:again|back|resume|restart|accident\w*|mistake|by error|otra vez|de nuevo|sin querer|por error)\b/;
export const TEXT_ME_AGAIN =
  /\b(?:text|message|send)(?:ing)? (?:me|us)(?: \w+)? again\b|\b(?:can|may|please|ok to) text me\b|\bmandarme mensajes\b/;

export const DECEASED_RULES: readonly PatternRule[] = [
  build(
    'deceased.en',
    '(?<!\\b(?:dog|cat|pet|puppy|horse|kitten) )\\b(?:passed away|has died|is deceased|is dead|died (?:last|yesterday|on|in|this|a|today))\\b|\\b(?:mr|mrs|ms|the patient|he|she) (?:has )?died\\b',
  ),
  build('deceased.es', '\\bfallecio\\b|\\bha fallecido\\b|\\bmurio\\b'),
];

export const AUTO_ANSWER_RULES: readonly PatternRule[] = [
  build(
    'auto.named',
    '^\\W*(?:auto-? ?(?:reply|response|matic reply)|automatic (?:reply|response)|automated (?:reply|response)|respuesta automatica)|\\bdo not disturb while driving\\b|\\bsent from my car\\b|\\bdriving focus\\b',
  ),
  build(
    'auto.driving',
    '^\\W*(?:im|i am) driving(?: (?:right )?now)?(?:\\W*$|[^?]*\\b(?:ill|i will|can) (?:get back|reply|respond|see your message|text you|call you|answer)\\b)',
  ),
  build(
    'auto.away',
    '^\\W*(?:(?:im|i am) (?:currently )?)?out of (?:the )?office\\b|^\\W*(?:sorry,? )?i (?:cant|cannot) talk right now\\W*$',
  ),
];

/** All of them, for making them ready. */
export const INTENT_RULES: readonly PatternRule[] = [
  ...WRONG_NUMBER_DOUBT,
  ...WRONG_NUMBER_RULES,
  ...RESCHEDULE_WHEN_ASKED,
  ...CANCEL_WHEN_ASKED,
  ...LATE_WHEN_ASKED,
  ...CONFIRM_WHEN_ASKED,
  ...RESCHEDULE_RULES,
  ...CANCEL_RULES,
  ...LATE_RULES,
  ...QUESTION_RULES,
  ...ASKS_PERMISSION,
  ...CONFIRM_RULES,
  ...GRATITUDE_RULES,
  ...OPT_IN_RULES,
  ...DECEASED_RULES,
  ...AUTO_ANSWER_RULES,
];
