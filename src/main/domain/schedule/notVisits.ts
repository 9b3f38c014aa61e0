/** Lines of a list that are no visits: blanks, repeated headers, titles, totals, page footers, and the blocks between visits. Pure. */
import { fold } from './fold.ts';

/** `furniture`: part of the report's layout. `block`: time that is not for a patient (peers.md E4.8). */
export type NoVisit = 'furniture' | 'block';

const blocks =
  /^(?:lunch|lunchbreak|break|hold|onhold|blocked|block|blockout|staffmeeting|meeting|teammeeting|huddle|morninghuddle|closed|officeclosed|holiday|vacation|pto|admin|admintime|administrative|catchup|buffer|emergency(?:slot|hold)?|openslot|open|available|unavailable|outofoffice|ooo|training|donotbook|dnb|donotschedule|nopatients?|noappointments?|reserved|repvisit|almuerzo|comida|descanso|bloqueado|bloqueo|reunion|cerrado|nodisponible|mittag|pause|gesperrt)\d*$/;
const tests =
  /^(?:(?:zz+)?test(?:patient|test|person|paciente)?|patienttest|pacienteprueba|prueba|dummy|dummypatient|zz+[a-z]*test|zz+)\d*$/;
/** First words, folded, of totals and page feet. */
export const footers =
  /^(?:grand)?(?:total|totals|subtotal|count|page\d*|printed|report|runon|generated|endofreport|pagina\d*|impreso|summe)/;

/** `cells` in the order of the columns; `name` and `phone` as they stand in the list. */
export function noVisit(
  cells: readonly string[],
  row: { readonly name: string; readonly phone: string },
  headers: readonly string[],
): NoVisit | undefined {
  let filled = 0;
  let first = '';
  for (const cell of cells) {
    if (cell === '' || cell.trim() === '') continue;
    filled += 1;
    if (first === '') first = cell;
  }
  if (filled === 0) return 'furniture';
  // A title, a section's heading, a footer: one thing said over the whole width of a table.
  if (filled === 1 && cells.length >= 4 && !/\d{7}/.test(row.phone)) return 'furniture';
  if (footers.test(fold(first)) && !/\d{7}/.test(row.phone.replace(/\D/g, ''))) return 'furniture';
  if (repeatsHeader(cells, headers)) return 'furniture';
  const name = fold(row.name);
  // People are called Holiday and Break: with a number of their own they are people.
  if (blocks.test(name) && !/\d{7}/.test(row.phone.replace(/\D/g, ''))) return 'block';
  return tests.test(name) ? 'block' : undefined;
}

function repeatsHeader(cells: readonly string[], headers: readonly string[]): boolean {
  let same = 0;
  let written = 0;
  for (const [index, header] of headers.entries()) {
    if (header === '') continue;
    written += 1;
    if (cells[index] === header) same += 1;
  }
  return written > 0 && same * 2 > written;
}
