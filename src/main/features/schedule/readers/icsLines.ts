/** Cuts an iCalendar file into its events and time zones: unfolds lines, parts names, parameters and values, resolves escapes. */

export interface IcsProperty {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly value: string;
}

export interface IcsEvent {
  /** Line of the file on which it begins, 1-based. */
  readonly line: number;
  readonly properties: readonly IcsProperty[];
}

export interface IcsParts {
  /** METHOD of the calendar, upper case. */
  method: string;
  /** The zone the calendar names for itself (X-WR-TIMEZONE). */
  zone: string;
  /** Text of the VTIMEZONE blocks by TZID. */
  readonly zones: Map<string, string>;
}

const LINE = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^":;]*))*):(.*)$/su;

/** Events one by one; `parts` fills on the way. Alarms, to-dos and journals are passed over. */
export function* splitIcs(text: string, parts: IcsParts): Generator<IcsEvent> {
  const path: string[] = [];
  let event: { line: number; properties: IcsProperty[] } | undefined;
  let zone: string[] | undefined;
  for (const { line, text: content } of unfolded(text)) {
    const property = parseLine(content);
    if (property === undefined) continue;
    const { name, value } = property;
    if (name === 'BEGIN') {
      path.push(value.toUpperCase());
      if (path.at(-1) === 'VEVENT') event = { line, properties: [] };
      if (path.at(-1) === 'VTIMEZONE') zone = [];
    }
    zone?.push(content);
    if (name === 'END') {
      const ended = path.pop();
      if (ended === 'VEVENT' && event !== undefined) {
        yield event;
        event = undefined;
      }
      if (ended === 'VTIMEZONE' && zone !== undefined) {
        keepZone(parts, zone);
        zone = undefined;
      }
    } else if (path.at(-1) === 'VEVENT' && name !== 'BEGIN') event?.properties.push(property);
    else if (path.length === 1 && name === 'METHOD') parts.method = value.trim().toUpperCase();
    else if (path.length === 1 && name === 'X-WR-TIMEZONE') parts.zone = value.trim();
  }
}

/** A value in words: `\,` `\;` `\n` `\\` resolved. */
export function icsText(value: string): string {
  return value
    .replace(/\\([nN,;\\])/g, (_whole, escaped: string) => (escaped.toLowerCase() === 'n' ? '\n' : escaped))
    .trim();
}

/** Lines that begin with a blank belong to the one before (RFC 5545 3.1). */
function* unfolded(text: string): Generator<{ readonly line: number; readonly text: string }> {
  let held: { line: number; parts: string[] } | undefined;
  let line = 0;
  let from = 0;
  while (from < text.length) {
    const found = text.indexOf('\n', from);
    const end = found < 0 ? text.length : found;
    const raw = text.slice(from, end).replace(/\r$/, '');
    from = end + 1;
    line += 1;
    if (/^[ \t]/.test(raw) && held !== undefined) held.parts.push(raw.slice(1));
    else {
      if (held !== undefined) yield { line: held.line, text: held.parts.join('') };
      held = { line, parts: [raw] };
    }
  }
  if (held !== undefined) yield { line: held.line, text: held.parts.join('') };
}

function parseLine(content: string): IcsProperty | undefined {
  const match = LINE.exec(content);
  if (match === null) return undefined;
  const [, name = '', raw = '', value = ''] = match;
  const params: Record<string, string> = {};
  for (const [, key = '', quoted, plain] of raw.matchAll(/;([\w-]+)=(?:"([^"]*)"|([^":;]*))/g)) {
    params[key.toUpperCase()] = quoted ?? plain ?? '';
  }
  return { name: name.toUpperCase(), params, value };
}

function keepZone({ zones }: IcsParts, lines: readonly string[]): void {
  const id = lines.find((line) => /^TZID[;:]/i.test(line))?.replace(/^TZID[^:]*:/i, '');
  if (id !== undefined) zones.set(id.replace(/^"(.*)"$/, '$1'), lines.join('\r\n'));
}
