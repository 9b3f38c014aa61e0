/** Cuts HL7 version 2 into messages, segments, fields and components, by the separators each message names. Knows nothing of visits. */

export interface Hl7Message {
  /** Line of the file on which its header stands, 1-based. */
  readonly line: number;
  readonly segments: readonly Hl7Segment[];
}

export interface Hl7Segment {
  readonly name: string;
  /** Repetitions of a field (1-based as in the standard), each cut into components, escapes resolved. */
  field(index: number): readonly (readonly string[])[];
  /** One component of the first repetition, both 1-based; empty when it is not there or set to nothing (`""`). */
  text(index: number, component?: number): string;
}

interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly sub: string;
}

/** The messages of a file or a batch. Envelopes of files and batches (FHS, BHS, BTS, FTS) are passed over. */
export function* splitHl7(text: string): Generator<Hl7Message> {
  let segments: Hl7Segment[] = [];
  let header = 0;
  let separators: Separators | undefined;
  let line = 0;
  for (const raw of linesOf(text)) {
    line += 1;
    const segment = raw.replace(/[\u000b\u001c]/g, '').trim();
    if (segment.startsWith('MSH')) {
      if (segments.length > 0) yield { line: header, segments };
      separators = separatorsOf(segment);
      segments = [];
      header = line;
    }
    if (separators === undefined || !/^[A-Z][A-Z0-9]{2}/.test(segment)) continue;
    if (/^(?:FHS|BHS|BTS|FTS)/.test(segment)) continue;
    segments.push(parseSegment(segment, separators));
  }
  if (segments.length > 0) yield { line: header, segments };
}

function* linesOf(text: string): Generator<string> {
  const end = /\r\n|\r|\n/g;
  let from = 0;
  for (let match = end.exec(text); match !== null; match = end.exec(text)) {
    yield text.slice(from, match.index);
    from = end.lastIndex;
  }
  yield text.slice(from);
}

/** "MSH|^~\&": the character behind the name, then component, repetition, escape, subcomponent. */
function separatorsOf(header: string): Separators {
  const [field = '|', component = '^', repetition = '~', escape = '\\', sub = '&'] = header.slice(3, 8);
  return { field, component, repetition, escape, sub };
}

function parseSegment(segment: string, separators: Separators): Hl7Segment {
  const name = segment.slice(0, 3);
  const cells = segment.split(separators.field);
  // The header's first field is the separator itself.
  const shift = name === 'MSH' ? 1 : 0;
  const field = (index: number): readonly (readonly string[])[] => {
    const raw = cells[index - shift] ?? '';
    if (raw === '' || raw === '""') return [];
    return raw
      .split(separators.repetition)
      .map((one) => one.split(separators.component).map((part) => unescape(part, separators)));
  };
  return { name, field, text: (index, component = 1) => field(index)[0]?.[component - 1] ?? '' };
}

function unescape(part: string, { field, component, repetition, escape, sub }: Separators): string {
  const plain = part === '""' ? '' : (part.split(sub)[0] ?? '');
  if (!plain.includes(escape)) return plain.trim();
  const meant: Readonly<Record<string, string>> = {
    ...{ F: field, S: component, T: sub, R: repetition, E: escape },
    ...{ H: '', N: '', '.br': ' ', '.sp': ' ' },
  };
  const pieces = plain.split(escape);
  // Every second piece stood between two escape characters.
  return pieces
    .map((piece, index) => (index % 2 === 0 ? piece : (meant[piece] ?? hex(piece))))
    .join('')
    .trim();
}

function hex(piece: string): string {
  if (!/^X(?:[0-9A-F]{2})+$/i.test(piece)) return '';
  const codes = piece.slice(1).match(/../g) ?? [];
  return codes.map((code) => String.fromCharCode(parseInt(code, 16))).join('');
}
