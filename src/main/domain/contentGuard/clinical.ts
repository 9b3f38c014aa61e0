/**
 * Words about health that others could read on the phone: CG14 to CG17 of rules.md section 8, in English and Spanish. Data, and the
 * few patterns that need their surroundings.
 */
import { matches } from './finding.ts';
import type { GuardRule } from './finding.ts';
import { foldLetters } from './fold.ts';

/** Stems end in `*`. Nothing here is a name of a practice's ordinary visit. */
const SENSITIVE = [
  'hiv',
  'vih',
  'herpes',
  'hepatitis',
  'syphilis',
  'sifilis',
  'chlamydia',
  'clamidia',
  'gonorrh*',
  'gonorrea',
  'pregnan*',
  'embaraz*',
  'abortion',
  'aborto',
  'miscarriage',
  'contracept*',
  'anticoncept*',
  'ivf',
  'rehab',
  'methadone',
  'metadona',
  'suboxone',
  'addiction',
  'adiccion*',
  'overdose',
  'sobredosis',
  'psychiatr*',
  'psiquiatr*',
  'bipolar',
  'schizo*',
  'esquizo*',
  'depress*',
  'depresi*',
  'suicid*',
  'self-harm',
  'self harm',
  'domestic violence',
  'violencia domestica',
] as const;

const DIAGNOSES = [
  'cancer',
  'melanoma',
  'carcinoma',
  'tumor*',
  'tumour*',
  'biopsy',
  'biopsia',
  'lesion',
  'lesions',
  'psoriasis',
  'eczema',
  'diabet*',
  'asthma',
  'asma',
  'infection',
  'infections',
  'infeccion*',
  'fracture*',
  'fractura*',
  'hernia*',
  'arthritis',
  'artritis',
  'stroke',
  'leukemia',
  'leukaemia',
  'lymphoma',
  'epilep*',
  'dementia',
  'demencia',
  'alzheimer*',
  'parkinson*',
  'pneumonia',
  'neumonia',
  'hypertension',
  'hipertension',
  'copd',
  'cirrhosis',
  'glaucoma',
] as const;

const MEDICINES = [
  'amoxicillin',
  'amoxicilina',
  'azithromycin',
  'ibuprofen',
  'ibuprofeno',
  'acetaminophen',
  'paracetamol',
  'metformin',
  'metformina',
  'insulin',
  'insulina',
  'lisinopril',
  'losartan',
  'amlodipine',
  'atorvastatin',
  'simvastatin',
  'omeprazole',
  'omeprazol',
  'prednisone',
  'prednisona',
  'warfarin',
  'xarelto',
  'eliquis',
  'gabapentin',
  'gabapentina',
  'tramadol',
  'oxycodone',
  'hydrocodone',
  'adderall',
  'ritalin',
  'xanax',
  'alprazolam',
  'lorazepam',
  'sertraline',
  'sertralina',
  'fluoxetine',
  'prozac',
  'zoloft',
  'lexapro',
  'ozempic',
  'wegovy',
  'semaglutide',
  'viagra',
  'sildenafil',
  'accutane',
  'isotretinoin',
  'levothyroxine',
  'albuterol',
  'methotrexate',
  'humira',
] as const;

const DOSE =
  /\b\d+(?:[.,]\d+)? ?(?:mg|mcg|µg|ml|units?|iu|tablets?|capsules?|puffs?|drops|tabletas?|pastillas?|capsulas?|gotas)\b/gi;
/** What a value is: but an office has "normal hours" and a "positive" answer too, so a test must be named shortly before. */
const RESULT =
  /\b(?:tests?|labs?|biopsy|scans?|x-?rays?|mri|pap|blood|culture|prueba|analisis|biopsia|radiografia|sangre|cultivo)\b[^.!?\n]{0,40}?\b(?:positiv[eoa]s?|negativ[eoa]s?|abnormal(?:es)?|anormal(?:es)?|normal(?:es)?(?! (?:hours?|times?|opening|business|office|hora))|benign[oa]?|malignant|malign[oa]|elevated|elevad[oa]s?)\b/gi;
/** Written in capitals: "hearing aids" and "std." are ordinary words. */
const IN_CAPITALS = /\b(?:AIDS|SIDA|STDs?|STIs?|ETS)\b/g;

export const CLINICAL_RULES: readonly GuardRule[] = [
  matches('CG14', 'block*', wordsPattern(SENSITIVE)),
  matches('CG14', 'block*', IN_CAPITALS),
  matches('CG15', 'confirm', wordsPattern(DIAGNOSES)),
  matches('CG16', 'confirm', DOSE),
  matches('CG16', 'confirm', wordsPattern(MEDICINES)),
  matches('CG17', 'block*', RESULT),
  (input) =>
    input.ownWords?.length ? matches('CG15', 'confirm', wordsPattern(input.ownWords.map(foldLetters)))(input) : [],
];

/** Whole words, or their beginnings where the word ends in `*`. The text is folded before: plain letters, no accents. */
function wordsPattern(words: readonly string[]): RegExp {
  const alternatives = words.map((word) =>
    word.endsWith('*') ? String.raw`${literal(word.slice(0, -1))}\w*` : literal(word),
  );
  return new RegExp(String.raw`(?<![\w])(?:${alternatives.join('|')})(?![\w])`, 'gi');
}

function literal(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
