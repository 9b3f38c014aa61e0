/** The lines the core adds to a text (name of the practice, how to opt out), to count with them before it is asked. Pure. */

export interface AddedLines {
  /** "Riverside: ", or nothing. */
  readonly before: string;
  /** "Reply STOP to opt out.", or nothing. */
  readonly after: string;
}

export const NO_LINES: AddedLines = { before: '', after: '' };

/** From the preview of an empty text: what stands before its one line break, and after. */
export function addedLines(preview: string): AddedLines {
  const at = preview.indexOf('\n');
  return at < 0 ? { before: preview, after: '' } : { before: preview.slice(0, at), after: preview.slice(at + 1) };
}

/** As `saysHowToStop` there. */
const HOW_TO_STOP = /\b(?:STOPP?|ARR[EÊ]T)\b|\b(?:[Ee]nvi[eé]|[Rr]esponda|[Cc]onteste|[Ee]scriba)(?: con)? BAJA\b/;

/** `body` as it will leave, by the rules of main/domain/templates/requiredTexts.ts: a line that is there already is not added. */
export function asSent(body: string, { before, after }: AddedLines): string {
  if (body.trim() === '') return body;
  const name = before.replace(/:\s*$/, '').toLowerCase();
  const opening = name !== '' && body.toLowerCase().includes(name) ? '' : before;
  const joint = /[.!?]$/.test(body) ? ' ' : '\n';
  const closing = after === '' || HOW_TO_STOP.test(body) ? '' : joint + after;
  return `${opening}${body}${closing}`;
}
