/** Names of the months as lists write them, in English, Spanish, German and French, long and short. Data only. */

const names: readonly (readonly string[])[] = [
  ['jan', 'january', 'ene', 'enero', 'januar', 'jänner', 'janv', 'janvier'],
  ['feb', 'february', 'febrero', 'februar', 'fév', 'févr', 'février'],
  ['mar', 'march', 'marzo', 'mär', 'märz', 'mars'],
  ['apr', 'april', 'abr', 'abril', 'avr', 'avril'],
  ['may', 'mayo', 'mai'],
  ['jun', 'june', 'junio', 'juni', 'juin'],
  ['jul', 'july', 'julio', 'juli', 'juil', 'juillet'],
  ['aug', 'august', 'ago', 'agosto', 'août'],
  ['sep', 'sept', 'september', 'septiembre', 'set', 'setiembre', 'septembre'],
  ['oct', 'october', 'octubre', 'okt', 'oktober', 'octobre'],
  ['nov', 'november', 'noviembre', 'novembre'],
  ['dec', 'december', 'dic', 'diciembre', 'dez', 'dezember', 'déc', 'décembre'],
];

/** 1 to 12, or undefined for any other word: "martes" is no March. */
export function monthNamed(word: string): number | undefined {
  const folded = word.toLowerCase();
  const index = names.findIndex((forms) => forms.includes(folded));
  return index < 0 ? undefined : index + 1;
}
