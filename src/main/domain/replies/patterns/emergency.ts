/**
 * Symptoms and crises (rules.md 14.2 row 1). False alarms are accepted; a missed one is not.
 * `negatable` rows are nouns that a "no" just before takes back ("no chest pain"); the others never are.
 */
import { rule } from './rule.ts';
import type { PatternRule } from './rule.ts';

export interface EmergencyRule extends PatternRule {
  readonly negatable: boolean;
  /** Part of the pattern, and seldom met: without it the rest need not be compared. */
  readonly needs?: RegExp;
}

const noun = (id: string, pattern: RegExp): EmergencyRule => ({ ...rule(`emergency.${id}`, pattern), negatable: true });
const always = (id: string, pattern: RegExp): EmergencyRule => ({
  ...rule(`emergency.${id}`, pattern),
  negatable: false,
});

/** Two signs in one sentence, in either order, at most so many characters apart: together they are an alarm, alone they are not. */
const together = (id: string, one: string, other: string): EmergencyRule => {
  const reach = '[^.!?\\n]{0,45}';
  const pattern = new RegExp(
    `\\b(?:${one})\\b${reach}\\b(?:${other})\\b|\\b(?:${other})\\b${reach}\\b(?:${one})\\b`,
    'g',
  );
  return { ...noun(id, pattern), needs: new RegExp(`\\b(?:${other})\\b`) };
};

const BLEEDS = 'bleed\\w*|blood|bled|hemorrh\\w*|sangr\\w+';
const BADLY =
  'not stop\\w*|wont stop|cant stop|doesnt stop|isnt stopping|so much|too much|a lot|lots|everywhere|soak\\w*|through the|nonstop|non stop|pouring|gushing|hours|pregnan\\w*|weeks|heavy|heavily|mucha|mucho|no para|no deja|no se detiene|embarazada|clots?';
const SOMEBODY =
  'he|she|i|im|hes|shes|my \\w+|mom|dad|mother|father|wife|husband|son|daughter|baby|child|kid|patient|mi \\w+|el|ella|bebe';

const ANIMAL =
  'dog|cat|puppy|kitten|pup|kitty|horse|heifer|cow|mare|ewe|goat|rabbit|he|she|hes|shes|him|her|perro|perra|gato|gata';

