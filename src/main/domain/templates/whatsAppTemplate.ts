/**
 * Approved WhatsApp templates: filling one in, and how it is kept beside a text until it leaves (rules.md 6, twilio.md 8). Pure. The words are
 * the provider's; nothing may be added to them.
 */

/** What leaves instead of free words. */
export interface ChosenTemplate {
  /** `HX...` at Twilio. */
  readonly contentSid: string;
  /** By the name in the braces: `{{1}}`, `{{first_name}}`. */
  readonly variables: Readonly<Record<string, string>>;
}

export type FilledTemplate =
  | { readonly ok: true; readonly text: string; readonly variables: Readonly<Record<string, string>> }
  /** `missing`: no value was given. `badValue`: WhatsApp refuses line breaks, tabs and rows of blanks. */
  | { readonly ok: false; readonly problem: 'missing' | 'badValue'; readonly name: string };

const PLACE = /\{\{\s*(\w+)\s*\}\}/g;
const REFUSED = /[\r\n\t]| {5,}/;

/** The names of what has to be filled in, each once, in order. */
export function placesOf(body: string): string[] {
  return [...new Set([...body.matchAll(PLACE)].flatMap(([, name]) => name ?? []))];
}

/** The text as people read it. The provider's sample values are never used: they are of nobody. */
export function fillTemplate(body: string, given: Readonly<Record<string, string>>): FilledTemplate {
  const variables: Record<string, string> = {};
  for (const name of placesOf(body)) {
    const value = given[name]?.trim() ?? '';
    if (value === '') return { ok: false, problem: 'missing', name };
    if (REFUSED.test(value)) return { ok: false, problem: 'badValue', name };
    variables[name] = value;
  }
  return { ok: true, text: body.replace(PLACE, (_whole, name: string) => variables[name] ?? ''), variables };
}

type Facts = Readonly<Record<string, string>>;

/** A chosen template as facts of a message. */
export function templateFacts({ contentSid, variables }: ChosenTemplate): Facts {
  return { whatsAppTemplate: contentSid, whatsAppVariables: JSON.stringify(variables) };
}

/** The template a message leaves as; null: its own words. */
export function templateOf(facts: Facts | null): ChosenTemplate | null {
  const contentSid = facts?.['whatsAppTemplate'];
  if (contentSid === undefined) return null;
  return { contentSid, variables: JSON.parse(facts?.['whatsAppVariables'] ?? '{}') as Facts };
}
