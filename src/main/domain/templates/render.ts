/**
 * Fills the details of a template, `{firstName}`. Pure. Says which details have no value and which are no details at
 * all, each with its place; never guesses and never leaves half a sentence unreported.
 */
import type { TemplateField } from '../../../contract/templates.ts';
import { isTemplateField } from './fields.ts';
import type { TemplateValues } from './fields.ts';

export type { TemplateValues };

export interface RenderedTemplate {
  /** Details without a value stay in their braces: such a text must not leave (rules.md 8, CG23). */
  readonly body: string;
  /** Known details that have no value, once each, in the order they appear. */
  readonly missing: readonly TemplateField[];
}

/** Something in braces. */
export interface PlacedDetail {
  /** What stands between the braces. */
  readonly name: string;
  readonly field: TemplateField | null;
  /** UTF-16 units, braces included. */
  readonly start: number;
  readonly end: number;
}

const BRACES = /\{([^{}]*)\}/g;

/** Fills `body` with `values`. An empty value counts as missing. */
export function renderTemplate(body: string, values: TemplateValues): RenderedTemplate {
  const missing = new Set<TemplateField>();
  const filled = body.replace(BRACES, (whole, name: string) => {
    if (!isTemplateField(name)) return whole;
    const value = harmless(values[name] ?? '');
    if (value === '') missing.add(name);
    return value === '' ? whole : value;
  });
  return { body: filled, missing: [...missing] };
}

/**
 * A value as it may stand in a text: one line, no invisible characters, and no braces, which would read as a detail that nobody
 * filled in. What a list brings along can neither add a line nor a detail.
 */
function harmless(value: string): string {
  return value
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Everything in braces, in order. */
export function detailsIn(body: string): readonly PlacedDetail[] {
  return [...body.matchAll(BRACES)].map((match) => {
    const name = match[1] ?? '';
    return { name, field: isTemplateField(name) ? name : null, start: match.index, end: match.index + match[0].length };
  });
}

/** The names in braces that are no details we know, for the editor's "is not a detail we know". */
export function unknownFields(body: string): readonly string[] {
  return [...new Set(detailsIn(body).flatMap(({ field, name }) => (field === null ? [name] : [])))];
}

/** Whether a text still has a detail in braces that nobody filled in. */
export function hasUnfilledField(text: string): boolean {
  return detailsIn(text).some(({ field }) => field !== null);
}
