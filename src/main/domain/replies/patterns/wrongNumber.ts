/** "You have the wrong number" (rules.md 14.2 row 3), said plainly and said so that it may mean something else. English, then Spanish. */
import { rule } from './rule.ts';
import type { PatternRule } from './rule.ts';

const build = (id: string, source: string): PatternRule => rule(id, new RegExp(source));

/** About the number itself: it is somebody else's. */
const OTHERS =
  'someone else|somebody else|another person|a different person|different (?:owner|number)|otra persona|otro dueno';

export const WRONG_NUMBER_RULES: readonly PatternRule[] = [
  build(
    'wrong_number.owner',
    `\\b(?:number|phone|cell|numero|telefono)\\b[^.!?\\n]{0,30}\\b(?:${OTHERS})\\b|\\b(?:${OTHERS})(?:s)? (?:number|phone|cell)\\b|\\b(?:just|recently|only)? ?(?:got|have|received) this (?:\\w+ )?(?:number|phone)\\b|\\b(?:old|previous|former|prior) owner\\b|\\b(?:who|person|whoever|patient)(?: \\w+){0,3} (?:looking for|trying to (?:reach|contact|text|get))\\b|\\byou(?:re| are|ve)? (?:texting|got|have|reached|messaging|texted) the wrong\\b`,
  ),
  build(
    'wrong_number.wrong',
    '(?<!\\b(?:called|dialed|dialled|call|dial|wrote down|entered) (?:the |a |an )?)\\bwrong (?:(?:number|person|phone|num|nbr|guy|lady)\\b(?! of\\b)|#)',
  ),
  build(
    'wrong_number.mistaken',
    '\\b(?:incorrect|mistaken) (?:number|person|phone)\\b|\\b(?:dont|do not) (?:know|recognize) (?:this|that|these|the) (?:person|patient|name|people)\\b|\\bnever heard of (?:this|that|him|her|them|you|your)\\b|\\b(?:this|it|that)s? (?:is|was)?(?: meant| not meant| must be)? ?(?:for|intended for) (?:someone|somebody) else\\b|\\b(?:im|i am) not (?:the|that|this) (?:person|patient|one)\\b|\\bse (?:equivoc|confund)\\w+(?: de)?(?:$|\\W| (?:numero|persona|telefono))|\\b(?:no conoz(?:co|emos)|no se quien es) (?:a )?(?:es[ao]|est[ao]|nadie|ningun\\w*)|\\bnadie (?:aqui )?(?:con|de|llamad\\w+) (?:es[eo]|este)?|\\b(?:no es|este no es|ya no es) (?:la|mi|el|su) (?:persona|numero|telefono)\\b',
  ),
  build(
    'wrong_number.noSuchPerson',
    '\\b(?:nobody|no one|no body|noone)(?: here| at this number)* (?:by|with|named|called|of)(?: that name)?\\b|\\b(?:dont|do not) know (?:any|a|who|anyone|anybody|this person)\\b(?! (?:good|other|to|else|time|the|you are|youre))|\\bthere(?:s| is) no (?:one|body) (?:by|named|with)',
  ),
  build(
    'wrong_number.notTheirs',
    '\\bnot (?:his|her|their|hers) (?:number|phone|cell)\\b|\\bthis (?:is not|isnt|is no longer) \\w+? ?(?:number|phone|cell)\\b|\\b(?:not|no longer) \\w+s (?:number|phone|cell)\\b|\\bnew (?:owner|number owner)\\b|\\bjust got this number\\b',
  ),
  build(
    'wrong_number.es',
    '\\bnumero (?:equivocado|incorrecto)\\b|\\bse equivoc\\w+ de (?:numero|persona)\\b|\\besta equivocad[oa]\\b|\\bno conozco a\\b|\\b(?:no es|este no es) (?:el|su) numero\\b|\\baqui no (?:vive|hay) (?:ningun\\w*|nadie|esa)',
  ),
];

/** The same in looser words: nothing is done at once but that automatic texts wait. */
export const WRONG_NUMBER_DOUBT: readonly PatternRule[] = [
  build(
    'wrong_number.maybe',
    `\\b(?:there(?:s| is)|aint|theres|got) no (?!(?:parking|way|time|one|need|answer|sign|room|place|space|charge|doctor|wifi|signal|service|reception|bus|train|water|heat|pain|problem|rush|reason|text|point|sense|such thing|more|other|openings?|appointments?|slots?|thanks|hurry|worries|pet|dog|cat|nothing|record|refills?|bleeding|blood|fever|call)\\b)(?:mr|mrs|ms|miss|dr)?\\.? ?\\w+ (?:here|at this|on this|in this|at that|living here)\\b|\\b(?:this is|ur texting|youve reached|you have reached|you are texting|your texting) (?:a|an|the) (?:\\w+ ){0,2}(?:shop|store|bakery|restaurant|garage|church|school|office of|business|salon|barber\\w*|warehouse|hotel|bar|pizz\\w+|diner|company|farm|firm)\\b|\\b(?:you|u) (?:have|got|made|make|must have)(?: \\w+)? (?:mistake|the wrong|wrong)\\b|\\b(?:i am|im|i) not (?:mr|mrs|ms|miss)\\b|\\bmy name (?:is not|isnt|aint)\\b|\\b(?:is|its|for) other person\\b|\\b(?:you|u) (?:want|need|looking for|after) (?:a |an |some )?(?:different|other|another) (?:\\w+)\\b(?=.*\\b(?:i|im|not|number)\\b)|\\bnew phone who dis\\b|\\b(?:never heard of|dont know (?:any|a|who))\\b|\\bnot my (?:prescription|script|appointment|appt|dog|cat|pet|doctor|kid|child|order|refill|name)\\b|\\b(?:wrong|check the|switched|swapped) (?:digits?|digit)\\b|\\b(?:had|have|got) this (?:number|phone)(?: \\w+){0,3} (?:years?|months?|weeks?)\\b`,
  ),
  build(
    'wrong_number.es.maybe',
    '\\bno (?:lo|la|los|le) conozco\\b|\\b(?:es|sera|ser) para otra persona\\b|\\bni (?:la|lo) conozco\\b|\\beste (?:cel|numero|telefono|celular)(?: \\w+){0,3} (?:compre|es mio|es nuevo|cambie)\\b|\\byo no soy (?:don|dona|el senor|la senora|senor|senora)\\b',
  ),
];
