/**
 * Fills the details of a template, `{firstName}`. Pure. Says which details have no value and which are no details at
 * all; never guesses and never leaves half a sentence unreported.
 */
import type { TemplateField } from '../../../contract/templates.ts';

export type TemplateValues = Readonly<Partial<Record<TemplateField, string>>>;

export interface RenderedTemplate {
  /** Details without a value stay in their braces: such a text must not leave (rules.md 8, CG23). */
  readonly body: string;
  /** Known details that have no value, once each, in the order they appear. */
  readonly missing: readonly TemplateField[];
}

const FIELDS: Readonly<Record<TemplateField, true>> = {
  firstName: true,
  visitDay: true,
  visitTime: true,
  clinician: true,
  visitKind: true,
  location: true,
  practiceName: true,
  practiceShortName: true,
  practicePhone: true,
  mapLink: true,
};
const BRACES = /\{([^{}]*)\}/g;

/** Fills `body` with `values`. An empty value counts as missing. */
export function renderTemplate(body: string, values: TemplateValues): RenderedTemplate {
  const missing = new Set<TemplateField>();
  const filled = body.replace(BRACES, (whole, name: string) => {
    if (!isField(name)) return whole;
    const value = values[name]?.trim() ?? '';
    if (value === '') missing.add(name);
    return value === '' ? whole : value;
  });
  return { body: filled, missing: [...missing] };
}

/** The names in braces that are no details we know, for the editor's "is not a detail we know". */
export function unknownFields(body: string): readonly string[] {
  const names = [...body.matchAll(BRACES)].map((match) => match[1] ?? '');
  return [...new Set(names.filter((name) => !isField(name)))];
}

/** Whether a text still has a detail in braces that nobody filled in. */
export function hasUnfilledField(text: string): boolean {
  return [...text.matchAll(BRACES)].some((match) => isField(match[1] ?? ''));
}

/**
 * A word that the template offers as an answer although carriers or the law give it another meaning (rules.md 5.4,
 * CG22): `Reply CANCEL`. Null when there is none.
 */
export function reservedAnswerWord(body: string): string | null {
  const pattern =
    /\b(?:reply|text|send|answer|responda|envie|conteste)\W{0,3}(?:with\W{0,3}|con\W{0,3})?["']?(cancel|cancelar|end|quit|remove|revoke|yes|start|baja)\b/i;
  return pattern.exec(body)?.[1]?.toUpperCase() ?? null;
}

function isField(name: string): name is TemplateField {
  return Object.hasOwn(FIELDS, name);
}
