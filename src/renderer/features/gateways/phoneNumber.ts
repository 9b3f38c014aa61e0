/** A number as people write it at the desk. Only for numbers of the practice itself: those of people come formatted from the core. */

const NORTH_AMERICA = /^\+1(\d{3})(\d{3})(\d{4})$/;

/** "+12065550100" as "(206) 555-0100"; numbers of other countries stay as they are. */
export function phoneNumberWords(e164: string): string {
  const [, area, exchange, line] = NORTH_AMERICA.exec(e164) ?? [];
  return area === undefined ? e164 : `(${area}) ${exchange}-${line}`;
}

/** The same inside a sentence of the core. */
export function withNumberWords(sentence: string): string {
  return sentence.replace(/\+1\d{10}(?!\d)/g, phoneNumberWords);
}