export const EMERGENCY_RULES: readonly EmergencyRule[] = [
  together(
    'poison',
    `${ANIMAL}|i|kid|baby|son|daughter|child`,
    'antifreeze|rat (?:poison|bait)|bleach|(?:ate|eaten|eating|swallowed|got into) (?:a |an |some |my |the |whole )*(?:\\w+ ){0,4}(?:chocolate|choc|raisins?|grapes?|xylitol|lil(?:y|ies)|poison|pills|gummies|edibles?)|veneno',
  ),
  together(
    'hurtAnimal',
    ANIMAL,
    '(?:been |got |was )?(?:hit|run over|struck) by a (?:car|truck|bus)|staggering|breathing (?:weird|funny|hard|fast)|wont stand|cant stand up|not getting up|foaming|espuma|no deja de temblar|shaking (?:and|n) (?:wont|cant|vomit\\w*|drool\\w*)',
  ),
  together(
    'birth',
    'pushing|straining|in labor|labour|calving|foaling|whelping',
    'nothing|one foot|stuck|hours|since|wont come|no (?:calf|pup|baby)',
  ),
  together(
    'tookTwice',
    'took|taken|gave|tomo',
    '(?:pills?|meds?|medicine|tablets?|dose|insulin|all of them|pastillas)(?: \\w+){0,3} (?:twice|double|too many|two times|dos veces)',
  ),
  always(
    'weapon',
    /\b(?:got|have|holding|found|took|taken) (?:the|my|a|dads|his) (?:pistol|gun|shotgun|rifle|rope|razor|pills)\b[^.!?\n]{0,25}\b(?:out|here|table|lined up|in my|ready|loaded|beside)\b|\bpills (?:lined up|all counted|counted out)\b/g,
  ),
  always(
    'noPointLiving',
    /\b(?:no|much|any) point in (?:going on|living|life|anything anymore)\b|\b(?:quitar|irme|ir) de este mundo\b|\bdont (?:wanna|want to) be here (?:any ?more|no more)\b|\bya no aguanto\b[^.!?\n]{0,40}\b(?:mundo|vida|vivir|seguir)\b/g,
  ),
  noun(
    'fever',
    /\b(?:fever|temp|temperature|fiebre|calentura)\b[^.!?\n]{0,20}\b(?:10[4-9]|4[01](?:[.,]\d)?)\b|\b(?:10[4-9]|4[01])(?:[.,]\d)? (?:fever|temp\w*|de fiebre)\b/g,
  ),
  noun(
    'sugar',
    /\b(?:sugar|glucose|azucar)\b[^.!?\n]{0,20}\b(?:[23]\d|[45]\d\d)\b(?! (?:mg|minutes|days|pills|cents|dollars))/g,
  ),
  always(
    'bite',
    /\b(?:snake|rattlesnake|copperhead) ?bit\w*\b|\bbit(?:ten)? by a (?:snake|bat|raccoon)\b|\bstung\b[^.!?\n]{0,40}\b(?:swell\w*|throat|lips|breath\w*)\b/g,
  ),
  together(
    'stitches',
    'stitches|incision|sutures|staples|puntos',
    'popped|opened|open up|came (?:out|open|apart)|burst|split|ripped|gaping|abrieron|oozing|pus',
  ),
  always(
    'gums',
    /\b(?:gums|lips|tongue)(?: \w+){0,2} (?:white|pale|blue|grey|gray)\b|\b(?:having a fit|fitting|seizing|convulsing|convulsionando)\b/g,
  ),
  always(
    'cantFeel',
    /\b(?:cant|cannot|no puedo) (?:feel|sentir) (?:my|his|her|el|la|mi) (?:legs?|arms?|face|hands?|feet|brazos?|piernas?|cara)\b|\bbone (?:is )?(?:sticking|poking)\b|\bno pulse\b/g,
  ),
  together('hives', 'hives|ronchas|rash', 'throat|lips|breath\\w*|tongue|garganta|labios|respirar|spreading'),
  always(
    'rouse',
    /\b(?:cant|cannot|can not|can hardly|cant hardly|hard to|barely|unable to) (?:hardly )?(?:rouse|wake|wake up)\b/g,
  ),
  always(
    'swallowSpit',
    /\b(?:cant|cannot|can not|cant hardly|hardly|barely|unable to|no puede|no puedo) (?:hardly |even )?(?:swallow|tragar)(?: my| his| her| mi)?(?: own)? (?:spit|saliva|water|anything)\b|\b(?:swole|swoll?en|swelled|hinchad\w+)\b[^.!?\n]{0,50}\b(?:cant|cannot|cant hardly|hardly|barely|no puedo|no puede) (?:hardly )?(?:swallow|breathe|tragar|respirar|open)/g,
  ),
  always('es.dejoRespirar', /\bdej(?:o|a) de respirar\b/g),
  together(
    'headWound',
    'head|cabeza',
    'blood|sangre|bleeding|no talk|not talking|cant talk|confused and|not making sense|cracked open|split open',
  ),
  together('bleedsBadly', BLEEDS, BADLY),
  together(
    'faint',
    SOMEBODY,
    'faint(?:ed|ing)|blacked out|(?:not|isnt|wont|cant|cannot) (?:wak\\w+|respond\\w*)|no (?:se )?(?:despierta|responde|reacciona)',
  ),
  together('color', SOMEBODY, '(?:turn\\w*|went|is|looks?|getting) (?:blue|purple|gray|grey)|(?:morad[oa]|azul)'),
  together(
    'chestSigns',
    'chest|pecho',
    'pains?|hurt\\w*|tight\\w*|pressure|squeez\\w*|heavy|crushing|presion|aprieta|oprim\\w*',
  ),
  together(
    'weakSide',
    'arm|face|leg|side|mouth|speech|vision|brazo|cara|lado|boca',
    'numb\\w*|droop\\w*|weak suddenly|suddenly weak|cant move|cannot move|paraly\\w*|crooked|dormid[oa]|torcid[oa]',
  ),
  together(
    'fell',
    'fell|fallen|fall|me cai|se cayo',
    'cant (?:get up|move|walk|stand)|cannot (?:get up|move|walk|stand)|hit (?:my|his|her) head|not moving|no (?:me|se) pued[oe] (?:levantar|mover)',
  ),
  together(
    'pregnant',
    'pregnan\\w*|weeks|contractions?|embarazada|water|fuente',
    'water broke|broke|contractions?|no movement|not moving|bleed\\w*|rompio',
  ),
  together(
    'swallowed',
    '(?<!\\b(?:cant|cannot|hard to|hardly|trouble|help me|to) )swallow\\w*|drank|ate|ingested|trag\\w+|tomo|bebio',
    'bottle|bleach|pills|medicine|poison\\w*|batter(?:y|ies)|detergent|pastillas|cloro|veneno|frasco',
  ),
  together('eye', 'eyes?|ojos?', 'cant see|cannot see|bleach|chemicals?|acid|blind|no (?:veo|ve|puedo ver)'),
  together('labor', 'contractions?|contracciones', '\\d+|minutes?|close|regular|fuertes|minutos'),
  together('heartAndHead', 'heart|pulse|corazon', 'racing and|pounding and|dizzy|mareo|faint\\w*|stopped|wont slow'),
  always(
    'gone',
    /\bdont want to (?:be here|go on|wake up|exist)\b(?! (?:at|in|for|with)\b)|\bno (?:point|reason) (?:in |to )?liv\w+|\bya no quiero (?:vivir|seguir viviendo|estar aqui)\b|\b(?:hacerme|lastimarme) dano\b|\bquitarme la vida\b/g,
  ),
  always('water', /\bwater (?:just )?broke\b|\bse me rompio la fuente\b/g),
  noun('chest', /\bchest (?:pains?|pressure|tightness)\b|\bpains? (?:in|on|across) (?:my|his|her|the) chest\b/g),
  noun('breath', /\bshort(?:ness)? of breath\b/g),
  noun('severePain', /\b(?:severe|excruciating|unbearable) (?:\w+ )?pain\b|\bworst (?:pain|headache)\b/g),
  noun('allergic', /\ballergic reaction\b|\banaphyla\w*/g),
  noun('seizure', /\bseizures?\b|\bconvuls\w*/g),
  noun('heart', /(?<!\bserious as a )\bheart attack\b/g),
  noun('stroke', /\b(?:having|had|have|be|like) (?:a )?(?:mini )?stroke\b|\bstroke symptoms\b/g),
  noun('emergency', /\bemergency\b(?! (?:contacts?|numbers?|phone|exit|fund|room bill))/g),
  always('chestHurts', /\bchest (?:hurts|is hurting|feels tight|is tight|is burning)\b/g),
  always(
    'breathe',
    /\b(?:cant|cannot|can not|couldnt|unable to|trouble|difficulty|hard to|harder to|struggling to|hard time|problems?|hard|barely)(?: \w+)? breath(?:e|ing|in)?\b/g,
  ),
  always('notBreathing', /\b(?:not|isnt|stopped|barely) breathing\b|\bgasping for air\b/g),
  always('choking', /\bchoking on\b|\b(?:is|im|hes|shes) choking\b/g),
  always('suicide', /\bsuicid\w*|\bkill(?:ing)? (?:myself|himself|herself)\b|\bend (?:my life|it all)\b/g),
  always('die', /\b(?:want|wanna|going|gonna)(?: to)? die\b|\bdont want to (?:live|be alive)\b|\bbetter off dead\b/g),
  always(
    'selfHarm',
    /\b(?:hurt|hurting|harm|harming|cut|cutting) myself\b(?! (?:on|while|shaving|with a|cooking))|\bself[- ]harm/g,
  ),
  always(
    'overdose',
    /\boverdos\w*|\btook (?:too many|the whole bottle|all (?:of )?my) ?(?:pills|meds|medication|tablets)?\b/g,
  ),
  always(
    'unconscious',
    /\bunconscious\b|\bunresponsive\b|\bcollapsed\b(?! (?:lung|disc|disk|vein))|\bpassed out\b|\b(?:wont|not|cant) wak(?:e|ing) (?:up|(?:him|her|them) up)\b/g,
  ),
  always(
    'swelling',
    /\b(?:throat|tongue|lips?|face)(?: (?:is|are|has|started|keeps|got|feels))*(?: \w+)? (?:swelling|swollen|closing|swelled)\b|\bswelling (?:of|in) (?:my |the |his |her )?(?:throat|tongue|lips|face)\b|\bthroat (?:is )?clos\w+/g,
  ),
  always(
    'bleeding',
    /\bbleeding (?:a lot|heavily|badly|out|so much|and it wont|wont)\b|\bwont stop bleeding\b|\bcant stop (?:the )?bleeding\b|\b(?:lots?|lot) of blood\b/g,
  ),
  always('blood', /\b(?:vomit\w*|throwing up|threw up|cough\w*(?: up)?|spitting up) (?:up )?blood\b/g),
  always(
    'catchBreath',
    /\b(?:cant|cannot|can not|couldnt|unable to) (?:seem to )?(?:catch|get) (?:my|his|her|a) breath\b/g,
  ),
  always(
    'numb',
    /\bnumb on one side\b|\b(?:left|right|one) side (?:is |went |of \w+ (?:is |went )?|of my \w+ (?:is |went )?)?numb\b|\bslurr(?:ed|ing)\b|\bface (?:is )?droop\w*/g,
  ),
  always(
    'call911',
    /\b(?:call|calling|called|dial)\w* (?:911|999|112|000)\b|\bneed an ambulance\b|\bcall(?:ing)? an ambulance\b/g,
  ),
  always('number', /^\W*(?:911|sos|s\.o\.s)\W*$/g),
  // Spanish
  noun('es.pecho', /\bdolor(?:es)?(?: \w+){0,3} pecho\b/g),
  noun('es.emergencia', /\bemergencia\b(?! contact)/g),
  noun('es.infarto', /\binfarto\b|\bataque al corazon\b|\bderrame cerebral\b/g),
  noun('es.alergia', /\breaccion alergica\b/g),
  always('es.duele', /\bduele(?: \w+){0,3} pecho\b/g),
  always(
    'es.respirar',
    /\bno (?:puedo|puede|logro) respirar\b|\bno respira\b|\bfalta (?:el |de )?aire\b|\b(?:me|se)(?: \w+)? ahog(?:o|a|ando)\b/g,
  ),
  always('es.morir', /\b(?:me )?quiero morir(?:me)?\b|\bquiero matarme\b|\bmatarme\b|\bno quiero vivir\b/g),
  always('es.desmayo', /\bdesmay(?:o|ado|ada|e)\b|\binconsciente\b|\bconvulsion\w*|\bsobredosis\b/g),
  always('es.sangre', /\bsangr(?:o|a|ando|ado) mucho\b|\bmucha sangre\b/g),
  always(
    'es.hinchazon',
    /\b(?:garganta|lengua|cara|labios)(?: \w+){0,3} hinch\w*|\bhinch\w*(?: \w+){0,3} (?:garganta|lengua|cara|labios)\b/g,
  ),
];

/** Just before a noun, without a sentence or clause end between: takes it back. */
export const NEGATED_BEFORE =
  /(?:^|[^\w])(?:no|not|non|never|without|isnt|wasnt|arent|dont have|dont feel|didnt have|doesnt have|havent had|hasnt had|sin|nunca|no es|no tengo|no hay)[ -](?:[\w]+ ){0,2}$/;

/** "no chest pain or shortness of breath": the second noun shares the first one's "no". */
export const NEGATION_SHARED = /(?:\b(?:or|nor|o|ni) |, ?)$/;
