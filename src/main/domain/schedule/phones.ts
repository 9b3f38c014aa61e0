/**
 * Takes the numbers out of the phone cells of a row and puts the one to text first: several in one cell, labels before or behind,
 * extensions, what spreadsheets do to numbers. Which of them are real is the number library's to say. Pure.
 */

export type PhoneLabel = 'mobile' | 'none' | 'home' | 'work';

export interface WrittenPhone {
  readonly raw: string;
  readonly label: PhoneLabel;
}

/** Whose cell it is: the first column is the one to text, the others follow. */
export interface PhoneCell {
  readonly text: string;
  readonly label: PhoneLabel;
}

const RANK: Readonly<Record<PhoneLabel, number>> = { mobile: 0, none: 1, home: 2, work: 3 };

const run = /\+?\(?\d[\d\s().\-–·/]{4,}\d(?:[\s,;]*(?:x|ext\.?|extension|#)[.:\s]*\d{1,6})?/gi;

/** The numbers of all cells, the likeliest mobile first. What holds no number at all comes along as it is, so that it can be reported. */
export function writtenPhones(cells: readonly PhoneCell[]): readonly WrittenPhone[] {
  const found = cells.flatMap((cell) => numbersIn(cell));
  // toSorted keeps the order of equals: the columns' own.
  return found.length < 2 ? found : found.toSorted((a, b) => RANK[a.label] - RANK[b.label]);
}

/** Somebody wrote that there is nothing to text: any number left beside it is a landline. */
export function saysNoMobile(text: string): boolean {
  return /\b(?:no|sin|ohne|not?\s+a|does\s?n[o']?t\s+(?:have\s+a\s+)?)\s*(?:cell|mobile|movil|móvil|celular|text|texts|sms|handy)\b|\bland\s?-?line\b|\b(?:home|fijo)\s+only\b|\bsolo\s+fijo\b/i.test(
    text,
  );
}

/** The mark of a spreadsheet taken off: "2.065550101E+09" with all its digits, "2065550101.0". */
export function unspreadsheet(raw: string): string {
  const text = raw.trim();
  const scientific = /^(\d)[.,](\d+)e\+?(\d{1,2})$/i.exec(text);
  if (scientific !== null) {
    const [, whole = '', decimals = '', power] = scientific;
    // Fewer digits than the number has: they are lost, and nothing may be made up in their place.
    return decimals.length === Number(power) ? whole + decimals : text;
  }
  return text.replace(/^(\+?\d{7,15})[.,]0$/, '$1');
}

function numbersIn({ text, label }: PhoneCell): readonly WrittenPhone[] {
  const whole = unspreadsheet(text);
  if (whole === '') return [];
  if (/^[\d\s().+-]+$/.test(whole) && whole.replace(/\D/g, '').length <= 15) return [{ raw: whole, label }];
  const pieces = whole.split(
    /[;|\n]|,\s*(?!\s*(?:x|ext))|\s+(?:or|and|o|y|und|oder)\s+|\s\/\s|(?<=\d{4})\/(?=[\d(+])/i,
  );
  return pieces.flatMap((piece) => labelled(unspreadsheet(piece), label));
}

/** Several numbers in one piece are told apart by their labels: all before ("C: ... H: ...") or all behind ("... cell ... home"). */
function labelled(piece: string, label: PhoneLabel): readonly WrittenPhone[] {
  const found = [...piece.matchAll(run)];
  if (found.length === 0) return /[\d\p{L}]/u.test(piece) ? [{ raw: piece, label }] : [];
  if (found.length === 1) return [{ raw: piece, label: labelIn(piece.replace(found[0]?.[0] ?? '', ' ')) ?? label }];
  const before = /^\s*\p{L}/u.test(piece);
  return found.map((match, index) => {
    const end = match.index + match[0].length;
    const from = index === 0 ? 0 : (found[index - 1]?.index ?? 0) + (found[index - 1]?.[0].length ?? 0);
    const to = found[index + 1]?.index ?? piece.length;
    const words = before ? piece.slice(from, match.index) : piece.slice(end, to);
    return { raw: match[0].trim(), label: labelIn(words) ?? label };
  });
}

function labelIn(words: string): PhoneLabel | undefined {
  if (/(?<!\p{L})(?:c|cell|cel|celular|cellular|m|mob|mobile|movil|móvil|handy|text|sms|prs|cp)(?!\p{L})/iu.test(words))
    return 'mobile';
  if (/(?<!\p{L})(?:h|hm|home|casa|res|prn|ph|fijo)(?!\p{L})/iu.test(words)) return 'home';
  if (/(?<!\p{L})(?:w|wk|work|office|trabajo|bus|wpn|biz)(?!\p{L})/iu.test(words)) return 'work';
  return undefined;
}
